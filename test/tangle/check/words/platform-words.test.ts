import { expect, test } from 'vitest'
import { platformHas } from '../../../../tangle/check/words/platform-words.ts'

test.each([
  ['Object.values', true],
  ['Promise.then', true],
  ['Array.prototype.map', true],
  ['Object.valuez', false],
  ['Object.values.first', false],
  ['Missing.values', false],
])('%s is there: %s', (chain, isThere) => {
  expect(platformHas(chain.split('.'))).toBe(isThere)
})
