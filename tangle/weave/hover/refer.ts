import type { FoundHovers } from './collect-hovers.ts'
import { findReference, type ReferenceOf } from './find-reference.ts'
import { type HoverInfo, type PageHovers, spanSize } from './page-hovers.ts'

/** The types of a page with the addresses of the pages that explain its names. */
export function refer({ infos, code }: FoundHovers, referenceOf: ReferenceOf | undefined): PageHovers {
  const known = new Map<string, number>()
  // What differs only in where it was declared is the same for a reader.
  const indexes = infos.map(({ declared = [], ...info }) => {
    const reference = referenceOf && findReference(declared, referenceOf)
    const key = JSON.stringify({ ...info, ...(reference !== undefined && { reference }) })
    const index = known.get(key) ?? known.size
    known.set(key, index)
    return index
  })
  const spans = Object.entries(code).map(([id, numbers]) => [
    id,
    numbers.map((number, at) => (at % spanSize === spanSize - 1 ? indexes[number]! : number)),
  ])
  return { infos: [...known.keys()].map((key): HoverInfo => JSON.parse(key)), code: Object.fromEntries(spans) }
}
