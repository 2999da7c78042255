import { describe, expect, test } from 'vitest'
import { doesSomething, withShownValues } from '../../../tangle/weave/client/run/shown-values.ts'
import { columnWithoutValues } from '../../../tangle/weave/client/worker/values.ts'

const shown = (text: string) => withShownValues(text, () => true).replaceAll('shown_values', '$')

describe('withShownValues', () => {
  test.each([
    ['an expression', "import { sum } from 'sum'\n\nsum(1)", "import { sum } from 'sum'\n\n$[3]=sum(1)"],
    ['one with a type', 'first<number>(list)', '$[1]=first<number>(list)'],
    ['one that waits', 'await load()', '$[1]=await load()'],
    ['one of several lines, by its first', 'sum(\n  1,\n)\nsum(2)', '$[1]=sum(\n  1,\n)\n$[4]=sum(2)'],
    [
      'a constant with a value beside it',
      'const a: number = sum(1) // 3\nf()',
      'const a: number = $[1]=sum(1) // 3\n$[2]=f()',
    ],
    ['one with a value below', 'const a = sum(1)\n// => 3\nlet b = 1', 'const a = $[1]=sum(1)\n// => 3\nlet b = 1'],
    [
      'the last constant',
      'const a = sum(1)\nexport const b = sum(a)\n// Done',
      'const a = sum(1)\nexport const b = $[2]=sum(a)\n// Done',
    ],
  ])('shows %s', (_, text, expected) => {
    expect(shown(text)).toBe(expected)
  })

  test.each([
    ['a text that prints', 'console.log(1)\nsum(1)'],
    ['what cannot be read', 'sum(1)\nsum('],
    ['a directive, a name, an assignment', "'use strict'\nname\na = sum(1)\na++"],
    ['a constant that a sentence follows', 'const a = sum(1)\n// Then the next one\nif (a) sum(2)'],
    ['what a reader sees as it stands', 'const a = [1]\n// => 1\nconst b = () => 2\n// 2'],
  ])('leaves alone %s', (_, text) => {
    expect(shown(text)).toBe(text)
  })

  test('shows nothing of lines that are not those of the block', () => {
    expect(withShownValues('sum(1)\nsum(2)', (line) => line === 2)).toBe('sum(1)\nshown_values[2]=sum(2)')
  })
})

test('a column does not count what shows values', () => {
  const line = withShownValues('const a = sum(1) // 1', () => true)
  expect(columnWithoutValues(line, line.indexOf('sum'))).toBe(10)
  expect(columnWithoutValues(line, 4)).toBe(4)
})

test.each([
  ['declarations', 'const f = () => g()\nfunction h() { g() }\nclass A { m() { h() } }\ntype B = 1', false],
  ['a number', 'export const a = 1', false],
  ['a call', 'const a = f()', true],
  ['a call of what stands there', ';(() => {})()', true],
  ['a server', 'export default { fetch() {} }', true],
  ['an operation', 'a + b', true],
])('tells whether a program does something: %s', (_, text, does) => {
  expect(doesSomething(text)).toBe(does)
})
