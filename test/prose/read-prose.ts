import MarkdownIt from 'markdown-it'
import type Token from 'markdown-it/lib/token.mjs'

/** A stretch of text that people read, with the place of its first character. Both numbers count from 1. */
export interface Prose {
  readonly text: string
  readonly line: number
  readonly column: number
}

// As the site reads pages: with HTML, and with nothing replaced.
const markdown = new MarkdownIt({ html: true })

/**
 * The prose of a page, stretch by stretch: without code, addresses, HTML tags and front matter. A stretch ends where
 * its line ends, and where code or a tag stands in it.
 */
export function readProse(text: string): Prose[] {
  const body = text.replace(/^---\n.*?\n---\n/s, (matter) => matter.replace(/[^\n]/g, ''))
  const lines = body.split('\n')
  return markdown.parse(body, {}).flatMap((token) => {
    if (token.type === 'html_block') return readHtml(token)
    return token.type === 'inline' ? readInline(token, lines) : []
  })
}

/** Tokens tell lines and no columns, so each stretch is looked for in its line, behind the one before. */
function readInline(inline: Token, lines: readonly string[]): Prose[] {
  const [first = 0, end = first + 1] = inline.map ?? []
  let line = first
  let column = 0
  const stretches: Prose[] = []
  const seek = (part: string): boolean => {
    for (let at = line; at < end; at++) {
      const found = (lines[at] ?? '').indexOf(part, at === line ? column : 0)
      if (found === -1) continue
      line = at
      column = found
      return true
    }
    return false
  }
  const isTable = (lines[first] ?? '').trimStart().startsWith('|')
  if (isTable) column = columnOfCell(inline, lines[first] ?? '')
  for (const child of inline.children ?? []) {
    if (child.type !== 'text' && child.type !== 'code_inline') continue
    if (child.content === '' || !seek(child.content)) continue
    if (child.type === 'text') stretches.push({ text: child.content, line: line + 1, column: column + 1 })
    column += child.content.length
  }
  return stretches
}

/** The cells of a row share its line; their own text tells them apart. */
function columnOfCell(inline: Token, line: string): number {
  return Math.max(0, line.indexOf(inline.content))
}

/** What stands between the tags of a block of HTML; a comment is not read. */
function readHtml(token: Token): Prose[] {
  const first = token.map?.[0] ?? 0
  const blank = (part: string) => part.replace(/[^\n]/g, ' ')
  const text = token.content
    .replace(/<!--.*?-->/gs, blank)
    .replace(/<(script|style|svg)\b.*?<\/\1>/gs, blank)
    .replace(/<[^>]*>/g, blank)
  return text.split('\n').flatMap((line, index) => {
    const column = line.search(/\S/)
    return column === -1 ? [] : [{ text: line.trim(), line: first + index + 1, column: column + 1 }]
  })
}
