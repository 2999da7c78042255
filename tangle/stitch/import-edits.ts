import type { Origin, Target } from '../model/origin-map.ts'
import { TextLines } from '../parse/text-lines.ts'
import { type ImportedName, type ImportStatement, moduleOf } from '../resolve/imports/import-scan.ts'
import type { BlockEdit } from './block-edit.ts'
import type { ImportReader, StatementPlaces } from './import-reader.ts'
import type { Hunk } from './line-edit.ts'

/** What happens to one import statement of a block. */
interface StatementChange {
  readonly origin: Origin
  /** Where the names stand that go, as {@link placeKey} writes it. */
  readonly removed: Set<string>
  /** New names, by the place of the name that they stand behind. */
  readonly added: Map<string, string[]>
  /** The module that all its names come from now, in quotes. */
  source?: string
}

/**
 * Takes an edit of imports that were merged, name by name, to the statements that they were made of: a new name goes
 * into the statement of the name in front of it. None if the edit is none of names; two guesses where a statement goes
 * altogether: with the empty line behind it, and without.
 */
export function importNameEdits(
  target: Target,
  hunk: Hunk,
  reader: ImportReader,
  statements: StatementPlaces,
): BlockEdit[][] {
  const changes = compareNames(target, hunk, new Changes(reader, statements), reader)
  if (!changes) return []
  return [true, false].flatMap((withEmptyLine) => {
    const edits = changes.toEdits(hunk.editedStart, withEmptyLine)
    return edits ? [edits] : []
  })
}

function compareNames(target: Target, hunk: Hunk, changes: Changes, reader: ImportReader): Changes | undefined {
  const touched = target.lines.slice(hunk.start, hunk.end).map(({ text }) => text)
  const before = reader.readOnlyImports(touched)
  const after = reader.readOnlyImports(hunk.lines)
  if (!before || !after) return undefined
  const known = new Map<string, Origin>()
  const moved = findMoved(before, after)
  const moves = new Set(moved.values())
  const remaining = after.filter((statement) => !moves.has(statement))
  const wanted = new Set(remaining.flatMap((statement) => statement.names.map((name) => nameKey(statement, name))))
  const offsets = new TextLines(touched.join('\n'))
  for (const statement of before) {
    if (statement.names.length === 0) return undefined
    for (const name of statement.names) {
      const { line, column } = offsets.positionAt(name.offset)
      const segment = target.lines[hunk.start + line]?.segments.find((candidate) => candidate.column === column)
      if (!segment) return undefined
      const origins = [segment.origin, ...(segment.origin.also ?? [])]
      const now = moved.get(statement)
      if (now) for (const origin of origins) changes.move(origin, now.source)
      if (now) continue
      const key = nameKey(statement, name)
      known.set(key, segment.origin)
      if (wanted.has(key)) continue
      for (const origin of origins) changes.remove(origin)
    }
  }
  const order = [...known.keys()]
  for (const statement of remaining) {
    const module = keyOf(statement)
    let previous: string | undefined
    for (const name of statement.names) {
      const key = nameKey(statement, name)
      if (!known.has(key)) {
        // What stands where a name went is what it is called now.
        const next = order.find((other, at) => !wanted.has(other) && isNext(order, at, previous, module))
        const behind = next ?? previous
        const origin = behind === undefined ? undefined : known.get(behind)
        if (!origin) return undefined
        changes.add(origin, spell(statement, name))
        previous = behind
      } else previous = key
    }
  }
  return changes
}

/** The statements that have the names they had, and take them from another module. */
function findMoved(
  before: readonly ImportStatement[],
  after: readonly ImportStatement[],
): ReadonlyMap<ImportStatement, ImportStatement> {
  const spellAll = (statement: ImportStatement) =>
    JSON.stringify(statement.names.map(({ imported, local, isType }) => [imported, local, isType]))
  const moved = new Map<ImportStatement, ImportStatement>()
  if (before.length !== after.length) return moved
  before.forEach((statement, at) => {
    const now = after[at]
    if (!now || moduleOf(now) === moduleOf(statement) || now.attributes !== statement.attributes) return
    if (spellAll(now) === spellAll(statement)) moved.set(statement, now)
  })
  return moved
}

class Changes {
  readonly #reader: ImportReader
  readonly #places: StatementPlaces
  readonly #statements = new Map<string, StatementChange>()

