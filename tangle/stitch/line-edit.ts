import { diffArrays } from 'diff'

/** Lines `start` to `end` (exclusive, from 0) of a text become other lines. An empty range is an insertion. */
export interface LineEdit {
  readonly start: number
  readonly end: number
  readonly lines: readonly string[]
}

/** An edit of a target, and the line of the edited file where it begins. */
export interface Hunk extends LineEdit {
  readonly editedStart: number
}

/** Whether a line has spaces and tabs only. Other white space, a form feed or a byte order mark, is somebody's text. */
export function isBlank(line: string): boolean {
  return /^[ \t]*$/.test(line)
}

/** The lines of a text with their line ends: joined, they are the text again, to the byte. */
export function splitLines(text: string): string[] {
  return text.match(/[^\r\n]*(?:\r\n|\n|\r)|[^\r\n]+$/g) ?? []
}

/** Lines that have more changes than this are compared no further: the time grows with their square. */
const maximumChanges = 4000

/** The edits that make one list of lines of another. `isSame` says which lines count as equal. */
export function diffLines(
  before: readonly string[],
  after: readonly string[],
  isSame: (left: string, right: string) => boolean = (left, right) => left === right,
): LineEdit[] {
  const options = { comparator: isSame, maxEditLength: maximumChanges }
  const changes = diffArrays([...before], [...after], options)
  if (!changes) return [oneEdit(before, after, isSame)]
  const edits: LineEdit[] = []
  let start = 0
  let at = 0
  let open: { start: number; end: number; lines: string[] } | undefined
  for (const { added, removed, value } of changes) {
    if (!added && !removed) {
      if (open) edits.push(open)
      open = undefined
      start += value.length
      at += value.length
      continue
    }
    open ??= { start, end: start, lines: [] }
    if (removed) {
      start += value.length
      open.end = start
    } else {
      open.lines.push(...after.slice(at, at + value.length))
      at += value.length
    }
  }
  if (open) edits.push(open)
  return edits
}

/** All that lies between the first line that differs and the last one. */
function oneEdit(
  before: readonly string[],
  after: readonly string[],
  isSame: (left: string, right: string) => boolean,
): LineEdit {
  const shorter = Math.min(before.length, after.length)
  let head = 0
  while (head < shorter && isSame(before[head] ?? '', after[head] ?? '')) head++
  let tail = 0
  while (tail < shorter - head && isSame(before.at(-1 - tail) ?? '', after.at(-1 - tail) ?? '')) tail++
  return { start: head, end: before.length - tail, lines: after.slice(head, after.length - tail) }
}

/** Carries out edits that do not overlap. */
export function applyEdits(lines: readonly string[], edits: readonly LineEdit[]): string[] {
  const result: string[] = []
  let at = 0
  for (const { start, end, lines: inserted } of sortEdits(edits)) {
    result.push(...lines.slice(at, start), ...inserted)
    at = end
  }
  return [...result, ...lines.slice(at)]
}

/** By place; an insertion comes before a change of the line that it stands in front of. */
export function sortEdits<T extends LineEdit>(edits: readonly T[]): T[] {
  return [...edits].sort((a, b) => a.start - b.start || a.end - b.end)
}

export function isSameEdit(a: LineEdit, b: LineEdit): boolean {
  return (
    a.start === b.start &&
    a.end === b.end &&
    a.lines.length === b.lines.length &&
    a.lines.every((line, at) => line === b.lines[at])
  )
}

/** Two edits of the same lines, or of lines where it cannot be told which edit comes first. */
export function collide(a: LineEdit, b: LineEdit): boolean {
  const isInsertion = a.start === a.end || b.start === b.end
  return isInsertion ? a.start <= b.end && b.start <= a.end : a.start < b.end && b.start < a.end
}
