import { expect, test } from 'vitest'
import { readPrelude } from '../../../tangle/snippets/prelude.ts'

const read = (files: Readonly<Record<string, string>>) =>
  readPrelude('/p', Object.keys(files), new Map(Object.entries(files).map(([path, text]) => [`/p/${path}`, text])))

test('a module is imported from, and declarations hold everywhere', () => {
  const prelude = read({ 'a.ts': 'export const a = 1', 'b.d.ts': 'declare const b: string' })
  expect(prelude).toEqual({ files: ['/p/a.ts', '/p/b.d.ts'], modules: ['/p/a.js'], untyped: [] })
})

test('names that may be anything are told apart', () => {
  const { untyped } = read({
    'a.ts': 'export declare const a: any, b: string\nexport type A<T = any> = any\nexport type B = string',
    'b.d.ts': 'declare const c: any',
  })
  expect(untyped).toEqual(['a', 'A', 'c'])
})

test('a prelude that is no TypeScript is refused, at its place', () => {
  expect(() => read({ 'a.ts': 'export const a = 1\nsome words' })).toThrow(/a\.ts cannot be read: .* \(a\.ts:2:5\)/)
})
