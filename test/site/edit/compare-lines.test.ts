import { expect, test } from 'vitest'
import { compareLines, mapLines } from '../../../tangle/weave/client/edit/compare-lines.ts'

const marked = (before: string, after: string) =>
  compareLines(before, after)?.map(({ mark, text }) => ({ same: ' ', gone: '-', new: '+' })[mark] + text)

test.each([
  ['a\nb\nc', 'a\nb\nc', [' a', ' b', ' c']],
  ['a\nb\nc', 'a\nx\nc\nd', [' a', '-b', '+x', ' c', '+d']],
  ['a', 'a\n', [' a']],
  ['a', 'a\n\n', [' a', '+']],
  ['', '', []],
  ['', 'a', ['+a']],
  ['a\n', '', ['-a']],
])('%j and %j', (before, after, lines) => {
  expect(marked(before, after)).toEqual(lines)
})

test('texts without anything in common are not compared for ever', () => {
  const text = (word: string) => Array.from({ length: 2000 }, (_, at) => `${word} ${at}`).join('\n')
  expect(compareLines(text('a'), text('b'))).toBeUndefined()
  expect(mapLines(text('a'), text('b'))).toEqual([])
})

test('lines keep the number that they have on the page', () => {
  expect(mapLines('a\nb\nc\n', 'new\na\nc\nd\n')).toEqual([undefined, 1, 3, undefined])
})