  constructor(reader: ImportReader, places: StatementPlaces) {
    this.#reader = reader
    this.#places = places
  }

  remove(origin: Origin): void {
    this.#of(origin).removed.add(placeKey(origin))
  }

  move(origin: Origin, source: string): void {
    this.#of(origin).source = source
  }

  add(behind: Origin, name: string): void {
    const { added } = this.#of(behind)
    added.set(placeKey(behind), [...(added.get(placeKey(behind)) ?? []), name])
  }

  toEdits(targetLine: number, withEmptyLine: boolean): BlockEdit[] | undefined {
    const edits: BlockEdit[] = []
    for (const change of this.#statements.values()) {
      const { block, via } = change.origin
      const { start, end } = this.#places.rangeOf(change.origin)
      const old = block.lines.slice(start, end).map(({ text }) => text)
      const lines = rewrite(old, start, change, this.#reader)
      if (!lines) return undefined
      const isFollowed = lines.length === 0 && block.lines[end]?.text.trim() === ''
      edits.push({ block, via, start, end: withEmptyLine && isFollowed ? end + 1 : end, lines, targetLine })
    }
    return edits
  }

  #of(origin: Origin): StatementChange {
    const { block } = origin
    const key = `${block.page} ${block.index} ${this.#places.rangeOf(origin).start}`
    const change = this.#statements.get(key) ?? { origin, removed: new Set(), added: new Map() }
    this.#statements.set(key, change)
    return change
  }
}

/** The lines of a statement with other names; none if no name is left. */
function rewrite(
  old: readonly string[],
  firstLine: number,
  change: StatementChange,
  reader: ImportReader,
): string[] | undefined {
  const text = old.join('\n')
  const [statement, another] = reader.find(text)
  if (!statement || another) return undefined
  if (change.source !== undefined) {
    if (change.removed.size > 0 || change.added.size > 0) return undefined
    const { source, sourceOffset } = statement
    return (text.slice(0, sourceOffset) + change.source + text.slice(sourceOffset + source.length)).split('\n')
  }
  const { block } = change.origin
  const names = statement.names.map((name) => {
    const line = text.slice(0, name.offset).split('\n').length - 1
    const column = name.offset - (text.lastIndexOf('\n', name.offset - 1) + 1)
    const position = block.lines[firstLine + line]?.position
    const key = position ? `${position.line}:${position.column + column}` : ''
    return { name, key }
  })
  if (names.every(({ key }) => change.removed.has(key)) && change.added.size === 0) {
    const rest = text.slice(0, statement.start) + text.slice(statement.end)
    return rest.trim() === '' ? [] : undefined
  }
  const list = names.filter(({ name }) => name.imported !== '*' && name.imported !== 'default')
  if (list.length !== names.length) return undefined
  const pieces = list.map(({ name: { start, end }, key }) => ({ start, end, key }))
  const [first, second] = pieces
  const last = pieces.at(-1)
  if (!first || !last) return undefined
  const hasComments = /\/[/*]/.test(text.slice(first.start, last.end))
  if (hasComments) return undefined
  const separator = second ? text.slice(first.end, second.start) : ', '
  const kept = pieces.flatMap(({ start, end, key }) => [
    ...(change.removed.has(key) ? [] : [text.slice(start, end)]),
    ...(change.added.get(key) ?? []),
  ])
  return (text.slice(0, first.start) + kept.join(separator) + text.slice(last.end)).split('\n')
}

function nameKey(statement: ImportStatement, { imported, local, isType }: ImportedName): string {
  return JSON.stringify([keyOf(statement), imported, local, isType])
}

function keyOf(statement: ImportStatement): string {
  return moduleOf(statement) + statement.attributes
}

/** Whether a name is the one behind another one of its module, or the first one. */
function isNext(order: readonly string[], at: number, previous: string | undefined, module: string): boolean {
  const isOfModule = JSON.parse(order[at] ?? '[]')[0] === module
  return (
    isOfModule &&
    (previous === undefined
      ? order.findIndex((key) => JSON.parse(key)[0] === module) === at
      : order[at - 1] === previous)
  )
}

function placeKey({ position }: Origin): string {
  return `${position.line}:${position.column}`
}

function spell(statement: ImportStatement, { imported, local, isType }: ImportedName): string {
  const name = imported === local ? local : `${imported} as ${local}`
  return isType && statement.keyword !== 'import type' ? `type ${name}` : name
}
