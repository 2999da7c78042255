import { describe, expect, test } from 'vitest'
import { findNames } from '../../../tangle/snippets/names/find-names.ts'
import { parseCode } from '../../../tangle/snippets/syntax.ts'

function namesOf(text: string) {
  const { program, problem } = parseCode(text, 'tsx')
  expect(problem).toBeUndefined()
  const { declared, free, hasOuterThis } = findNames(program)
  const uses = [...free].map(
    ([name, { isType, isValue }]) => `${name}${isValue ? '' : ':type'}${isValue && isType ? ':both' : ''}`,
  )
  return { declared: [...declared.keys()].join(' '), free: uses.sort().join(' '), hasOuterThis }
}

describe('names that a text declares', () => {
  test.each([
    ['import a, { b as c, type D } from "x"; import * as e from "y"', 'a c D e'],
    ['const { a, b: { c = 1 }, ...d } = x; let [e, , f] = y', 'a c d e f'],
    ['export function f() {} export class C {} export default class Named {}', 'f C Named'],
    ['interface I {} type T = 1; enum E { A } namespace N.M { export const inner = 1 }', 'I T E N'],
    ['for (var i = 0;;) { var deep = 1 } function g() { var hidden = 1 }', 'i deep g'],
    ['declare global { interface Window { a: 1 } var there: string }', 'Window there'],
    ['import fs = require("fs")', 'fs'],
  ])('%s', (text, declared) => {
    expect(namesOf(text).declared.split(' ').sort()).toEqual(declared.split(' ').sort())
  })
})

describe('names that a text uses and does not declare', () => {
  test.each([
    // Values in all places where an expression may stand.
    ['a.b[c](d, { e, f: g, [h]: i, j() { return k } })', 'a c d e g h i k'],
    ['const f = (p = q, { r = s }) => p + r + t', 'q s t'],
    ['hoisted(); function hoisted() { return arguments.length }', ''],
    ['const g = function self() { return self }', ''],
    ['label: for (const x of xs) { continue label }', 'xs'],
    ['try { a } catch ({ message }) { message }', 'a'],
    ['switch (a) { case b: let c = 1; c }', 'a b'],
    ['class A extends B { #p = 1; m() { return this.#p + super.x } static { c } [d]() {} }', 'B c d'],
    ['export { a as b }; export { c } from "x"; export * from "y"', 'a:both'],
    ['`${a}`; tag`x`; new C(); import.meta.env; a?.b!.c', 'a tag C'],
    ['var x = 1; { x } ; (() => { var y = x; y })()', ''],
    // Types.
    ['let a: B<C.D>, e: typeof f.g, h: keyof I', 'B:type C:type f I:type'],
    ['function f<T extends U>(this: V, x: T): x is W { return true }', 'U:type V:type W:type'],
    ['type A<T> = T extends Promise<infer R> ? R : S', 'Promise:type S:type'],
    ['type M = { [K in keyof A as `x${K & string}`]: A[K] }', 'A:type'],
    [
      'interface I extends J.K<L> { m(a: N): O; readonly p: Q; [key: string]: R }',
      'J:type L:type N:type O:type Q:type R:type',
    ],
    ['type F = (name: A) => asserts name is B; type T = [label: C, ...D[]]', 'A:type B:type C:type D:type'],
    ['const a = { b } as const satisfies C', 'b C:type'],
    ['let a = <T,>(x: T) => x as unknown as U', 'U:type'],
    ['type A = import("x").B<C>', 'C:type'],
    ['enum E { A, B = A | c }', 'c'],
    [
      'abstract class A implements B { constructor(private readonly c: D) { super() } abstract e(): F }',
      'B:type D:type F:type',
    ],
    // JSX.
    ['<Tag a={b} {...c}><div>{d}</div><n.Member /></Tag>', 'Tag b c d n'],
    ['declare module "x" { interface A { b: C } }', 'C:type'],
  ])('%s', (text, free) => {
    expect(namesOf(text).free).toBe(free.split(' ').sort().join(' '))
  })
})

test('`this` outside of functions and classes is that of a method', () => {
  expect(namesOf('this.a = () => this').hasOuterThis).toBe(true)
  expect(namesOf('function f() { this } class A { b = this }').hasOuterThis).toBe(false)
})
