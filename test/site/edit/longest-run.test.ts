import { expect, test } from 'vitest'
import { longestRun } from '../../../tangle/weave/client/edit/longest-run.ts'

test.each([
  [[], undefined],
  [[4], 4],
  [[2, 7, 8, 9], 7],
  [[2, 3, 7, 8], 2],
])('of %j', (numbers, first) => {
  expect(longestRun(numbers)).toBe(first)
})
