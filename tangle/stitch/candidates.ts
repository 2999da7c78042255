import type { Target } from '../model/origin-map.ts'
import type { BlockEdit } from './block-edit.ts'
import { importNameEdits } from './import-edits.ts'
import type { ImportReader, StatementPlaces } from './import-reader.ts'
import { applyEdits, type Hunk, type LineEdit } from './line-edit.ts'
import type { PlacedLine } from './placed-line.ts'
import type { Slot, SlotFinder } from './slots.ts'

/** Lines of a target that are neighbours in one block. */
interface Run extends LineEdit {
  readonly placed: PlacedLine | undefined
}

/**
 * What an edit of a target may be an edit of, the best guess first. A guess is a list of edits of blocks; an empty one
 * says that the change comes by itself, as a merged import does. None if it cannot be attributed.
 */
export class CandidateFinder {
  readonly #target: Target
  readonly #placed: readonly (PlacedLine | undefined)[]
  readonly #slots: SlotFinder
  readonly #reader: ImportReader
  readonly #statements: StatementPlaces

  constructor(
    target: Target,
    placed: readonly (PlacedLine | undefined)[],
    slots: SlotFinder,
    reader: ImportReader,
    statements: StatementPlaces,
  ) {
    this.#target = target
    this.#placed = placed
    this.#slots = slots
    this.#reader = reader
    this.#statements = statements
  }

  find(hunk: Hunk): BlockEdit[][] {
    const candidates: BlockEdit[][] = []
    if (this.#isAboutImports(hunk)) {
      candidates.push([], ...importNameEdits(this.#target, hunk, this.#reader, this.#statements))
    }
    if (hunk.start === hunk.end) candidates.push(...this.#insert(hunk, hunk.lines, hunk.editedStart))
    else candidates.push(...this.#replace(hunk))
    return candidates
  }

  #insert({ start, end }: LineEdit, lines: readonly string[], targetLine: number): BlockEdit[][] {
    return this.#slots.find(start, end, lines).map((slot) => [insertion(slot, lines, targetLine)])
  }

  #replace(hunk: Hunk): BlockEdit[][] {
    const { lines, editedStart } = hunk
    const runs = this.#runs(hunk)
    const [run] = runs
    if (lines.length === 0) return [runs.flatMap((each) => replacement(each, [], editedStart) ?? [])]
    if (!run) return []
    if (runs.length > 1) return this.#pair(hunk, runs)
    const whole = replacement(run, lines, editedStart)
    return [...(whole ? [whole] : []), ...this.#split(hunk, run)]
  }

  /**
   * Line for line, where there are as many as before; or all in place of the only lines that were not empty. Otherwise
   * nobody can tell which one belongs to which block.
   */
  #pair({ start, end, lines, editedStart }: Hunk, runs: readonly Run[]): BlockEdit[][] {
    const isEmpty = (run: Run) => this.#target.lines.slice(run.start, run.end).every(({ text }) => text.trim() === '')
    const full = runs.filter((run) => !isEmpty(run))
    const inOne = runs.map((run) => replacement(run, run === full[0] ? lines : [], editedStart))
    const lineByLine = runs.map((run) => {
      const offset = run.start - start
      return replacement(run, lines.slice(offset, offset + run.end - run.start), editedStart + offset)
    })
    return [...(lines.length === end - start ? [lineByLine] : []), ...(full.length === 1 ? [inOne] : [])].flatMap(
      (edits) => (edits.every((edit) => edit !== undefined) ? [edits.flat()] : []),
    )
  }

  /** What does not have the indent of a block that was changed stands in front of it, or behind it. */
  #split(hunk: Hunk, run: Run): BlockEdit[][] {
    const { lines, editedStart } = hunk
    const lead = run.placed?.lead ?? ''
    const fits = lines.map((line) => line.trim() === '' || line.startsWith(lead))
    const head = fits.includes(false) ? fits.indexOf(false) : lines.length
    const tail = lines.length - 1 - fits.lastIndexOf(false)
    const inFront = this.#insert(hunk, lines.slice(0, lines.length - tail), editedStart).map((edits) => [
      ...edits,
      ...(replacement(run, lines.slice(lines.length - tail), editedStart + lines.length - tail) ?? []),
    ])
    const behind = this.#insert(hunk, lines.slice(head), editedStart + head).map((edits) => [
      ...(replacement(run, lines.slice(0, head), editedStart) ?? []),
      ...edits,
    ])
    return head >= tail ? [...behind, ...inFront] : [...inFront, ...behind]
  }

  #runs({ start, end }: LineEdit): Run[] {
    const runs: { start: number; end: number; lines: string[]; placed: PlacedLine | undefined }[] = []
    for (let line = start; line < end; line++) {
      const placed = this.#placed[line]
      const last = runs.at(-1)
      if (last && continues(last, placed)) last.end++
      else runs.push({ start: line, end: line + 1, lines: [], placed })
    }
    return runs
  }

  /** Lines that hoisting makes: they change when other lines do. */
  #isAboutImports({ start, end, lines }: LineEdit): boolean {
    const touched = this.#target.lines.slice(start, end).map(({ text }) => text)
    if (start < end && this.#placed.slice(start, end).every((placed) => placed === undefined)) return true
    return this.#isImports(lines) && (start === end || this.#isImports(touched))
  }

  #isImports(lines: readonly string[]): boolean {
    return this.#reader.readOnlyImports(lines) !== undefined
  }
}

