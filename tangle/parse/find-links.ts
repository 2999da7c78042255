import type { Position } from '../model/location.ts'
import { normalizeLabel, parseMarkdownText, type Token } from './markdown-text.ts'

/** An address that a page leads to, as it is written there. */
export interface Link {
  readonly href: string
  /** Where the address starts. */
  readonly position: Position
}

/** Whether a text can have links at all. Most pages need not be parsed to know. */
const anyLink = /\]\(|\]:|<(?:a|img)\s/i

const htmlAddress = /<(?:a|img)\s[^<>]*?(?<=\s)(?:href|src)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))/dgi

/**
 * The addresses of links and images of a page, in Markdown and in HTML, definitions of references included. Code and
 * comments have none.
 */
export function findLinks(lines: readonly string[]): Link[] {
  if (!lines.some((line) => anyLink.test(line))) return []
  const { tokens, definitions } = parseMarkdownText(lines)
  const finder = new LinkFinder(lines, tokens)
  finder.readText()
  if (definitions.length > 0) finder.readDefinitions(new Set(definitions))
  return finder.links.sort((a, b) => a.position.line - b.position.line || a.position.column - b.position.column)
}

class LinkFinder {
  readonly links: Link[] = []
  readonly #lines: readonly string[]
  readonly #tokens: readonly Token[]
  /** The lines that markdown-it takes the current token from. A cell of a table has none: those of its row count. */
  #block: readonly [number, number] = [0, 0]
  #text: string | undefined
  /** Where its lines start in it. */
  #starts: number[] = []
  /** Where in the block the next address of this spelling is sought. */
  #after = new Map<string, number>()

  constructor(lines: readonly string[], tokens: readonly Token[]) {
    this.#lines = lines
    this.#tokens = tokens
  }

  readText(): void {
    for (const token of this.#tokens) {
      if (token.map && (token.map[0] !== this.#block[0] || token.map[1] !== this.#block[1])) this.#enter(token.map)
      if (token.type === 'html_block') this.#readHtml(this.#blockText())
      for (const child of token.children ?? []) this.#readInline(child)
    }
  }

  /** `[label]: address` is no token: the lines that are code have it as their text. */
  readDefinitions(labels: ReadonlySet<string>): void {
    const code = new Set<number>()
    for (const { type, map } of this.#tokens) {
      if (!map || !['fence', 'code_block', 'html_block'].includes(type)) continue
      for (let line = map[0]; line < map[1]; line++) code.add(line)
    }
    this.#lines.forEach((text, line) => {
      const definition = /^[\s>]*\[((?:[^\]\\]|\\.)+)\]:\s*(?:<([^>]*)>|(\S+))/d.exec(text)
      if (!definition || code.has(line) || !labels.has(normalizeLabel(definition[1] ?? ''))) return
      const column = (definition.indices?.[2] ?? definition.indices?.[3])?.[0] ?? 0
      this.links.push({ href: definition[2] ?? definition[3] ?? '', position: { line, column } })
    })
  }

  #enter(map: readonly [number, number]): void {
    this.#block = map
    this.#text = undefined
    this.#after = new Map()
  }

  /** Made when it is needed, since blocks nest. */
  #blockText(): string {
    if (this.#text !== undefined) return this.#text
    const lines = this.#lines.slice(...this.#block)
    this.#starts = []
    let offset = 0
    for (const line of lines) {
      this.#starts.push(offset)
      offset += line.length + 1
    }
    this.#text = lines.join('\n')
    return this.#text
  }

  #readInline(token: Token): void {
    const href =
      token.type === 'link_open' ? token.attrGet('href') : token.type === 'image' ? token.attrGet('src') : null
    if (href !== null && token.markup !== 'autolink') this.#add(href)
    // A link around an image, or an image in the description of another.
    for (const child of token.children ?? []) this.#readInline(child)
    if (token.type === 'html_inline' && !token.content.startsWith('<!--')) {
      const start = this.#seek(token.content)
      if (start !== undefined) this.#readHtml(token.content, start)
    }
  }

  #add(href: string): void {
    if (href === '') return
    for (const opening of ['](', '](<']) {
      const start = this.#seek(opening + href)
      if (start === undefined) continue
      this.#push(href, start + opening.length)
      return
    }
    // An address that is not in the block is that of a definition, which counts once and by itself.
  }

  /** The next place of a text in the block, behind the one that was found before. */
  #seek(wanted: string): number | undefined {
    const text = this.#blockText()
    const start = text.indexOf(wanted, this.#after.get(wanted) ?? 0)
    this.#after.set(wanted, start === -1 ? text.length : start + wanted.length)
    return start === -1 ? undefined : start
  }

  #readHtml(html: string, offset = 0): void {
    const visible = html.replace(/<!--[\s\S]*?(?:-->|$)/g, (comment) => comment.replace(/[^\n]/g, ' '))
    for (const match of visible.matchAll(htmlAddress)) {
      const [start, end] = match.indices?.[1] ?? match.indices?.[2] ?? match.indices?.[3] ?? [0, 0]
      if (end > start) this.#push(visible.slice(start, end), offset + start)
    }
  }

  #push(href: string, offset: number): void {
    let low = 0
    for (let high = this.#starts.length - 1; low < high; ) {
      const middle = (low + high + 1) >> 1
      if ((this.#starts[middle] ?? 0) <= offset) low = middle
      else high = middle - 1
    }
    const position = { line: this.#block[0] + low, column: offset - (this.#starts[low] ?? 0) }
    this.links.push({ href, position })
  }
}
