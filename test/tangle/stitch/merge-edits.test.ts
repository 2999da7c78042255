import { describe, expect, it } from 'vitest'
import { applyEdits, diffLines, splitLines } from '../../../tangle/stitch/line-edit.ts'
import { mergeEdits } from '../../../tangle/stitch/merge-edits.ts'

const base = ['a', 'b', 'c', 'd', 'e']

function merge(ours: readonly string[], theirs: readonly string[], prefer?: 'ours' | 'theirs') {
  const { edits, conflicts } = mergeEdits(base, diffLines(base, ours), diffLines(base, theirs), prefer)
  return { lines: applyEdits(base, edits).join(''), conflicts: conflicts.length }
}

describe('two sides', () => {
  it.each([
    ['nothing and nothing', 'abcde', 'abcde', 'abcde'],
    ['one changes', 'abXde', 'abcde', 'abXde'],
    ['neighbours change', 'aXcde', 'abYde', 'aXYde'],
    ['both change alike', 'abXde', 'abXde', 'abXde'],
    ['both insert alike', 'abXcde', 'abXcde', 'abXcde'],
    ['both delete', 'abde', 'abde', 'abde'],
    ['one deletes what the other does not touch', 'cde', 'abcdX', 'cdX'],
    ['one adds at the start and one at the end', 'Xabcde', 'abcdeY', 'XabcdeY'],
    ['both clear', '', '', ''],
  ])('%s', (_, ours, theirs, wanted) => {
    expect(merge([...ours], [...theirs])).toEqual({ lines: wanted, conflicts: 0 })
    expect(merge([...theirs], [...ours])).toEqual({ lines: wanted, conflicts: 0 })
  })

  it.each([
    ['both change a line', 'abXde', 'abYde'],
    ['both insert in one place', 'abXcde', 'abYcde'],
    ['one changes what the other deletes', 'abXde', 'ae'],
    ['one inserts beside what the other changes', 'abXcde', 'abYde'],
    ['one changes two ends of what the other replaces', 'aXcYe', 'aZe'],
  ])('%s: a conflict, and either may win', (_, ours, theirs) => {
    expect(merge([...ours], [...theirs]).conflicts).toBe(1)
    expect(merge([...ours], [...theirs], 'ours')).toEqual({ lines: ours, conflicts: 0 })
    expect(merge([...ours], [...theirs], 'theirs')).toEqual({ lines: theirs, conflicts: 0 })
  })
})

it.each(['', 'a', 'a\n', 'a\r\nb\rc\n\n', '\r\r\n\n'])('the lines of %j are the text again', (text) => {
  expect(splitLines(text).join('')).toBe(text)
})
