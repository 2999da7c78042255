import {
  type EncodedSourceMap,
  GenMapping,
  maybeAddMapping,
  setSourceContent,
  toEncodedMap,
} from '@jridgewell/gen-mapping'
import type { Target } from '../model/origin-map.ts'
import type { Page } from '../model/page.ts'

/** Names, numbers and single signs: V8 and TypeScript report positions where one of them starts. */
const token = /[\p{L}\p{N}_$]+|[^\s\p{L}\p{N}_$]/gu

/**
 * A source map (version 3) from a target to its pages, a mapping for each token, so that columns are exact too.
 * `sourceOf` gives the name of a page in the map, relative to the target or absolute; by default its path.
 */
export function toSourceMap(
  target: Target,
  pages: readonly Page[],
  sourceOf: (page: string) => string = (page) => page,
): EncodedSourceMap {
  const map = new GenMapping({ file: target.path })
  const texts = new Map(pages.map((page) => [page.path, page.text]))
  target.lines.forEach((line, index) => {
    line.segments.forEach((segment, at) => {
      const end = line.segments[at + 1]?.column ?? line.text.length
      const { block, position } = segment.origin
      const source = sourceOf(block.page)
      const columns = [...line.text.slice(segment.column, end).matchAll(token)].map((match) => match.index)
      for (const column of columns.length > 0 ? columns : [0]) {
        maybeAddMapping(map, {
          generated: { line: index + 1, column: segment.column + column },
          source,
          original: { line: position.line + 1, column: position.column + column },
        })
      }
      setSourceContent(map, source, texts.get(block.page) ?? null)
    })
  })
  return toEncodedMap(map)
}
