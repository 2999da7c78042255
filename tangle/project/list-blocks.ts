import type { Block } from '../model/block.ts'
import type { BlockIndex } from '../resolve/block-index.ts'
import type { Tangled } from '../resolve/tangle-pages.ts'
import { blocksOf } from '../resolve/target-blocks.ts'

/** A target in a listing. */
export interface ListedTarget {
  /** The file, relative to the project root. */
  readonly path: string
  /** The first block that carries `file=` for it. */
  readonly block: Block
  /** The names that its own blocks refer to, in order. */
  readonly uses: readonly string[]
}

/** All blocks of one name in a listing. */
export interface ListedBlock {
  /** As it is called in the whole project: with its namespace, if pages have their own. */
  readonly name: string
  /** The blocks that have the name, in the order in which they are joined. */
  readonly parts: readonly Block[]
  /** The names that its own blocks refer to, in order. */
  readonly uses: readonly string[]
  /** The names and targets whose blocks refer to it. */
  readonly usedBy: readonly string[]
  /** The targets that contain it, at any depth. */
  readonly targets: readonly string[]
}

/** Targets and names of a project, and who uses whom. */
export interface Listing {
  /** The files that pages define, in the order of the project. */
  readonly targets: readonly ListedTarget[]
  /** The names that are no file, in the order of the project. */
  readonly blocks: readonly ListedBlock[]
}

/** Lists the targets and names of pages, and who uses whom. */
export function listBlocks({ targets, index }: Tangled): Listing {
  const names = [...index.named].filter(([, parts]) => !isTarget(parts))
  const usedBy = new Map<string, Set<string>>()
  for (const [key, parts] of index.named) {
    const user = isTarget(parts) ? (parts[0]?.target ?? key) : key
    for (const name of usedNames(parts, index)) usedBy.set(name, (usedBy.get(name) ?? new Set()).add(user))
  }
  const within = new Map<Block, string[]>()
  for (const target of targets)
    for (const block of blocksOf(target, index)) within.set(block, [...(within.get(block) ?? []), target.path])
  return {
    targets: targets.map(({ path, root }) => {
      const parts = index.named.get(index.keyOf(root.name ?? path, root)) ?? [root]
      return { path, block: root, uses: usedNames(parts, index) }
    }),
    blocks: names.map(([name, parts]) => ({
      name,
      parts,
      uses: usedNames(parts, index),
      usedBy: [...(usedBy.get(name) ?? [])],
      targets: [...new Set(parts.flatMap((part) => within.get(part) ?? []))],
    })),
  }
}

/** A name whose blocks are a file is listed as that file. */
function isTarget(parts: readonly Block[]): boolean {
  return parts.some(({ target }) => target !== undefined)
}

function usedNames(parts: readonly Block[], index: BlockIndex): string[] {
  const references = parts.flatMap((part) =>
    part.lines.flatMap(({ reference }) => (reference ? [index.keyOf(reference.name, part)] : [])),
  )
  return [...new Set(references)]
}
