import type { Position } from '../model/location.ts'
import { parseMarkdownText, type Token } from './markdown-text.ts'
import { TextLines } from './text-lines.ts'

/** Inline code of a page. */
export interface CodeSpan {
  /** As a reader sees it: one line, without the backticks and the space next to them. */
  readonly text: string
  /** Where the text starts in the page. */
  readonly position: Position
  /** The address of the link that it is in. */
  readonly link?: string
}

/**
 * Inline code in paragraphs, lists, tables and headings of a page, in order. Blocks, comments and addresses have none
 * (CommonMark 6.1).
 */
export function findCodeSpans(lines: readonly string[]): CodeSpan[] {
  if (!lines.some((line) => line.includes('`'))) return []
  const spans: CodeSpan[] = []
  let finder: BlockFinder | undefined
  for (const { map, children } of parseMarkdownText(lines).tokens) {
    if (map && (map[0] !== finder?.first || map[1] !== finder.last)) finder = new BlockFinder(lines, map)
    let link: string | undefined
    for (const token of children ?? []) {
      if (token.type === 'link_open') link = token.attrGet('href') ?? undefined
      else if (token.type === 'link_close') link = undefined
      else if (finder)
        spans.push(...finder.find(token).map((span) => ({ ...span, ...(link !== undefined && { link }) })))
    }
  }
  return spans
}

/** Finds inline code again in the lines of its block: markdown-it does not say where in them it stands. */
class BlockFinder {
  readonly first: number
  readonly last: number
  readonly #block: TextLines
  #after = 0

  constructor(lines: readonly string[], [first, last]: readonly [number, number]) {
    this.first = first
    this.last = last
    this.#block = new TextLines(lines.slice(first, last).join('\n'))
  }

  find(token: Token): CodeSpan[] {
    if (token.type !== 'code_inline') return []
    // A line may end where a space is shown, and in a table a backslash keeps `|` from ending the cell.
    const shown = token.content.split(/([ |])/).map((part) => {
      return part === ' ' ? '(?: |\\n[\\s>]*)' : part === '|' ? '\\\\?\\|' : escapePattern(part)
    })
    const pattern = new RegExp(`(?<!\`)${token.markup} ?(?=${shown.join('')}\\s?${token.markup}(?!\`))`, 'g')
    pattern.lastIndex = this.#after
    const found = pattern.exec(this.#block.text)
    if (!found) return []
    const start = found.index + found[0].length
    this.#after = start + token.content.length + token.markup.length
    const { line, column } = this.#block.positionAt(start)
    return [{ text: token.content, position: { line: this.first + line, column } }]
  }
}

function escapePattern(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&')
}
