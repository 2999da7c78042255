import { describe, expect, it } from 'vitest'
import { makeExamplePages } from '../../bench/example-pages.ts'
import { median } from '../../bench/measure.ts'
import { tanglePages } from '../../tangle/project/tangle-pages.ts'

describe('the project of the benchmarks', () => {
  const { pages, examples } = makeExamplePages(24)
  const sources = [...pages].map(([path, text]) => ({ path, text }))

  it('tangles without a word', () => {
    const { diagnostics, targets, index, used } = tanglePages(sources)
    expect(diagnostics).toEqual([])
    expect(targets).toHaveLength(48)
    expect(index.blocks.filter((block) => block.name !== undefined && !used.has(block))).toEqual([])
  })

  it('is the same each time, and no example like another', () => {
    expect(makeExamplePages(24)).toEqual({ pages, examples })
    expect(new Set(sources.map(({ text }) => text.replaceAll(/\d+/g, '')))).toHaveProperty('size', 25)
  })
})

describe('the median', () => {
  it.each([
    [[3], 3],
    [[5, 1, 3], 3],
    [[4, 1, 2, 9], 3],
  ])('of %j is %d', (numbers, middle) => {
    expect(median(numbers)).toBe(middle)
  })
})
