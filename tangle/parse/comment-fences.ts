import type { RawFence } from './raw-fence.ts'
import type { TextLines } from './text-lines.ts'

/** What an HTML comment holds, read line by line: Markdown knows no fence in there. */
export interface CommentFences {
  readonly fences: readonly CommentFence[]
  /** Lines of three bare backticks that a block with attributes follows before any close (12.2). */
  readonly strays: readonly number[]
}

export interface CommentFence extends RawFence {
  /** False if the comment ends before the fence does. `closed` is true then, too: the end of the comment is the mistake. */
  readonly hasClosing: boolean
  /** A content or closing line that does not start with the prefix of the opening one. */
  readonly badIndentLine: number | undefined
}

interface OpenFence {
  readonly line: number
  /** White space and quote marks in front of the marker. */
  readonly prefix: string
  readonly marker: string
  readonly info: string
  badIndentLine: number | undefined
}

const opening = /^([\s>]*)(`{3,}|~{3,})(.*)$/
const closing = /^([\s>]*)(`{3,}|~{3,})\s*$/

/**
 * Finds the fences in the lines of a comment, in one pass, with no knowledge of Markdown but prefixes of white space and
 * `>`. `isLiterate` tells an info string with attributes of ours; it decides what a stray fence is.
 */
export function readCommentFences(
  page: TextLines,
  from: number,
  to: number,
  isLiterate: (info: string) => boolean,
): CommentFences {
  const fences: CommentFence[] = []
  const strays: number[] = []
  let open: OpenFence | undefined
  for (let index = from; index < to; index++) {
    const line = page.line(index)
    if (open && closes(open, line)) {
      const indent = closing.exec(line)?.[1]
      if (indent !== open.prefix) open.badIndentLine ??= index
      fences.push(toCommentFence(open, index, page, true))
      open = undefined
    } else if (!open) open = openFence(line, index)
    else if (open.marker === '```' && open.info.trim() === '' && startsLiterateBlock(line, isLiterate)) {
      strays.push(open.line)
      open = openFence(line, index)
    } else {
      const isIndented = line.startsWith(open.prefix) || line.replace(/[\s>]/g, '') === ''
      if (!isIndented) open.badIndentLine ??= index
    }
  }
  if (open) fences.push(toCommentFence(open, to, page, false))
  return { fences, strays }
}

/** Whether a line opens a fence whose info string has attributes of ours. */
export function startsLiterateBlock(line: string, isLiterate: (info: string) => boolean): boolean {
  const fence = openFence(line, 0)
  return fence !== undefined && isLiterate(fence.info)
}

function openFence(text: string, line: number): OpenFence | undefined {
  const match = hasMark(text) ? opening.exec(text) : null
  const [, prefix = '', marker = '', info = ''] = match ?? []
  // Code in a line of text.
  if (!match || (marker[0] === '`' && info.includes('`'))) return undefined
  return { line, prefix, marker, info, badIndentLine: undefined }
}

/** A fence line that stands deeper is content; one that stands less deep closes, and is a mistake (3.4). */
function closes({ prefix, marker }: OpenFence, line: string): boolean {
  const [, indent = '', found = ''] = (hasMark(line) ? closing.exec(line) : null) ?? []
  return found[0] === marker[0] && found.length >= marker.length && indent.length <= prefix.length
}

function hasMark(line: string): boolean {
  return line.includes('```') || line.includes('~~~')
}

/** With its content up to `endLine`. What is indented less loses what indent it has. */
function toCommentFence(
  { line, prefix, marker, info, badIndentLine }: OpenFence,
  endLine: number,
  page: TextLines,
  hasClosing: boolean,
): CommentFence {
  const whole = endLine === line + 1 ? [] : page.join(line + 1, endLine).split('\n')
  const columns = whole.map((text) =>
    text.startsWith(prefix) ? prefix.length : text.length - text.replace(/^[\s>]+/, '').length,
  )
  return {
    openLine: line,
    endLine,
    closed: true,
    markerColumn: prefix.length,
    opening: page.line(line),
    info,
    infoColumn: prefix.length + marker.length,
    content: whole.length === 0 ? undefined : whole.map((text, at) => text.slice(columns[at])).join('\n'),
    columns,
    hidden: true,
    hasClosing,
    badIndentLine,
  }
}
