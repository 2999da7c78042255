import type { Block } from '../model/block.ts'
import type { Page } from '../model/page.ts'
import { type BlockIndex, type BlockKeys, createKeys, type NamespaceMode, namespaceOf } from '../resolve/block-index.ts'
import { sortPages } from '../resolve/tangled.ts'

/** What a change of a page means for others. */
export interface IndexChange {
  /** Keys of which the parts, taken together, say something else now. */
  readonly keys: Set<string>
  /** Names that are defined now and were not, or the reverse, as keys and as pages call them. */
  readonly names: Set<string>
  /** Targets of which the blocks with `file=` changed. */
  readonly targets: Set<string>
}

/** A {@link BlockIndex} in which one page can be replaced, which takes as long as the page is large. */
export class LiveIndex implements BlockIndex {
  readonly named = new Map<string, Block[]>()
  readonly targeted = new Map<string, Block[]>()
  readonly pages = new Map<string, Page>()
  readonly ownKey: BlockKeys['ownKey']
  readonly keyOf: BlockIndex['keyOf']
  readonly #namespaces = new Map<string, string>()
  readonly #mode: NamespaceMode

  constructor(mode: NamespaceMode = 'global') {
    this.#mode = mode
    const { ownKey, keyOf } = createKeys(this.#namespaces, this.named, mode)
    this.ownKey = ownKey
    this.keyOf = keyOf
  }

  get blocks(): readonly Block[] {
    return sortPages([...this.pages.values()]).flatMap((page) => page.blocks)
  }

  /** Puts a page in the place of the one with its path; without one, that page is gone. */
  replace(path: string, page: Page | undefined): IndexChange {
    const change: IndexChange = { keys: new Set(), names: new Set(), targets: new Set() }
    const before = this.#collect(this.pages.get(path))
    if (page) {
      this.pages.set(path, page)
      this.#namespaces.set(path, namespaceOf(page, this.#mode))
    } else this.pages.delete(path)
    const after = this.#collect(page)
    for (const key of new Set([...before.named.keys(), ...after.named.keys()])) {
      const [old, now] = [before.named.get(key) ?? [], after.named.get(key) ?? []]
      const wasDefined = this.named.has(key)
      putParts(this.named, key, path, now)
      if (!isSame(old, now)) change.keys.add(key)
      if (wasDefined === this.named.has(key)) continue
      for (const name of [key, ...[...old, ...now].flatMap((block) => block.name ?? [])]) change.names.add(name)
    }
    for (const target of new Set([...before.targeted.keys(), ...after.targeted.keys()])) {
      const [old, now] = [before.targeted.get(target) ?? [], after.targeted.get(target) ?? []]
      putParts(this.targeted, target, path, now)
      if (!isSame(old, now) || !old.every((block, at) => isSameRoot(block, now[at]))) change.targets.add(target)
    }
    return change
  }

  #collect(page: Page | undefined): { named: Map<string, Block[]>; targeted: Map<string, Block[]> } {
    const named = new Map<string, Block[]>()
    const targeted = new Map<string, Block[]>()
    for (const block of page?.blocks ?? []) {
      if (block.name !== undefined) append(named, this.ownKey(block.name, block), block)
      if (block.target !== undefined) append(targeted, block.target, block)
    }
    return { named, targeted }
  }
}

function append(map: Map<string, Block[]>, key: string, block: Block): void {
  const list = map.get(key)
  if (list) list.push(block)
  else map.set(key, [block])
}

/** Replaces the blocks that one page has under a key, in the order of pages. */
function putParts(map: Map<string, Block[]>, key: string, page: string, parts: readonly Block[]): void {
  const others = (map.get(key) ?? []).filter((block) => block.page !== page)
  const behind = others.findIndex((block) => block.page > page)
  const at = behind === -1 ? others.length : behind
  const all = [...others.slice(0, at), ...parts, ...others.slice(at)]
  if (all.length === 0) map.delete(key)
  else map.set(key, all)
}

/** Whether parts bring the same lines to a target, wherever in the page they stand. */
function isSame(old: readonly Block[], now: readonly Block[]): boolean {
  return old.length === now.length && old.every((block, at) => block.content === now[at]?.content)
}

function isSameRoot(block: Block, other: Block | undefined): boolean {
  return block.name === other?.name && block.attributes.get('mode')?.value === other?.attributes.get('mode')?.value
}
