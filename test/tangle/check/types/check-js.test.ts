import { expect, test } from 'vitest'
import { asksForTypes } from '../../../../tangle/check/types/check-js.ts'

test.each([
  ['// @ts-check\na()', true],
  ['#!/usr/bin/env node\n/* One ** */ /**/\n// two\n//@ts-check\n', true],
  ['a()\n// @ts-check', false],
  ['/* // @ts-check */ a()', false],
  // Each way of ending so many comments is more than can be tried.
  [`${'/**/'.repeat(60)}a() // @ts-check`, false],
])('%j asks for types: %s', (text, asks) => {
  expect(asksForTypes(text)).toBe(asks)
})
