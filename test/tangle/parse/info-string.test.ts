import { describe, expect, it } from 'vitest'
import { parseInfoString } from '../../../tangle/parse/info-string.ts'

/** The parts of an info string that a block is made of. */
function read(info: string) {
  const { language, classes, id, attributes, highlight, literate } = parseInfoString(info)
  const values = Object.fromEntries(attributes.map(({ key, value }) => [key, value]))
  return { language, classes, id: id?.text, values, highlight, literate }
}

const block = { language: 'ts', classes: [], id: 'a', values: { file: 'x.ts' }, highlight: undefined, literate: true }

describe('an info string', () => {
  // Syntax specification, 12.4.
  it.each([
    '{.ts #a file=x.ts}',
    ' {.ts #a file=x.ts}',
    'ts {#a file=x.ts}',
    'ts #a file=x.ts',
    '{ts, label=a, file=x.ts}',
    '{#a .ts file="x.ts"}',
    "{file='x.ts' ts #a }",
    'ts twoslash [title] {#a file=x.ts}',
    'ts:line-numbers {#a file=x.ts}',
    '{ts id=a file = x.ts}',
  ])('gives the same block: %s', (info) => {
    expect(read(info)).toEqual(block)
    expect(parseInfoString(info).problems).toEqual([])
  })

  // What other tools put there is theirs, and no mistake of ours.
  it.each([
    ['', undefined],
    ['ts', 'ts'],
    ['ts{1,3}', 'ts'],
    ['js {foo: true}', 'js'],
    ['jsx title="/src/a.js" {1,4-6} showLineNumbers', 'jsx'],
    ['rust,ignore', 'rust'],
    ['c++', 'c++'],
    ['sh # a comment', 'sh'],
  ])('passes by what is not ours: %s', (info, language) => {
    expect(read(info)).toMatchObject({ language, id: undefined, literate: false })
    expect(parseInfoString(info).problems).toEqual([])
  })

  it('finds lines to highlight in either form', () => {
    expect(read('ts {1,3-5} #a').highlight).toBe('1,3-5')
    expect(read('{.ts #a hl=2}').highlight).toBe('2')
  })

  it('undoes escapes in quoted values, and lets them hold braces, spaces and commas', () => {
    expect(read('{.ts file="a \\"b\\" {c}, d.ts"}').values).toEqual({ file: 'a "b" {c}, d.ts' })
    expect(read("{.ts #x reason='it\\'s \\\\'}").values).toEqual({ reason: "it's \\" })
  })

  // Each mistake at its own column, counted from the start of the info string.
  it.each([
    ['{.ts #a !x}', 'unreadable-attribute', 8],
    ['{.ts #a #b}', 'duplicate-attribute', 8],
    ['{.ts file=a file=b}', 'duplicate-attribute', 12],
    ['{.ts file="a}', 'unreadable-attribute', 5],
    ['{.ts #a file=}', 'unreadable-attribute', 8],
    ['{.ts #a', 'unreadable-attribute', 0],
    ['ts {#a colour=red}', 'unknown-attribute', 7],
    ['{.ts #a#b}', 'unreadable-attribute', 5],
  ])('has a mistake: %s', (info, code, column) => {
    expect(parseInfoString(info).problems).toMatchObject([{ code, column }])
  })

  it('may say the same thing twice', () => {
    expect(parseInfoString('{.ts #a #a file=x file=x}').problems).toEqual([])
  })
})
