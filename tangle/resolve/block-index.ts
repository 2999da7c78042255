import type { Block } from '../model/block.ts'
import type { Page } from '../model/page.ts'

/**
 * Which names a page sees. `global`, the default: those of all pages. `private`: its own. `private-then-global`: its
 * own, and where it has none, those of the pages whose front matter says `tangle: { namespace: global }`. A name of
 * another namespace is reached as `<<its/page.md::name>>`, or by what the front matter of its page calls the namespace.
 */
export type NamespaceMode = 'global' | 'private' | 'private-then-global'

/** All blocks of a project by name and by file (syntax specification, 5.2 and 5.4). */
export interface BlockIndex {
  readonly blocks: readonly Block[]
  /** The blocks of one name, in the order of pages and of blocks in a page. The keys are those of `keyOf`. */
  readonly named: ReadonlyMap<string, readonly Block[]>
  /** The blocks that carry `file=` for one path. */
  readonly targeted: ReadonlyMap<string, readonly Block[]>
  /** What a name that stands in a block is called in `named`, defined or not (12.6). */
  keyOf(name: string, from: Block): string
}

export function indexBlocks(pages: readonly Page[], mode: NamespaceMode = 'global'): BlockIndex {
  const named = new Map<string, Block[]>()
  const targeted = new Map<string, Block[]>()
  const blocks = pages.flatMap((page) => page.blocks)
  const namespaces = new Map(pages.map((page) => [page.path, namespaceOf(page, mode)]))
  const isShared = [...namespaces.values()].every((namespace) => namespace === '')
  const { ownKey, keyOf } = isShared ? sharedKeys : createKeys(namespaces, named, mode)
  for (const block of blocks) {
    if (block.name !== undefined) append(named, ownKey(block.name, block), block)
    if (block.target !== undefined) append(targeted, block.target, block)
  }
  return { blocks, named, targeted, keyOf }
}

/** What names are called in an index. */
export interface BlockKeys {
  /** The key of a name that is defined in a block, or sought in the namespace of its page. */
  ownKey(name: string, block: Block): string
  keyOf: BlockIndex['keyOf']
}

/** Where all pages share one namespace, a name is its own key. */
const sharedKeys: BlockKeys = { ownKey: (name) => name, keyOf: (name) => name }

/** `namespaces` by page, and `named`, are looked at each time, so that both may change. */
export function createKeys(
  namespaces: ReadonlyMap<string, string>,
  named: ReadonlyMap<string, readonly Block[]>,
  mode: NamespaceMode,
): BlockKeys {
  const ownKey = (name: string, block: Block) => {
    const namespace = namespaces.get(block.page) ?? ''
    return namespace === '' ? name : `${namespace}::${name}`
  }
  const keyOf = (name: string, from: Block) => {
    const own = ownKey(name, from)
    if (named.has(own)) return own
    // Several levels name the namespace from its beginning (5.4).
    const isAbsolute = name.includes('::')
    return isAbsolute || (mode === 'private-then-global' && named.has(name)) ? name : own
  }
  return { ownKey, keyOf }
}

/** The namespace of a page; empty for the one that pages share. */
export function namespaceOf({ path, namespace }: Page, mode: NamespaceMode): string {
  if (namespace !== undefined) return namespace === 'global' ? '' : namespace
  return mode === 'global' ? '' : path
}

function append(map: Map<string, Block[]>, key: string, block: Block): void {
  const list = map.get(key)
  if (list) list.push(block)
  else map.set(key, [block])
}
