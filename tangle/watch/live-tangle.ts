import type { Block } from '../model/block.ts'
import type { Diagnostic } from '../model/diagnostic.ts'
import type { Target } from '../model/origin-map.ts'
import type { Page } from '../model/page.ts'
import { sortDiagnostics } from '../model/sort-diagnostics.ts'
import { matchInlineReferences } from '../parse/reference.ts'
import { referencesIn } from '../resolve/block-references.ts'
import { checkNames, findCycles } from '../resolve/check-references.ts'
import { ProjectSize, projectLimitDiagnostic, projectLimits } from '../resolve/project-limits.ts'
import {
  caseCollisions,
  fileLocation,
  type ResolvedTarget,
  type ResolveOptions,
  resolveTarget,
} from '../resolve/resolve-targets.ts'
import { sortPages, type Tangled, TangledPages } from '../resolve/tangled.ts'
import { type IndexChange, LiveIndex } from './live-index.ts'

interface LiveTarget extends ResolvedTarget {
  /** Everything that was looked up for it, found or not. */
  readonly keys: ReadonlySet<string>
}

/** What an update changed. */
export interface LiveUpdate {
  /** Targets that are new, or have another text or mode. */
  readonly changed: ReadonlySet<string>
  /** Whether there are other targets than before. */
  readonly isOtherSet: boolean
}

/**
 * What pages say, kept as a graph of pages, names and targets: when a page changes, only what depends on it is looked at
 * again. At every moment it has the same targets and findings as `tanglePages` of all pages; the places in lines of a
 * target that stayed the same may be those of an earlier text.
 */
export class LiveTangle {
  readonly index: LiveIndex
  readonly #options: ResolveOptions
  readonly #targets = new Map<string, LiveTarget>()
  /** By key: the targets for which it was looked up. */
  readonly #dependents = new Map<string, Set<string>>()
  /** By name: the pages that mention it. */
  readonly #mentions = new Map<string, Set<string>>()
  readonly #mentionedBy = new Map<string, ReadonlySet<string>>()
  /** Of single lines, by page. Only pages with findings. */
  readonly #findings = new Map<string, readonly Diagnostic[]>()
  readonly #broken = new Set<string>()
  readonly #size = new ProjectSize()
  #cycles: readonly Diagnostic[] = []
  #collisions: readonly Diagnostic[] = []

  constructor(options: ResolveOptions = {}) {
    this.#options = options
    this.index = new LiveIndex(options.namespaces)
  }

  get pages(): ReadonlyMap<string, Page> {
    return this.index.pages
  }

  target(path: string): Target | undefined {
    return this.#targets.get(path)?.target
  }

