import { expect, test } from 'vitest'
import { cite, type Source } from '../../../../src/mock/unique/citations.ts'

const SOURCES: readonly Source[] = [
  { id: 'cont_a', chunkId: 'chunk_1', key: 'a.pdf', title: 'Alpha' },
  { id: 'cont_b', chunkId: '', key: 'b.pdf', title: null, url: 'https://example.com/b' },
  { id: 'cont_c', chunkId: 'chunk_3', key: 'a.pdf', title: 'Alpha' },
  { id: 'cont_d' },
]

/** Unique specification 5.6, with the base of the platform (5.4): `[source0]` is the first source. */
test.each<[string, string, readonly (readonly [string, readonly number[]])[]]>([
  ['a [source0] b', 'a <sup>1</sup> b', [['Alpha', [0]]]],
  ['a [source 1].', 'a <sup>1</sup>.', [['b.pdf', [1]]]],
  ['a [source_1].', 'a <sup>1</sup>.', [['b.pdf', [1]]]],
  ['a [SOURCE1].', 'a <sup>1</sup>.', [['b.pdf', [1]]]],
  ['a [<source1>].', 'a <sup>1</sup>.', [['b.pdf', [1]]]],
  ['a \\[source1].', 'a \\<sup>1</sup>.', [['b.pdf', [1]]]],
  ['a source1.', 'a <sup>1</sup>.', [['b.pdf', [1]]]],
  ['a source_number="1".', 'a <sup>1</sup>.', [['b.pdf', [1]]]],
  ['a [**1**].', 'a <sup>1</sup>.', [['b.pdf', [1]]]],
  ['a source n°1.', 'a <sup>1</sup>.', [['b.pdf', [1]]]],
  ['a [<[1]>].', 'a <sup>1</sup>.', [['b.pdf', [1]]]],
  [
    'a [source: 0, 1].',
    'a <sup>1</sup><sup>2</sup>.',
    [
      ['Alpha', [0]],
      ['b.pdf', [1]],
    ],
  ],
  [
    'a [[0],[1]].',
    'a <sup>1</sup><sup>2</sup>.',
    [
      ['Alpha', [0]],
      ['b.pdf', [1]],
    ],
  ],
  [
    'a [[0], 1].',
    'a <sup>1</sup><sup>2</sup>.',
    [
      ['Alpha', [0]],
      ['b.pdf', [1]],
    ],
  ],
  [
    'a [0,\n1].',
    'a <sup>1</sup><sup>2</sup>.',
    [
      ['Alpha', [0]],
      ['b.pdf', [1]],
    ],
  ],
  // Footnotes are numbered by first citation, not by source.
  [
    'a [source1] b [source0]',
    'a <sup>1</sup> b <sup>2</sup>',
    [
      ['b.pdf', [1]],
      ['Alpha', [0]],
    ],
  ],
  [
    'a [source0][source1] c',
    'a <sup>1</sup><sup>2</sup> c',
    [
      ['Alpha', [0]],
      ['b.pdf', [1]],
    ],
  ],
  // Two sources of one name are one reference.
  ['[source0] .. [source2] .. [source0]', '<sup>1</sup> .. <sup>1</sup> .. <sup>1</sup>', [['Alpha', [0, 2, 0]]]],
  ['a [source0] [source2] b', 'a <sup>1</sup> b', [['Alpha', [0, 2]]]],
  ['a [source3]', 'a <sup>1</sup>', [['Content cont_d', [3]]]],
  ['already <sup>3</sup> then [source1]', 'already <sup>3</sup> then <sup>4</sup>', [['b.pdf', [1]]]],
  // The edge cases of 5.6.
  ['a [source9]', 'a', []],
  ['year [2024] was', 'year  was', []],
  ['arr[1] = 2', 'arr<sup>1</sup> = 2', [['b.pdf', [1]]]],
  ['see [1](http://x)', 'see <sup>1</sup>(http://x)', [['b.pdf', [1]]]],
  ['resource1', 're<sup>1</sup>', [['b.pdf', [1]]]],
  ['[source0, source1]', '[source0, <sup>1</sup>]', [['b.pdf', [1]]]],
  ['a [ , ]', 'a', []],
  ['as you said [conversation]', 'as you said', []],
  ['- [ ] a task, list[]', '- [ ] a task, list[]', []],
])('%j', (raw, text, references) => {
  const result = cite(raw, SOURCES, 'AZURE_GPT_4o_2024_1120')
  expect(result.text).toBe(text)
  expect(result.references.map(({ name, originalIndex }) => [name, originalIndex])).toEqual(references)
})

test('links to the page, else to the content and its chunk', () => {
  expect(cite('[source0] [source1]', SOURCES, 'any').references).toEqual([
    {
      name: 'Alpha',
      url: 'unique://content/cont_a',
      sequenceNumber: 1,
      sourceId: 'cont_a_chunk_1',
      source: 'node-ingestion-chunks',
      originalIndex: [0],
    },
    {
      name: 'b.pdf',
      url: 'https://example.com/b',
      sequenceNumber: 2,
      sourceId: 'cont_b',
      source: 'node-ingestion-chunks',
      originalIndex: [1],
    },
  ])
})

test('shows at most five footnotes in a row for Gemini 2.5, and no reference without its footnote', () => {
  const many = Array.from({ length: 7 }, (_, index) => ({ id: `cont_${index}`, key: `${index}.txt` }))
  const raw = many.map((_, index) => `[source${index}]`).join('')
  expect(cite(raw, many, 'litellm:gemini-2-5-pro').references).toHaveLength(5)
  expect(cite(raw, many, 'AZURE_GPT_4o_2024_1120').references).toHaveLength(7)
})

test('a long row of brackets takes no time', () => {
  expect(cite('['.repeat(20_000) + '0,'.repeat(20_000), [], 'any').references).toEqual([])
})
