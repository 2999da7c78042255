import { type ImportedName, type ImportStatement, moduleOf } from './import-scan.ts'
import { isGuard, type OwnedImport } from './own-comments.ts'

/** A name of a merged import, with every statement that asked for it; the first one says how it is written. */
export interface MergedName {
  readonly name: ImportedName
  readonly owner: OwnedImport
  readonly also: readonly ImportedName[]
  readonly isType: boolean
}

/** What a target imports from one module, with the same attributes and in the same phase. */
export interface ImportedModule {
  readonly imports: readonly OwnedImport[]
  /** None where the module is imported for its effect. */
  readonly names: readonly MergedName[]
  /** One statement, and all of it is needed: it keeps its own text. */
  readonly isVerbatim: boolean
}

/** A name that two modules are to give. The offsets are those of the imported names. */
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

export interface MergeOptions {
  isUsed(name: ImportedName): boolean
  /** Whether a module is loaded, with all its effects, even if none of its names is used: so it is in JavaScript. */
  keepsEffects(): boolean
  textOf(owned: OwnedImport): string
}

/** Merges imports per module, in the order of first appearance, without names that nothing uses. */
export function mergeImports(imports: readonly OwnedImport[], options: MergeOptions): Merge {
  const merger = new Merger(options)
  for (const group of groupImports(imports, options).values()) merger.add(group)
  return merger
}

interface Group {
  /** The module, its attributes and its phase. */
  readonly from: string
  readonly imports: OwnedImport[]
  readonly isGuarded: boolean
}

/**
 * One that a comment guards, as `@ts-expect-error` does, stays alone: the comment is about no other name. A module has its
 * place where it is evaluated first, which an `import type` does not do.
 */
function groupImports(imports: readonly OwnedImport[], { textOf }: MergeOptions): Map<string, Group> {
  const groups = new Map<string, Group>()
  for (const owned of imports) {
    const { statement } = owned
    const phase = isType(statement) ? 'import' : statement.keyword
    const from = `${phase} ${moduleOf(statement)} ${attributesOf(statement)}`
    const isGuarded = isGuard(textOf(owned))
    const alone = isGuarded ? ` at ${statement.start}` : ''
    const key = from + (statement.names.length === 0 ? ` ${clauseOf(statement)}` : alone)
    const group = groups.get(key)
    if (!group) groups.set(key, { from, imports: [owned], isGuarded })
    else {
      if (!isType(statement) && group.imports.every((earlier) => isType(earlier.statement))) {
        groups.delete(key)
        groups.set(key, group)
      }
      group.imports.push(owned)
    }
  }
  return groups
}

function isType({ keyword }: ImportStatement): boolean {
  return keyword === 'import type'
}

/** Attributes that say the same, however they are written. */
function attributesOf({ attributes }: ImportStatement): string {
  return attributes.replace(/[\s'"]/g, '').replace(',}', '}')
}

/** `import type {} from 'x'` is no `import 'x'`, and no `export … from` is like another. */
function clauseOf({ keyword, start, sourceOffset }: ImportStatement): string {
  if (keyword === 'export') return `${keyword} at ${start}`
  return `${keyword} of length ${keyword === 'import type' ? sourceOffset - start : 0}`
}

class Merger implements Merge {
  readonly modules: ImportedModule[] = []
  readonly conflicts: ImportConflict[] = []
  isTidy = true
  readonly #options: MergeOptions
  readonly #locals = new Map<string, { readonly from: string; readonly name: ImportedName }>()
  readonly #effects = new Set<string>()

  constructor(options: MergeOptions) {
    this.#options = options
  }

  add({ from, imports, isGuarded }: Group): void {
    const names = new Map<string, MergedName & { readonly also: ImportedName[] }>()
    let isPruned = false
    let isUnused = true
    for (const owner of imports) {
      // What is guarded is a line, and which names stand in it must not change.
      const isWhole = isGuarded && owner.statement.names.some(this.#options.isUsed)
      for (const name of owner.statement.names) {
        if (!isWhole && !this.#options.isUsed(name)) {
          isPruned = true
          continue
        }
        isUnused = false
        const same = names.get(name.local)
        if (same?.name.imported === name.imported) {
          same.also.push(name)
          names.set(name.local, { ...same, isType: same.isType && name.isType })
        } else if (this.#isTaken(from, name)) isPruned = true
        else names.set(name.local, { name, owner, also: [], isType: name.isType })
      }
    }
    const isEffect = imports.every(({ statement }) => statement.names.length === 0)
    const isVerbatim = imports.length === 1 && !isPruned
    this.isTidy &&= isVerbatim
    if (isEffect) this.#effects.add(from)
    const isLoaded = isUnused && !isEffect && imports.some(({ statement }) => !isType(statement))
    const keepsEffect = isLoaded && !this.#effects.has(from) && this.#options.keepsEffects()
    if (keepsEffect) this.#effects.add(from)
    if (isEffect || names.size > 0 || keepsEffect)
      this.modules.push({ imports, names: [...names.values()], isVerbatim })
  }

  /** Whether the name is there already: from elsewhere, which is a conflict, or from a statement that stays alone. */
  #isTaken(from: string, name: ImportedName): boolean {
    const earlier = this.#locals.get(name.local)
    if (!earlier) this.#locals.set(name.local, { from, name })
    else if (earlier.from !== from || earlier.name.imported !== name.imported)
      this.conflicts.push({ name: name.local, first: earlier.name.offset, second: name.offset })
    return earlier !== undefined
  }
}
