import { blockElement } from '../run/block-element.ts'
import type { RunnableExample } from '../run/runnable-example.ts'

/** The lines of an example, 1-based, that blocks of this page show. */
export function shownLines({ origins, blocks }: RunnableExample): ReadonlySet<number> {
  const isHere = blocks.map(({ id }) => blockElement(id) !== null)
  return new Set(origins.flatMap((origin, at) => (origin && isHere[origin[0]] ? [at + 1] : [])))
}
