import MarkdownIt from 'markdown-it'
import type Token from 'markdown-it/lib/token.mjs'

/** A stretch of text that people read, with the place of its first character. Both numbers count from 1. */
export interface Prose {
  readonly text: string
  readonly line: number
  readonly column: number
}

// As the site reads pages: with HTML, and with bare addresses as links.
const markdown = new MarkdownIt({ html: true, linkify: true })

/**
 * The prose of a page, stretch by stretch: without code, addresses, HTML tags and front matter. A stretch ends where
 * its line ends, and where code or a tag stands in it.
 */
export function readProse(text: string): Prose[] {
  // Its lines stay, so that all others keep their numbers.
  const body = text.replace(/^---\n.*?\n---\n/s, (matter) => matter.replace(/[^\n]/g, ''))
  const reader = new ProseReader(body)
  for (const token of markdown.parse(body, {})) reader.read(token)
  return reader.found
}

/** Tokens know their lines and no columns, so each piece of text is looked for behind the one before. */
class ProseReader {
  readonly found: Prose[] = []
  readonly #lines: readonly string[]
  #line = 0
  #column = 0
  #end = 0

  constructor(text: string) {
    this.#lines = text.split('\n')
  }

  read(token: Token): void {
    if (token.type === 'html_block') this.#readHtml(token)
    // The cells of a row have no lines of their own.
    if (token.map && (token.type === 'inline' || token.type === 'tr_open')) {
      this.#line = token.map[0]
      this.#end = token.map[1]
      this.#column = 0
    }
    if (token.type === 'inline') this.#readInline(token.children ?? [])
  }

  #readInline(tokens: readonly Token[]): void {
    let isAddress = false
    for (const { type, content, markup, children } of tokens) {
      // Its own text is what is read aloud in its place.
      if (type === 'image') this.#readInline(children ?? [])
      if (type === 'link_open') isAddress = markup === 'linkify' || markup === 'autolink'
      if (type === 'link_close') isAddress = false
      if ((type !== 'text' && type !== 'code_inline') || content === '') continue
      this.#seek(content)
      if (type === 'text' && !isAddress) this.#add(content, this.#line, this.#column)
      this.#column += content.length
    }
  }

  /** Goes to the next place of this text. Stays where it is if the page spells it in another way: `&amp;`, `\\_`. */
  #seek(part: string): void {
    for (let line = this.#line; line < this.#end; line++) {
      const column = (this.#lines[line] ?? '').indexOf(part, line === this.#line ? this.#column : 0)
      if (column === -1) continue
      this.#line = line
      this.#column = column
      return
    }
  }

  /** What stands between the tags of a block of HTML. Nobody reads a comment. */
  #readHtml({ content, map }: Token): void {
    const blank = (part: string) => part.replace(/[^\n]/g, ' ')
    const text = content
      .replace(/<!--.*?-->/gs, blank)
      .replace(/<(script|style|svg)\b.*?<\/\1>/gs, blank)
      .replace(/<[^>]*>/g, blank)
    for (const [index, line] of text.split('\n').entries()) {
      if (line.trim() !== '') this.#add(line.trim(), (map?.[0] ?? 0) + index, line.search(/\S/))
    }
  }

  #add(text: string, line: number, column: number): void {
    this.found.push({ text, line: line + 1, column: column + 1 })
  }
}
