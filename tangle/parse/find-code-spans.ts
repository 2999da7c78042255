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

  find({ type, content, markup }: Token): CodeSpan[] {
    if (type !== 'code_inline') return []
    const { text } = this.#block
    for (let at = text.indexOf(markup, this.#after); at !== -1; at = text.indexOf(markup, at + 1)) {
      if (text[at - 1] === '`') continue
      const behind = at + markup.length
      for (const start of text[behind] === ' ' ? [behind + 1, behind] : [behind]) {
        const end = endOf(content, text, start)
        if (end === undefined || !isMarkup(markup, text, end)) continue
        this.#after = end + markup.length
        const { line, column } = this.#block.positionAt(start)
        return [{ text: content, position: { line: this.first + line, column } }]
      }
    }
    return []
  }
}

/**
 * Where inline code ends that starts somewhere in a text; `undefined` if something else stands there. A line may end where
 * a space is shown, and in a table a backslash keeps `|` from ending the cell.
 */
function endOf(content: string, text: string, start: number): number | undefined {
  let at = start
  for (const sign of content) {
    if (sign === ' ' && text[at] === '\n') {
      at++
      while (/[\s>]/.test(text[at] ?? '')) at++
      continue
    }
    if (sign === '|' && text[at] === '\\') at++
    if (!text.startsWith(sign, at)) return undefined
    at += sign.length
  }
  return at
}

/** Whether the closing backticks stand somewhere, or behind a space. */
function isMarkup(markup: string, text: string, at: number): boolean {
  const start = /\s/.test(text[at] ?? '') ? at + 1 : at
  return text.startsWith(markup, start) && text[start + markup.length] !== '`'
}