function continues({ start, end, placed: first }: Run, next: PlacedLine | undefined): boolean {
  if (!first || !next) return !first && !next
  if (first.block !== next.block || first.via !== next.via || first.index + end - start !== next.index) return false
  return first.after === '' && first.before === next.before && first.before.trim() === ''
}

/** `undefined` if the lines do not have the indent of the place; none if nothing of it was written by anybody. */
function replacement(run: Run, lines: readonly string[], targetLine: number): BlockEdit[] | undefined {
  const { placed, start, end } = run
  if (!placed) return []
  const { block, index, via, lead, before, after } = placed
  if (lines.some((line) => line.trim() !== '' && !line.startsWith(lead))) return undefined
  const isWhole = before.trim() === '' && after.trim() === ''
  const texts = lines.map((line) => toBlockText(line, lead, before))
  const last = texts.pop() ?? (isWhole ? undefined : before)
  if (last !== undefined) texts.push(last + after)
  return [{ block, via, start: index, end: index + end - start, lines: texts, targetLine }]
}

function insertion({ block, index, via, lead, before }: Slot, lines: readonly string[], targetLine: number): BlockEdit {
  const texts = lines.map((line) => toBlockText(line, lead, before.trim() === '' ? before : ''))
  return { block, via, start: index, end: index, lines: texts, targetLine }
}

/** What a block says that comes out as this line. A reference must not be followed, so it gets a backslash (12.6). */
function toBlockText(line: string, lead: string, before: string): string {
  if (!line.startsWith(lead) || line === '') return line.trim() === '' ? '' : line
  const text = before + line.slice(lead.length)
  return /^\s*<<[\p{L}\p{N}_\-./:]+>>\s*$/u.test(text) ? text.replace('<<', '\\<<') : text
}

/** Edits inside a merged import are one edit of the whole statement. */
export function widenToStatements(
  target: Target,
  hunks: readonly Hunk[],
  placed: readonly (PlacedLine | undefined)[],
  reader: ImportReader,
): Hunk[] {
  const texts = target.lines.map(({ text }) => text)
  let widened = [...hunks]
  if (!placed.includes(undefined) || !texts.some((text) => text.startsWith('import'))) return widened
  let line = 0
  let offset = 0
  const lineOf = (at: number) => {
    while (line < texts.length - 1 && offset + (texts[line] ?? '').length < at)
      offset += (texts[line++] ?? '').length + 1
    return line
  }
  for (const statement of reader.find(texts.join('\n'))) {
    const range = { start: lineOf(statement.start), end: lineOf(statement.end - 1) + 1 }
    if (range.end - range.start === 1 || placed.slice(range.start, range.end).every((each) => each)) continue
    const inside = widened.filter((hunk) =>
      hunk.start === hunk.end
        ? range.start < hunk.start && hunk.start < range.end
        : hunk.start < range.end && range.start < hunk.end,
    )
    const [first] = inside
    const last = inside.at(-1)
    if (!first || !last) continue
    const start = Math.min(first.start, range.start)
    const end = Math.max(last.end, range.end)
    const moved = inside.map((hunk) => ({ ...hunk, start: hunk.start - start, end: hunk.end - start }))
    const joined = {
      start,
      end,
      lines: applyEdits(texts.slice(start, end), moved),
      editedStart: first.editedStart - (first.start - start),
    }
    widened = widened.flatMap((hunk) => (hunk === first ? [joined] : inside.includes(hunk) ? [] : [hunk]))
  }
  return widened
}
