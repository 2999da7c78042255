import { describe, expect, it } from 'vitest'
import { makeCorpus } from '../../bench/corpus.ts'
import { tanglePages } from '../../tangle/project/tangle-pages.ts'

describe.each(['plain', 'real'] as const)('the pages of the benchmark with %s imports', (style) => {
  const corpus = makeCorpus(60, style)
  const sources = [...corpus.pages].map(([path, text]) => ({ path, text }))

  it('come out as their generator says', () => {
    const { targets, diagnostics, index, used } = tanglePages(sources)
    expect(diagnostics).toEqual([])
    expect(new Map(targets.map(({ path, text }) => [path, text]))).toEqual(corpus.targets)
    expect(index.blocks).toHaveLength(corpus.blocks)
    expect(index.blocks.filter((block) => !used.has(block))).toEqual([])
    const references = index.blocks.flatMap(({ lines }) => lines.flatMap(({ reference }) => reference ?? []))
    expect(references).toHaveLength(corpus.references)
  })

  it('have text, lines and places that agree, however they are asked for', () => {
    for (const { text, lines } of tanglePages(sources).targets)
      expect(`${lines.map((line) => line.text).join('\n')}\n`).toBe(text)
  })

  it('are the same each time', () => {
    expect(makeCorpus(60, style)).toEqual(corpus)
  })
})
