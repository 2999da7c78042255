import { expect, test } from 'vitest'
import { leavesPlatformOut } from '../../../../tangle/check/types/platform.ts'

test.each([
  ['{ "compilerOptions": { "lib": ["ESNext"] } }', true],
  ['{ "compilerOptions": { "lib": ["ESNext"], /* none */ "types": [], } }', true],
  ['{ "extends": "./base.json", "compilerOptions": { "lib": ["ESNext"], "types": ["vitest"] } }', true],
  ['{ "compilerOptions": { "lib": ["ESNext", "DOM"] } }', false],
  ['{ "compilerOptions": { "lib": ["ESNext"], "types": ["node"] } }', false],
  // What is not said here, another file may say.
  ['{ "extends": "./base.json", "compilerOptions": { "lib": ["ESNext"] } }', false],
  ['{ "compilerOptions": { "types": [] } }', false],
  ['{ no JSON', false],
  [undefined, false],
])('%s leaves the platform out: %s', (text, isLeftOut) => {
  expect(leavesPlatformOut(text, '7.0.2')).toBe(isLeftOut)
})

test('before 6.0, packages of types count without being asked for', () => {
  expect(leavesPlatformOut('{ "compilerOptions": { "lib": ["ESNext"] } }', '5.9.3')).toBe(false)
  expect(leavesPlatformOut('{ "compilerOptions": { "lib": ["ESNext"], "types": [] } }', '5.9.3')).toBe(true)
})
