import { ts } from '../../check-pages.ts'
import type { PageCase } from './page-case.ts'

/** Names that nothing declares, and what follows from them. */
export const unknownNames: readonly PageCase[] = [
  ['an unknown name is anything', ts('const { a, b } = nothing.c<D.E<F>>()\na(b.x, (y) => y.z)'), [], 'incomplete'],
  [
    'unknown types take any number of arguments',
    ts('let a: Unknown<1, 2>, b: Unknown = 1\nclass A extends Base<1> implements Other {}'),
    [],
    'incomplete',
  ],
  [
    'what is known is checked beside what is not',
    ts('const a = nothing\nconst b: string = 1'),
    ['3:7 type-error TS2322'],
    'mistaken',
  ],
  [
    'what follows from an unknown name is no finding',
    ts('const a: string[] = [1].map(nothing).concat(2)'),
    [],
    'incomplete',
  ],
  [
    'a module that is not installed is anything',
    ts("import { a, type B } from 'is-not-there'\nconst c: B<1> = a<2>((d) => d)"),
    [],
    'not-installed',
  ],
  [
    'a package that is there is known',
    ts("import { join } from 'node:path'\njoin(1)"),
    ['3:6 type-error TS2345'],
    'mistaken',
  ],
  [
    'names of the language need no import',
    ts('const a = new Map<string, URL>()\nsetTimeout(() => a.clear())'),
    [],
    'complete',
  ],
  ['a variable of the browser is no name of an example', ts('name.toFixed() + status.code'), [], 'incomplete'],
  [
    'what only CommonJS has is no name of an example',
    `${ts('module.children.own()')}\n${ts('module.exports = 1')}`,
    [],
    'incomplete complete',
  ],
  ['what is called is no variable that no one can call', ts('process(1)'), [], 'complete'],
  [
    'a class whose members decorators fill',
    ts('declare const column: any\nclass A {\n  @column() b: string\n  c() {}\n}\nclass D {\n  b: string\n  c() {}\n}'),
    ['8:3 type-error TS2564'],
    'mistaken',
  ],
  [
    'what a block means, and has the name of something of browsers',
    ts(
      'function f(a: number, b: () => void) {}\nf(document, () => {})\nf(window, () => {})\n' +
        'function g(a: Cache.Options<string>) {}\n',
    ),
    ['4:3 type-error TS2345'],
    'mistaken',
  ],
  [
    'what a class of another package may bring along',
    ts("import { B } from 'is-not-there'\nclass A extends B { c() { return this.d } }"),
    [],
    'not-installed',
  ],
  [
    'a value that is left out may be anything',
    ts('const a: { b: number } = { b: /* ... */ }\na.b.trim()'),
    ['3:5 type-error TS2339'],
    'mistaken',
  ],
  [
    'what a call takes follows from the unknown that it is given to',
    ts('declare function pick<S>(f: (state: S) => unknown): S\nstore(pick((state) => state.a.b))'),
    [],
    'incomplete',
  ],
  [
    'decorators, whose kind a page does not say',
    ts('const d = (a: object) => {}\nclass A {\n  @d b = 1\n}'),
    [],
    'complete',
  ],
  [
    'what bundlers add',
    ts("require.context('.', true)\nrequire.nothing2\n\nprocess.nothing"),
    ['5:9 type-error TS2339'],
    'mistaken',
  ],
  [
    'a type that has the name of one of the browser',
    `${ts('let a: Range<number>')}\n${ts('interface Range { a: 1 }\nlet a: Range<number>')}`,
    ['7:8 type-error TS2315'],
    'complete mistaken',
  ],
  [
    'nothing fits an argument of which nothing is known',
    ts(
      'declare function make<T>(a: T, b: 0 extends 1 & T ? never : T): void\nmake(unknownThing, { a: 1 })\nmake({ a: 1 }, { a: "" })',
    ),
    ['4:18 type-error TS2322'],
    'mistaken',
  ],
  [
    'what a function of which nothing is known was asked about',
    ts(
      'try {\n} catch (err) {\n  if (isHttpError(err)) console.log(err.status, err.a.b)\n  if (nothing) err.b\n}\nconst typed: number = 1',
    ),
    ['5:16 type-error TS18046'],
    'mistaken',
  ],
  ['modules by a pattern', ts("declare module '*.picture' {\n  export const url: string\n}"), [], 'complete'],
  ['types that are not installed', ts('/// <reference types="is-not-there" />\nconst a = 1'), [], 'not-installed'],
  [
    'what an import takes in vain is one mistake, not one wherever it is used',
    ts("import { nope as no } from 'node:path'\nconst [a] = no((b) => b.c)\na.toFixed()"),
    ['2:10 type-error TS2305'],
    'mistaken',
  ],
  [
    'a parameter of which an unknown name beside it would say what it is',
    ts(
      'type Row = { a?: 1 }\nfunction table<A extends Row>(a: { data: A[]; idOf: (row: A) => unknown }): void {}\n' +
        'table({ data, idOf: (row) => row.id })\ntable({ data: [{}], idOf: (row) => row.id })\n' +
        'table<Row>({ data: [{}], idOf: (row) => row.id })\n' +
        'table({\n  // ...\n  idOf: (row) => row.id,\n})',
    ),
    ['5:40 type-error TS2339', '6:45 type-error TS2339'],
    'mistaken',
  ],
  [
    'what a function takes is not known where what is given with it is not',
    ts(
      'function query<A, B>(a: { load: (a: B) => A; next: (page: A) => unknown }): void {}\nquery({ load: () => get(), next: (page) => page.cursor })',
    ),
    [],
    'incomplete',
  ],
  [
    'nor where what would say it is left out',
    ts('declare function make<A>(a: { at?: A; next: (a: A) => unknown }): void\nmake({ next: (a) => a.b, /* ... */ })'),
    [],
    'complete',
  ],
  [
    'but it is where nothing is left out',
    ts('declare function make<A>(a: { at?: A; next: (a: A) => unknown }): void\nmake({ next: (a) => a.b })'),
    ['3:21 type-error TS18046'],
    'mistaken',
  ],
  [
    '`this` of a class whose base is not known has all of that',
    ts(
      'declare function use(a: { update(): void }): void\nclass A extends Unknown {\n  b = use(this)\n  c() {\n    const d: { e: 1 } = this\n  }\n}',
    ),
    [],
    'incomplete',
  ],
  [
    'a type parameter may have a bound that only the page says',
    `${ts('type Keys<TName> = Record<TName, 1>')}\n### TName\n\n\`TName\` *extends* \`string\`\n\n${ts('type Other<TKey> = Record<TKey, 1>')}`,
    ['10:27 type-error TS2344'],
    'complete mistaken',
  ],
  [
    'what one block adds to a module is nothing to one for twoslash',
    `${ts("import 'node:path'\ndeclare module 'node:path' { interface ParsedPath { own: string } }")}\n${ts("import { parse } from 'node:path'\nparse('a').own", 'ts twoslash')}\n${ts("import { parse } from 'node:path'\nparse('a').own")}`,
    ['8:12 type-error TS2339'],
    'complete mistaken complete',
  ],
  [
    'the compiler of a framework knows what is in a template',
    ts(
      "declare function useTemplateRef<T = unknown>(name: string): { value: T }\nconst el = useTemplateRef('el')\nel.value.focus()\nconst other = useTemplateRef<HTMLElement>('a')\nother.value.foo()",
    ),
    ['6:13 type-error TS2339'],
    'mistaken',
  ],
  [
    'what is left out of an argument leaves the rest what it is',
    ts(
      'declare function client<A extends { plugins: string[]; key: string }>(a: A): A\nconst made = client({\n  plugins: ["a"],\n  // ...\n})\nmade.plugins.lenght\nmade.plugin',
    ),
    ['7:14 type-error TS2551', '8:6 type-error TS2551'],
    'mistaken',
  ],
  [
    'an application adds to `window`, and does not misspell what is there',
    ts('window.signOut()\nwindow.locaton'),
    ['3:8 type-error TS2551'],
    'mistaken',
  ],
  [
    'a function that takes the keys of what a tool fills takes any key, and nothing is known of what it gives',
    ts(
      "interface Paths {}\nfunction route<A extends keyof Paths>(path: A): (options: { load: (a: Paths[A]) => unknown }) => { a: 1 } {\n  return () => ({ a: 1 })\n}\nroute('/posts')({ load: (a) => a.title }).b\nconst size: string = 1",
    ),
    ['7:7 type-error TS2322'],
    'mistaken',
  ],
  [
    'set-ups of tests add matchers',
    ts(
      'interface Assertion<T> { toBe(a: T): void }\ndeclare function expect<T>(a: T): Assertion<T>\nexpect(1).toBeInTheDocument()\nexpect(1).toBee(1)',
    ),
    ['5:11 type-error TS2551'],
    'mistaken',
  ],
]
