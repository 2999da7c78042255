import type { Origin, TargetLine } from '../model/origin-map.ts'
import type { ImportedName, ImportStatement } from './import-statement.ts'
import { concatLines } from './target-text.ts'

/** A longer import is broken into one name a line. */
const maximumWidth = 100

/** A name of a merged import, with every place that asked for it. */
interface MergedName extends ImportedName {
  readonly also: readonly number[]
}

/** What a target imports from one module. */
export interface ImportedModule {
  readonly source: string
  readonly statements: readonly ImportStatement[]
  readonly names: readonly MergedName[]
  readonly isSideEffect: boolean
  /** One statement, and all of it is needed: it keeps its own text. */
  readonly isVerbatim: boolean
}

export interface ImportConflict {
  readonly name: string
  readonly first: number
  readonly second: number
}

interface Merge {
  readonly modules: readonly ImportedModule[]
  readonly conflicts: readonly ImportConflict[]
  /** Nothing was merged and nothing left out. */
  readonly isTidy: boolean
}

/** Merges imports per module, in the order of first appearance, without names that are not in `used`. */
export function mergeImports(imports: readonly ImportStatement[], used: ReadonlySet<string>): Merge {
  const groups = new Map<string, ImportStatement[]>()
  for (const statement of imports) {
    const module = statement.source.replace(/^["'](.*)["']/, '$1')
    const key = statement.names.length === 0 ? `effect of ${module}` : module
    const group = groups.get(key)
    if (group) group.push(statement)
    else groups.set(key, [statement])
  }
  const conflicts: ImportConflict[] = []
  const locals = new Map<string, { module: string; name: ImportedName }>()
  const modules: ImportedModule[] = []
  let isTidy = true
  for (const [module, statements] of groups) {
    const names = new Map<string, MergedName & { readonly also: number[] }>()
    let isPruned = false
    for (const name of statements.flatMap((statement) => statement.names)) {
      if (!used.has(name.local)) {
        isPruned = true
        continue
      }
      const earlier = locals.get(name.local)
      if (earlier && (earlier.module !== module || earlier.name.imported !== name.imported)) {
        conflicts.push({ name: name.local, first: earlier.name.offset, second: name.offset })
        continue
      }
      locals.set(name.local, { module, name })
      const same = names.get(name.local)
      if (!same) names.set(name.local, { ...name, also: [] })
      else {
        same.also.push(name.offset)
        names.set(name.local, { ...same, isType: same.isType && name.isType })
      }
    }
    const isSideEffect = statements.every((statement) => statement.names.length === 0)
    const isVerbatim = statements.length === 1 && !isPruned
    isTidy &&= isVerbatim
    const [first] = statements
    if (!first || (!isSideEffect && names.size === 0)) continue
    modules.push({ source: first.source, statements, names: [...names.values()], isSideEffect, isVerbatim })
  }
  return { modules, conflicts, isTidy }
}

/** Writes merged imports as lines whose every name still knows where it came from. */
export class ImportWriter {
  readonly #originAt: (offset: number) => Origin | undefined
  readonly #verbatim: (statement: ImportStatement) => TargetLine[]

  constructor(
    originAt: (offset: number) => Origin | undefined,
    verbatim: (statement: ImportStatement) => TargetLine[],
  ) {
    this.#originAt = originAt
    this.#verbatim = verbatim
  }

  write(module: ImportedModule): TargetLine[] {
    const [first] = module.statements
    if (!first) return []
    if (module.isVerbatim || module.isSideEffect) return this.#verbatim(first)
    const [named, whole, defaults] = [
      module.names.filter((name) => name.imported !== '*' && name.imported !== 'default'),
      module.names.filter((name) => name.imported === '*'),
      module.names.filter((name) => name.imported === 'default'),
    ]
    const isType = module.names.every((name) => name.isType)
    const lines: TargetLine[] = []
    // A namespace cannot share a statement with names, nor a type default with anything.
    for (const name of whole) lines.push(...this.#statement(module, [name], [], name.isType))
    const [main, ...others] = defaults
    for (const name of others) lines.push(...this.#statement(module, [name], [], name.isType))
    if (main && named.length > 0 && !main.isType) lines.push(...this.#statement(module, [main], named, false))
    else {
      if (main) lines.push(...this.#statement(module, [main], [], main.isType))
      if (named.length > 0)
        lines.push(...this.#statement(module, [], named, isType || named.every((name) => name.isType)))
    }
    return lines
  }

  #statement(
    module: ImportedModule,
    lone: readonly MergedName[],
    named: readonly MergedName[],
    isType: boolean,
  ): TargetLine[] {
    const [first] = module.statements
    const start = this.#piece(
      isType ? 'import type ' : 'import ',
      first?.start,
      module.statements.slice(1).map((s) => s.start),
    )
    const parts = lone.map((name) =>
      this.#piece(name.imported === '*' ? `* as ${name.local}` : name.local, name.offset, name.also),
    )
    const end = concatLines(
      plain(' from '),
      this.#piece(module.source + (first?.hasSemicolon ? ';' : ''), first?.sourceOffset),
    )
    const names = named.map((name) => {
      const piece = this.#piece(spelling(name), name.offset, name.also)
      return name.isType && !isType ? concatLines(plain('type '), piece) : piece
    })
    const head = join([start, ...parts], '', ', ', parts.length > 0 ? 1 : 0)
    if (names.length === 0) return [concatLines(head, end)]
    const open = concatLines(head, plain(parts.length > 0 ? ', {' : '{'))
    const oneLine = [open, plain(' '), join(names, ', ', ', ', 0), plain(' }'), end].reduce(concatLines)
    if (oneLine.text.length <= maximumWidth) return [oneLine]
    const inner = names.map((name) => [plain('  '), name, plain(',')].reduce(concatLines))
    return [open, ...inner, concatLines(plain('}'), end)]
  }

  #piece(text: string, offset: number | undefined, also: readonly number[] = []): TargetLine {
    const origin = offset === undefined ? undefined : this.#originAt(offset)
    if (!origin) return plain(text)
    const others = also.flatMap((other) => this.#originAt(other) ?? [])
    return { text, segments: [{ column: 0, origin: others.length > 0 ? { ...origin, also: others } : origin }] }
  }
}

function spelling(name: ImportedName): string {
  return name.imported === name.local ? name.local : `${name.imported} as ${name.local}`
}

function plain(text: string): TargetLine {
  return { text, segments: [] }
}

/** Joins pieces: the first `separator` times with `first`, the others with `rest`. */
function join(pieces: readonly TargetLine[], first: string, rest: string, firstCount: number): TargetLine {
  return pieces.reduce((left, right, at) => [left, plain(at <= firstCount ? first : rest), right].reduce(concatLines))
}
