import { beforeAll, describe, expect, test } from 'vitest'
import { formatLocation } from '../../../../tangle/model/location.ts'
import { checkPages, ts } from './check-pages.ts'

/** One compilation for all of them: pages know nothing of each other but the imports that they show. */
const pages: readonly (readonly [promise: string, text: string, findings: readonly string[], states: string])[] = [
  [
    'a mistake is reported at its line',
    ts('const a = 1\n\nconst b: string = a'),
    ['4:7 type-error TS2322'],
    'mistaken',
  ],
  [
    'an earlier block declares',
    `${ts('const known = { a: 1 }')}\n${ts('known.a.toFixed()')}`,
    [],
    'complete with-context',
  ],
  [
    'an error that only the context has belongs to the context',
    `${ts('export const wrong: string = 1')}\n${ts('wrong.trim()')}`,
    ['2:14 type-error TS2322'],
    'mistaken with-context',
  ],
  [
    'a block that declares the same name is no context',
    `${ts('const first = 1\nconst other = 2')}\n${ts('const first = "a"\nfirst.trim() + other')}`,
    [],
    'complete incomplete',
  ],
  [
    'of two blocks the nearest one counts',
    `${ts('const value = 1')}\n${ts('const value = "a"')}\n${ts('value.trim()')}`,
    [],
    'complete complete with-context',
  ],
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
    'code groups are alternatives',
    `::: code-group\n${ts('const app = 1', 'ts [a]')}\n${ts('app.x', 'ts [b]')}:::\n`,
    [],
    'complete incomplete',
  ],
  [
    'comments in place of a body',
    ts('function f(): string { /* … */ }\nconst g = (): number => {\n  // ...\n}'),
    [],
    'complete',
  ],
  [
    'comments in place of properties',
    ts('interface A { b: string; c: number }\nconst a: A = { b: "", /* ... */ }'),
    [],
    'complete',
  ],
  ['arguments that are left out', ts('function f(a: string, b: number) {}\nf("", ...)'), [], 'complete'],
  ['a mistake that the page announces', ts('const a: string = 1 // ❌ Type error'), [], 'complete'],
  ['a mistake at the end of a statement', ts('const a: { b: string } = {\n  b: 1,\n} // TypeError'), [], 'complete'],
  ['a mistake in another language', ts('const a: string = 1 // 오류'), [], 'complete'],
  ['a mistake that a comment above calls bad', ts("// BAD: this won't work\nconst a: string = 1"), [], 'complete'],
  [
    'what was before, in one block',
    ts('// Change this\nconst a: string = 1\n\n// To this\nconst b: string = ""'),
    [],
    'complete',
  ],
  [
    'what was before, and nothing is now',
    ts('// Change this\nconst a: string = 1'),
    ['3:7 type-error TS2322'],
    'mistaken',
  ],
  [
    'what was before, under a heading',
    `## Before\n\n${ts('const a: string = 1')}\n## After\n\n${ts('const a: string = 1')}`,
    ['10:7 type-error TS2322'],
    'past mistaken',
  ],
  [
    'what an earlier version was, under a label in bold',
    `**v3**: as it was.\n\n${ts('const a: string = 1')}\n**v4**\n\n${ts('const a: string = 1')}`,
    ['10:7 type-error TS2322'],
    'past mistaken',
  ],
  [
    'what an earlier version was, under a few words',
    `Some Library v9.x:\n\n${ts('const a: string = 1')}\nSome Library v10:\n\n${ts('const a: string = 1')}`,
    ['10:7 type-error TS2322'],
    'past mistaken',
  ],
  [
    'a declaration that is shown by its head, and used',
    `${ts('export interface Options<T> extends Base')}\n${ts('const a: Options<string> = { b: 1 }\na.c.toFixed()')}`,
    [],
    'incomplete incomplete',
  ],
  [
    'what was, in a part of a block',
    ts('f(1)\n// Before\nconst a: string = 1\n\n// After\nconst b: string = 1\nfunction f(c: string) {}'),
    ['2:3 type-error TS2345', '7:7 type-error TS2322'],
    'mistaken',
  ],
  [
    'texts that a value may be',
    ts("function f(a: { b: 'c' | 'd' }) {}\nf({ b: 'c' | 'd' })\nf({ b: 1 | 2 })"),
    ['4:5 type-error TS2322'],
    'mistaken',
  ],
  [
    'a class whose members decorators fill',
    ts('declare const column: any\nclass A {\n  @column() b: string\n  c() {}\n}\nclass D {\n  b: string\n  c() {}\n}'),
    ['8:3 type-error TS2564'],
    'mistaken',
  ],
  [
    'a type that is there twice',
    ts(
      'function a() {\n  class P { private b = 1 }\n  return new P()\n}\nclass P { private b = 1 }\n' +
        'const d: { e: P } = { e: a() }\nconst f: P = 1',
    ),
    ['8:7 type-error TS2322'],
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
  ['the block of one version only', `**v3**\n\n${ts('const a: string = 1')}`, ['4:7 type-error TS2322'], 'mistaken'],
  [
    'an error that was announced for what was before',
    `## Before\n\n${ts('// @errors: 2322\nconst a = 1', 'ts twoslash')}\n## After\n\n${ts('const a = 1')}`,
    [],
    'past complete',
  ],
  [
    'functions that are shown as they are called, and as properties',
    `${ts('verify(token: string) => Promise<string | false>')}\n${ts('sign: (text: string): Promise<string>')}`,
    [],
    'complete complete',
  ],
  ['a union of texts', ts("'get' |\n  'post' |\n  Method;"), [], 'incomplete'],
  ['an operation of numbers', ts('({}) | 1'), ['2:1 type-error TS2362'], 'mistaken'],
  ['the end of a loop around', ts('if (Math.random() > 1) {\n  break\n}'), [], 'complete'],
  [
    'dots in place of types',
    ts('interface A<B> { b: B }\ninterface C<D> extends A<...> { d: D }\ninterface E extends A {}'),
    ['4:21 type-error TS2314'],
    'mistaken',
  ],
  [
    'methods under each other, one way and the other',
    ts('// Before\nrun(a: string) {\n  return a\n}\n\n// After\nrun(a: number) {\n  return a\n}'),
    [],
    'complete',
  ],
  [
    'a class of which methods are left out',
    `${ts('interface A { b(): void }\nfunction use(a: A) {}\nclass C implements A {\n  // ... methods of before\n  c() {\n    use(this)\n  }\n}')}\n${ts('use(new C(1))\nconst text: string = 1')}`,
    ['14:7 type-error TS2322'],
    'complete mistaken',
  ],
  ['a page without types', ts('export function f(a) {\n  return a.b\n}'), [], 'complete'],
  [
    'a page with types',
    `${ts('type A = 1')}\n${ts('export function f(a) {\n  return a.b\n}')}`,
    ['6:19 type-error TS7006'],
    'complete mistaken',
  ],
  [
    'alternatives in one object',
    ts('export default {\n  // Static\n  a: 1,\n\n  // Or dynamic\n  a: () => 1,\n}'),
    [],
    'complete',
  ],
  [
    'a property that is there twice',
    ts('export default {\n  a: 1,\n  a: 2,\n}'),
    ['4:3 type-error TS1117'],
    'mistaken',
  ],
  [
    'properties of a class without types',
    `${ts('const typed: number = 1')}\n${ts('class A {\n  constructor() {\n    this.b = 1\n  }\n  c() {\n    return this.b + this.d\n  }\n}')}`,
    ['11:26 type-error TS2339'],
    'complete mistaken',
  ],
  ['a call with what may be left out', ts('const a = round(value, precision?)'), [], 'incomplete'],
  ['elements under each other', '```tsx\n// One\n<A to="/a" />\n\n<A to="/b">text</A>\n```\n', [], 'incomplete'],
  ['dots in place of properties', '```tsx\nconst a = <A ... />\n```\n', [], 'incomplete'],
  [
    'signatures of references',
    `${ts('function f(a): number')}\n${ts('optional b: string')}\n${ts('class C { d: string }')}`,
    [],
    'complete complete complete',
  ],
  ['comments in place of arguments', ts('function f(a: string) {}\nf(/* … */)'), [], 'complete'],
  ['comments in place of elements', ts('const a: [string] = [/* … */]'), [], 'complete'],
  ['a difference', ts('- const a: string = 1\n+ const a: string = ""'), [], 'complete'],
  [
    'what a class of another package may bring along',
    ts("import { B } from 'is-not-there'\nclass A extends B { c() { return this.d } }"),
    [],
    'not-installed',
  ],
  [
    'a name of the language that an example above takes',
    `## A\n\n${ts('const isNaN = 1')}\n## B\n\n${ts('isNaN(1)')}`,
    [],
    'complete complete',
  ],
  ['a file of another language', ts('generator client {', 'ts [schema.prisma]'), [], ''],
  ['what is commented out, and is no code', `<!--\n${ts('const a = ;')}-->\n`, [], ''],
  [
    'a removed line is not checked',
    ts('const a: string = 1 // [!code --]\nconst a: string = "" // [!code ++]'),
    [],
    'complete',
  ],
  [
    'a difference of a few lines is read, and no more',
    ts(
      "each([1])('a', (a) => { // [!code --]\n  a()\n})\n\neach([1])('a', ([a]) => { // [!code ++]\n  const b: string = 1\n})",
    ),
    [],
    'incomplete',
  ],
  [
    'a difference that is no text with both',
    ts('const a = ; // [!code --]\nconst b = ;'),
    ['3:11 unreadable-code'],
    'unreadable',
  ],
  ['errors of twoslash', ts('// @errors: 2322\nconst a: string = 1'), [], 'complete'],
  [
    'errors of twoslash that are not there',
    ts('// @errors: 2322\nconst a: string = ""'),
    ['2:1 expected-type-error'],
    'mistaken',
  ],
  ['options of twoslash', ts('// @strict: false\nfunction f(a) { return a }\nconst b: string = null'), [], 'complete'],
  [
    'options of twoslash that are stricter',
    ts('// @noUncheckedIndexedAccess\nconst a: string = [""][0]'),
    ['3:7 type-error TS2322'],
    'mistaken',
  ],
  [
    'lines that a block includes are checked where they stand',
    `${ts('const a: string = 1\n// - part\nconst b = 1', 'twoslash include base')}\n${ts('// @include: base\na + b', 'ts twoslash')}\n${ts('// @include: base-part\nb()', 'ts twoslash')}`,
    ['2:7 type-error TS2322'],
    'mistaken mistaken',
  ],
  ['a type that is shown', ts('const a = 1\n//    ^?\nfoo.bar\n//     ^?', 'ts twoslash'), [], 'incomplete'],
  [
    'a mark of twoslash that points at nothing',
    ts('const a = 1\n//           ^?', 'ts twoslash'),
    ['3:14 expected-type-error'],
    'mistaken',
  ],
  ['a mark of anybody else', ts('const a = 1\n//           ^?'), [], 'complete'],
  ['an unreadable block that asks for no errors', ts('// @noErrors\nconst a = ;'), [], ''],
  [
    'types of a function that are shown as statements',
    ts("import picomatch from 'picomatch'\n\npicomatch.PicomatchOptions\npicomatch.Picomatchoptions"),
    ['5:11 type-error TS2724'],
    'mistaken',
  ],
  ['noErrors of twoslash', ts('// @noErrors\nconst a: string = 1'), [], 'complete'],
  ['an announced error', ts('const a: string = 1', 'ts {check=error expect=TS2322}'), [], 'complete'],
  [
    'an announced error that is not there',
    ts('const a = 1', 'ts {check=error expect=TS2322}'),
    ['1:20 expected-type-error'],
    'mistaken',
  ],
  ['an exception', ts('const a: string = 1', 'ts {check=skip reason="shows a mistake"}'), [], 'skipped'],
  [
    'an exception that is not needed',
    ts('const a = 1', 'ts {check=skip reason="why"}'),
    ['1:8 needless-exception'],
    'skipped',
  ],
  [
    'an exception of a page',
    `---\ntangle:\n  check: skip\n  reason: old\n---\n${ts('const a: string = 1')}`,
    [],
    'skipped',
  ],
  [
    'a needless exception of a page',
    `---\ntangle: { check: skip, reason: old }\n---\n${ts('const a = 1')}`,
    ['2:1 needless-exception'],
    'skipped',
  ],
  [
    'a prelude of a page that is none of the project',
    `---\ntangle: { prelude: ../../etc/passwd }\n---\n${ts('const a = 1')}`,
    ['2:1 invalid-attribute'],
    'complete',
  ],
  [
    'a prelude of a page',
    `---\ntangle: { prelude: src/index.ts }\n---\n${ts('new ApiError()')}`,
    ['5:1 type-error TS2554'],
    'mistaken',
  ],
  [
    'a signature says less than it could',
    ts('http.get<Body>(path: string, options?: { once, resolver })'),
    [],
    'complete',
  ],
  [
    'a value that is left out may be anything',
    ts('const a: { b: number } = { b: /* ... */ }\na.b.trim()'),
    ['3:5 type-error TS2339'],
    'mistaken',
  ],
  [
    'a parameter of the same name is meant, not what another block imports',
    `${ts("import * as fs from 'node:fs'\nfs.statSync('a')")}\n${ts('fs.go()')}\n${ts('const f = (fs: any) => fs')}`,
    [],
    'complete with-context complete',
  ],
  [
    'what a call takes follows from the unknown that it is given to',
    ts('declare function pick<S>(f: (state: S) => unknown): S\nstore(pick((state) => state.a.b))'),
    [],
    'incomplete',
  ],
  [
    'elements in the context do not make one of type parameters',
    `${ts('const b = <p />', 'tsx')}\n${ts('const f = <T>(a: T) => {\n  if (a) throw b\n}', 'tsx')}`,
    [],
    'not-installed incomplete',
  ],
  ['a prelude that a page makes', ts('export declare const anything: any', 'ts {file=anything.ts}'), [], ''],
  [
    'what follows from a name that a prelude leaves open is no finding',
    `---\ntangle: { prelude: anything.ts }\n---\n${ts('const a: string[] = [1].map(anything).concat(2)')}\n${ts('const b: string = 1\nanything(b)')}`,
    ['9:7 type-error TS2322'],
    'with-context mistaken',
  ],
  [
    'what another section of the page made up is not called, where pages import the name',
    `## A\n\n${ts("import { join as setUp } from 'node:path'\nsetUp('a')")}\n## B\n\n${ts('const setUp = () => 1')}\n${ts('setUp(1)')}\n## C\n\n${ts("setUp('a')")}`,
    ['15:7 type-error TS2554'],
    'complete complete mistaken with-context',
  ],
  [
    'of two imports of a name, another section may mean either',
    `## A\n\n${ts("import { join as plugin } from 'node:path'\nplugin('a')")}\n${ts("import * as plugin from 'node:path'\nplugin.join(1)")}\n## B\n\n${ts('plugin({})')}`,
    ['10:13 type-error TS2345'],
    'complete mistaken with-context',
  ],
  [
    'another section made up something of another kind',
    `## A\n\n${ts('const Book = { a: 1 }\nnew Book()')}\n## B\n\n${ts('new Book()')}`,
    ['5:5 type-error TS2351'],
    'mistaken with-context',
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
  [
    'what another section was made of',
    `## A\n\n${ts('declare class Made<T> { a: T; b: keyof T }\nconst api = new Made<{ first: 1 }>()\napi.c')}\n## B\n\n${ts('api.c')}`,
    ['6:5 type-error TS2339'],
    'mistaken with-context',
  ],
  [
    'a part of a `switch`',
    ts("case 'a':\n  return { ...state }\ndefault:\n  const b: string = 1"),
    ['5:9 type-error TS2322'],
    'mistaken',
  ],
  ['modules by a pattern', ts("declare module '*.picture' {\n  export const url: string\n}"), [], 'complete'],
  ['types that are not installed', ts('/// <reference types="is-not-there" />\nconst a = 1'), [], 'not-installed'],
  ['no code', ts('const a = ;'), ['2:11 unreadable-code'], 'unreadable'],
  ['JavaScript is passed by', ts('const a = ;', 'js'), [], ''],
  [
    'attributes of site generators',
    ts('const a = 1', 'ts {1,3} title="x" source="a b" twoslash filename=a.ts'),
    [],
    'complete',
  ],
  [
    'a mistake in two ways is one',
    ts("import { nope } from 'node:path'\nconst a = nope\n// or\nconst a = nope()"),
    ['2:10 type-error TS2305'],
    'mistaken',
  ],
  [
    '`declare global` reaches what is below',
    `${ts('declare global { var shared: { a: 1 } }')}\n${ts('shared.b')}`,
    ['6:8 type-error TS2339'],
    'complete mistaken',
  ],
  [
    'a block in a target is context, and not checked twice',
    `${ts('const used = 1', 'ts {file=a/b.ts}')}\n${ts('used.toFixed()')}`,
    [],
    'with-context',
  ],
  [
    'a hidden block is context, wherever it stands',
    `${ts('below.toFixed()')}\n<!--\n${ts('const below = 1')}-->\n`,
    [],
    'with-context complete',
  ],
  [
    'what an import takes in vain is one mistake, not one wherever it is used',
    ts("import { nope as no } from 'node:path'\nconst [a] = no((b) => b.c)\na.toFixed()"),
    ['2:10 type-error TS2305'],
    'mistaken',
  ],
  [
    'a function between the tags of an element belongs to that element',
    ts('const view = <form.Field name="a">{(field) => <b>{field.name}</b>}</form.Field>', 'tsx'),
    [],
    'incomplete',
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
    'types may be left out of a list of them',
    ts('declare function form<A, B>(): A\nlet a: ReturnType<typeof form<1, ...>>\nlet b: Map<..., ...>'),
    [],
    'complete',
  ],
  [
    'an element that begins a line begins a statement',
    ts('const a = [1].map((b) => b)\n\n<Box a={a} />\n<Box b="</>" />\n// Or:\n<Box>{a.lenght}</Box>', 'tsx'),
    ['7:9 type-error TS2551'],
    'mistaken',
  ],
  [
    'and so does one behind a block that has no semicolon at its end',
    `${ts('const size = Math.max(1)')}\n${ts('<Box a={size} />', 'tsx')}\n${ts('(size as number).toFixed()')}`,
    [],
    'complete incomplete with-context',
  ],
  [
    'comments alone, the last of which says that something is left out, are a value',
    ts('const a = [1].map((b) => (\n  // Do something with b.\n  // ...\n))\na.lenght'),
    ['6:3 type-error TS2551'],
    'mistaken',
  ],
  [
    'a hole of a template is read as one, behind imports as well',
    ts(
      "import { basename } from 'node:path'\n\n${this.#form.field({ name: basename(1) }, (field) => html`<b>${field.a}</b>`)}",
    ),
    ['4:37 type-error TS2345'],
    'mistaken',
  ],
  [
    'imports above the body of a method stay imports',
    ts("import { basename } from 'node:path'\nthis.name = basename(1)"),
    ['3:22 type-error TS2345'],
    'mistaken',
  ],
  [
    'a reference of a constructor has as many types as it has',
    ts(`new Field<${Array.from({ length: 60 }, (_, at) => `TName${at}`).join(', ')}>(options): Field`),
    [],
    'incomplete',
  ],
  [
    'two ways to add to an interface of somebody else',
    `${ts("declare module 'node:path' { interface ParsedPath { own: string } }")}\n${ts("declare module 'node:path' { interface ParsedPath { own: number } }")}`,
    [],
    'complete complete',
  ],
  [
    'what one block adds to a module is nothing to one for twoslash',
    `${ts("import 'node:path'\ndeclare module 'node:path' { interface ParsedPath { own: string } }")}\n${ts("import { parse } from 'node:path'\nparse('a').own", 'ts twoslash')}\n${ts("import { parse } from 'node:path'\nparse('a').own")}`,
    ['8:12 type-error TS2339'],
    'complete mistaken complete',
  ],
  [
    'a text for what an example of another section has is of another example, unless it is like one',
    `# a\n\n${ts("const form = { set(name: 'first' | 'last') {} }")}\n# b\n\n${ts("form.set('country')\nform.set('lats')")}`,
    ['11:10 type-error TS2345'],
    'complete mistaken',
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
    'a call that a page shows as a whole is shown in part further down',
    `${ts('function provider(options: { login: string; consent: string; scopes?: string[] }) {}\nprovider({ login: "/a", consent: "/b" })')}\n${ts('provider({ scopes: [] })')}\n${ts('provider({ scope: [] })')}`,
    ['11:12 type-error TS2561'],
    'complete with-context mistaken',
  ],
  [
    'but nothing is passed over that no call on the page has',
    `${ts('function provider(options: { login: string; consent: string }) {}\nprovider({ login: "/a", consent: "/b" })')}\n${ts('function other(options: { key: string; at?: 1 }) {}\nother({ at: 1 })')}`,
    ['8:7 type-error TS2345'],
    'complete mistaken',
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
    'members of types may say what they are by default',
    ts(
      'type Options = {\n  retries?: number = 3\n  data: Record<string, any> = { a: "b" }\n  on: (a: Unknown) => void,\n}',
    ),
    [],
    'incomplete',
  ],
  [
    'a comment may say what a value is',
    ts(
      'declare function use(a: { b: { token: string; nonce: string } }): void\nuse({\n  b: {\n    token: // The token,\n    nonce: // Optional\n  },\n  c: 1,\n})',
    ),
    ['8:3 type-error TS2353'],
    'mistaken',
  ],
  [
    'an application adds to `window`, and does not misspell what is there',
    ts('window.signOut()\nwindow.locaton'),
    ['3:8 type-error TS2551'],
    'mistaken',
  ],
  [
    'what comes out may stand below the code as a value',
    ts('const tree = Object.keys({})\n\n// =>\n{\n  errors: ["a"],\n  b: { c: [] }\n}\n// =>\n[\n  1, tree.lenght\n]'),
    ['11:11 type-error TS2551'],
    'mistaken',
  ],
  [
    'tabs go on from tabs of their name, and what follows from the first one',
    `::: code-group\n${ts("import { posix as path } from 'node:path'\nconst first = 1", 'ts [All]')}${ts("import { posix as path } from 'node:querystring'\nconst first = 'a'", 'ts [Mini]')}:::\n\n${ts('first.toFixed()')}\n::: code-group\n${ts('first.toFixed()', 'ts [All]')}${ts('first.trim()', 'ts [Mini]')}:::\n`,
    ['7:10 type-error TS2305'],
    'complete mistaken with-context with-context with-context',
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
  [
    'comments may hold tabs together, with headings as their titles',
    `<!-- ::start:framework -->\n\n# A\n\n${ts('const value = 1')}\n# B\n\n${ts("const value = 'a'")}\n<!-- ::end:framework -->\n\n${ts('value.toFixed()')}`,
    [],
    'complete complete with-context',
  ],
  [
    'a block may use what the page adds to a module further down',
    `${ts("import { parse } from 'node:path'\nparse('a').own\nparse('a').owned")}\n${ts("declare module 'node:path' { interface ParsedPath { own: string } }")}`,
    ['4:12 type-error TS2339'],
    'mistaken complete',
  ],
  [
    'a class may be shown without a member that another block shows',
    `${ts('class Cats {\n  constructor(private readonly store: string[]) {}\n}')}\n${ts('class Cats {\n  all() {\n    return this.store.concat(this.stock)\n  }\n}')}`,
    ['10:35 type-error TS2339'],
    'complete mistaken',
  ],
  [
    'a page may import something by the name of a global',
    ts("import { BroadcastChannel } from 'is-not-there'\nnew BroadcastChannel().custom()"),
    [],
    'not-installed',
  ],
  [
    'a block may mean what another page imports by the name of a global',
    ts('function show(channel: BroadcastChannel) {\n  channel.custom()\n}'),
    [],
    'complete',
  ],
  [
    'nothing is known of what is given to a chain that goes on from something',
    `${ts('declare function when<T>(is: (one: T) => boolean): T')}\n${ts('.with({ a: when((one) => one + 2000 < Date.now()) })')}`,
    [],
    'complete with-context',
  ],
  [
    'a comment of two lines may say that the code below it is wrong',
    ts("const a = 'b'\n// Fails with `TS2349`,\n// because a text is no function.\na()\n// Not said of this one.\na()"),
    ['7:1 type-error TS2349'],
    'mistaken',
  ],
  [
    'a comment between elements may say that the one below it is wrong',
    ts(
      'declare const F: (props: { a: string }) => any\n\nexport const x = (\n  <>\n    {/* This is a type error */}\n    <F a={7} />\n    <F a={8} />\n  </>\n)',
      'tsx',
    ),
    ['8:8 type-error TS2322'],
    'mistaken',
  ],
  [
    'marks of a site generator are no code, and the same in another language is none of it',
    ts('@@filename(a)\nconst a: string = 1\n@@switch\nconst a: string = 2'),
    ['3:7 type-error TS2322'],
    'mistaken',
  ],
  [
    'nothing is known of a type that is made of a file of the example',
    ts(
      "import { Book } from './book.js'\ntype Loaded<T> = T & { isLoaded: true }\ndeclare function find<T extends object>(of: new () => T): Promise<Loaded<T>>\nconst book = await find(Book)\nbook.title = book.isLoaded",
    ),
    [],
    'complete',
  ],
]

describe('plain blocks', () => {
  const found = new Map<string, string[]>()
  const states = new Map<string, string>()
  beforeAll(async () => {
    const files = Object.fromEntries(pages.map(([, text], at) => [`p${at}/a.md`, text]))
    const { diagnostics, blocks } = await checkPages(files)
    for (const { code, message, location } of diagnostics) {
      const place = location ? formatLocation(location) : ''
      const [, file = '', at = ''] = /^(.*?):(.*)$/.exec(place) ?? []
      const short = [at, code, /^TS\d+/.exec(message)?.[0]].filter((part) => part !== undefined).join(' ')
      found.set(file, [...(found.get(file) ?? []), short])
    }
    for (const { block, state } of blocks) states.set(block.page, `${states.get(block.page) ?? ''} ${state}`.trim())
  }, 60_000)

  test.each(pages.map(([promise, , findings, state], at) => [promise, at, findings, state] as const))(
    '%s',
    (_, at, findings, state) => {
      expect(found.get(`p${at}/a.md`) ?? []).toEqual(findings)
      expect(states.get(`p${at}/a.md`) ?? '').toBe(state)
    },
  )
})
