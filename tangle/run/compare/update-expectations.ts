import type { Block } from '../../model/block.ts'
import type { Page } from '../../model/page.ts'
import { replaceContent } from '../../write/replace-content.ts'
import type { ExampleResult } from '../run-example.ts'
import { difference, toLines } from './compare-expectation.ts'
import { alignLines } from './placeholders.ts'

/** A page with new expectation blocks, and what changed in each of them. */
export interface PageUpdate {
  readonly page: string
  readonly text: string
  readonly differences: readonly { readonly block: Block; readonly text: string }[]
}

/**
 * Puts what runs really showed in place of what the pages say. Everything else of a page keeps every byte: line ends, a
 * byte order mark, the indent of the fence. A line with a placeholder stays if it still matches. A run that failed
 * changes nothing.
 */
export function updateExpectations(pages: readonly Page[], results: readonly ExampleResult[]): PageUpdate[] {
  const edits = results.flatMap(({ example, execution, shown, diagnostics }) => {
    const isMismatch = diagnostics.every(({ code }) => code === 'unexpected-output' || code === 'unexpected-transcript')
    if (!execution || !isMismatch) return []
    return example.expectations.flatMap(({ kind, block, placeholders }) => {
      const actual = toLines(shown[kind])
      const old = block.lines.map((line) => line.text)
      const compared = alignLines(old, actual, placeholders).filter((line) => line.kind !== 'page')
      const lines = compared.map(({ expected, text }) => expected ?? text)
      const isSame = lines.length === old.length && lines.every((line, index) => line === old[index])
      return isSame ? [] : [{ block, lines, text: difference(old, actual, placeholders) }]
    })
  })
  return pages.flatMap((page) => {
    const own = edits.filter(({ block }) => block.page === page.path).sort((a, b) => b.block.index - a.block.index)
    if (own.length === 0) return []
    const changed = own.reduce((current, { block, lines }) => replaceContent(current, block, lines), page.text)
    const differences = own.map(({ block, text }) => ({ block, text })).reverse()
    return [{ page: page.path, text: changed, differences }]
  })
}