  /** In the order of pages and positions. */
  get diagnostics(): Diagnostic[] {
    const found: Diagnostic[] = [...this.#cycles, ...this.#collisions]
    for (const path of this.#broken) found.push(...(this.pages.get(path)?.diagnostics ?? []))
    for (const findings of this.#findings.values()) found.push(...findings)
    for (const { diagnostics } of this.#targets.values()) if (diagnostics.length > 0) found.push(...diagnostics)
    const isTooLarge = this.#size.isAbove(projectLimits)
    const root = isTooLarge ? [...this.#targets.values()].at(-1)?.target?.root : undefined
    if (root) found.push(projectLimitDiagnostic(fileLocation(root), projectLimits))
    return sortDiagnostics(found)
  }

  /** Everything, as `tanglePages` has it. */
  get tangled(): Tangled {
    const targets = [...this.#targets.values()].flatMap(({ target }) => target ?? [])
    return new TangledPages(sortPages([...this.pages.values()]), this.index, targets, this.diagnostics)
  }

  /** Takes over pages that changed; `undefined` stands for one that is gone. */
  update(pages: ReadonlyMap<string, Page | undefined>): LiveUpdate {
    const change: IndexChange = { keys: new Set(), names: new Set(), targets: new Set() }
    for (const [path, page] of pages) {
      const { keys, names, targets } = this.index.replace(path, page)
      for (const key of keys) change.keys.add(key)
      for (const name of names) change.names.add(name)
      for (const target of targets) change.targets.add(target)
      this.#readMentions(path, page)
      if (page && page.diagnostics.length > 0) this.#broken.add(path)
      else this.#broken.delete(path)
    }
    this.#checkNames([...pages.keys()], change)
    this.#cycles = findCycles(this.index, this.#cycles.length > 0 ? this.index.named.keys() : change.keys)
    return this.#resolve(change)
  }

  #resolve(change: IndexChange): LiveUpdate {
    const paths = new Set(change.targets)
    for (const key of [...change.keys, ...change.names])
      for (const path of this.#dependents.get(key) ?? []) paths.add(path)
    // Where a block has only moved, what is said about it has moved as well.
    for (const [path, { diagnostics }] of this.#targets) if (diagnostics.length > 0) paths.add(path)
    const changed = new Set<string>()
    let isOtherSet = false
    for (const path of paths) {
      const before = this.#targets.get(path)
      const after = this.#resolveOne(path)
      this.#put(path, before, after)
      if (before?.target === undefined || after?.target === undefined) isOtherSet ||= before?.target !== after?.target
      if (after?.target && (after.target.text !== before?.target?.text || after.target.mode !== before?.target?.mode))
        changed.add(path)
    }
    if (isOtherSet) this.#collisions = caseCollisions(this.index)
    return { changed, isOtherSet }
  }

  #resolveOne(path: string): LiveTarget | undefined {
    const roots = this.index.targeted.get(path)
    if (!roots) return undefined
    return { ...resolveTarget(path, roots, this.index, this.#options), keys: this.#keysOf(path, roots) }
  }

  #put(path: string, before: LiveTarget | undefined, after: LiveTarget | undefined): void {
    for (const key of before?.keys ?? []) this.#dependents.get(key)?.delete(path)
    for (const key of after?.keys ?? []) {
      const dependents = this.#dependents.get(key)
      if (dependents) dependents.add(path)
      else this.#dependents.set(key, new Set([path]))
    }
    if (after) this.#targets.set(path, after)
    else this.#targets.delete(path)
    if (after?.target) this.#size.add(after.target.text)
    if (before?.target) this.#size.remove(before.target.text)
  }

  /** All that a target depends on: also names that are not defined, or that another definition would hide. */
  #keysOf(path: string, [root]: readonly Block[]): Set<string> {
    const { index } = this
    const keys = new Set<string>()
    if (root) keys.add(index.keyOf(root.name ?? path, root))
    // A set hands out keys that are added while it is read.
    for (const key of keys) {
      for (const block of index.named.get(key) ?? []) {
        for (const { name } of referencesIn(block)) keys.add(name).add(index.ownKey(name, block))
      }
    }
    return keys
  }

  #readMentions(path: string, page: Page | undefined): void {
    for (const name of this.#mentionedBy.get(path) ?? []) this.#mentions.get(name)?.delete(path)
    const names = new Set<string>()
    for (const block of page?.blocks ?? []) {
      if (block.name === undefined) continue
      // In a namespace of its own, what is missing here is missing under its whole name.
      for (const { name } of referencesIn(block)) names.add(name).add(this.index.ownKey(name, block))
      if (!block.hasLookalike) continue
      for (const { text } of block.lines) for (const { name } of matchInlineReferences(text)) names.add(name)
    }
    this.#mentionedBy.set(path, names)
    for (const name of names) {
      const pages = this.#mentions.get(name)
      if (pages) pages.add(path)
      else this.#mentions.set(name, new Set([path]))
    }
  }

  #checkNames(changed: readonly string[], { names }: IndexChange): void {
    // What was missing may have got a better suggestion.
    const paths = new Set([...changed, ...this.#findings.keys()])
    for (const name of names) for (const path of this.#mentions.get(name) ?? []) paths.add(path)
    for (const path of paths) {
      const findings = checkNames(this.index, this.pages.get(path)?.blocks ?? [])
      if (findings.length > 0) this.#findings.set(path, findings)
      else this.#findings.delete(path)
    }
  }
}
