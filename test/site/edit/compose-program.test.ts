import { expect, test } from 'vitest'
import { composeProgram } from '../../../tangle/weave/client/edit/compose-program.ts'

/** `far` comes from an earlier block; the second shown line is no code. */
const example = {
  source: "const far = 3\nconsole.log('a')\n\nhidden()\nconsole.log('b')\nexport {}\n",
  shown: { text: "console.log('a')\n// ^?\nconsole.log('b')", lines: [2, 3, 5] },
}

const textOf = (edited: string) => composeProgram(example, edited).map(({ text }) => text)

test('a text as on the page is the program of the page', () => {
  expect(`${textOf(example.shown.text).join('\n')}\n`).toBe(example.source)
})

test('what the reader does not see stays around what the reader writes', () => {
  expect(textOf("console.log('a')\nmore()\n// ^?\nconsole.log('c')\nlast()")).toEqual([
    ...['const far = 3', "console.log('a')", 'more()', '', 'hidden()', "console.log('c')", 'last()', 'export {}'],
  ])
})

test.each([
  ['nothing', '', ['const far = 3', 'hidden()', 'export {}']],
  ['something else', 'other()\n', ['const far = 3', 'hidden()', 'other()', 'export {}']],
])('%s may be left of it', (_, edited, program) => {
  expect(textOf(edited)).toEqual(program)
})

test('every line of the program knows the line of the reader, and that of the page', () => {
  const lines = composeProgram(example, "console.log('a')\nmore()\n// ^?\nconsole.log('b')")
  expect(lines.map(({ edited, original }) => [edited, original])).toEqual([
    ...[
      [undefined, 1],
      [1, 2],
      [2, undefined],
      [3, 3],
      [undefined, 4],
      [4, 5],
      [undefined, 6],
    ],
  ])
})

test('a program that is shown as a whole is what the reader writes', () => {
  expect(composeProgram({ source: 'a\n' }, 'b\n')).toEqual([
    { text: 'b', edited: 1, original: undefined },
    { text: '', edited: 2, original: undefined },
  ])
})
