import { mkdir, rm, symlink } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { checkBlocks } from '../../../../tangle/check/proof/check-blocks.ts'
import type { TangleConfig } from '../../../../tangle/config/config.ts'
import { formatLocation } from '../../../../tangle/model/location.ts'
import { openProject } from '../../../../tangle/project/project.ts'
import { MemoryFileSystem } from '../../../../tangle/write/memory-file-system.ts'
import { temporaryProject } from '../../temporary-project.ts'

const repository = join(import.meta.dirname, '../../../..')

async function check(files: Record<string, string>, config: TangleConfig = {}) {
  const project = await openProject({ root: repository, config, fileSystem: new MemoryFileSystem(files) })
  return checkBlocks(project)
}

const ts = (code: string, info = 'ts') => `\`\`\`${info}\n${code}\n\`\`\`\n`

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
]

test('what was at some time is not judged by what is now', async () => {
  const text = ts('const a: string = 1')
  const { diagnostics } = await check({
    'packages/a/CHANGELOG.md': text,
    'docs/blog/post.md': text,
    'docs/log.md': text,
  })
  expect(diagnostics.map(({ location }) => location?.file)).toEqual(['docs/log.md'])
  // An exception of it goes on to be one.
  const override = { pages: 'blog/**', check: 'skip', reason: 'old' } as const
  const excepted = await check({ 'blog/a.md': text }, { overrides: [override] })
  expect(excepted.diagnostics).toEqual([])
})

test('JavaScript that is checked leaves out what TypeScript asks for', async () => {
  const lines = ['const state = []', 'state.find((a) => a).done', 'state.concat({ a: 1 })', 'state.lenght']
  const { diagnostics } = await check({ 'a.md': ts(lines.join('\n'), 'js') }, { blocks: { js: true } })
  expect(diagnostics.map(({ location }) => location && formatLocation(location))).toEqual(['a.md:5:7'])
})

test('errors that twoslash is told of and that are not there are no more than a warning', async () => {
  const { diagnostics, blocks } = await check({ 'a.md': ts('// @errors: 2322\nconst a = 1', 'ts twoslash') })
  expect(diagnostics).toMatchObject([{ code: 'expected-type-error', severity: 'warning' }])
  expect(blocks).toMatchObject([{ state: 'complete' }])
})

test('a name that a single other page imports may be something else', async () => {
  const importing = ts("import { posix as store } from 'node:path'\nstore.nothing")
  const using = ts("store.get(1)\nstore('a')\nstore.join(1)")
  const findings = async (files: Record<string, string>) => {
    const { diagnostics } = await check(files)
    return diagnostics.map(({ location }) => location && formatLocation(location))
  }
  expect(await findings({ 'a.md': importing, 'b.md': using })).toEqual(['a.md:3:7', 'b.md:4:12'])
  expect(await findings({ 'a.md': importing, 'b.md': using, 'c.md': importing })).toEqual([
    'a.md:3:7',
    ...['b.md:2:7', 'b.md:3:1', 'b.md:4:12'],
    'c.md:3:7',
  ])
})

test('a module that one block imports as a whole may export the name that another one uses', async () => {
  const { root } = await temporaryProject({
    // Nothing is built, and the source has another name.
    'package.json': '{ "name": "own-attest", "type": "module", "exports": "./dist/own-attest.js" }',
    'src/index.ts': 'export function attest(a: string) {}\n',
    'a.md': ts("import * as attest from 'own-attest'\nattest.attest('a')"),
    'b.md': ts("attest('a')\nattest(1)"),
  })
  const { diagnostics } = await checkBlocks(await openProject({ root, config: {} }))
  expect(diagnostics.map(({ location }) => location && formatLocation(location))).toEqual(['b.md:3:8'])
})

test('the compiler of a package serves a workspace that has none', async () => {
  const { root } = await temporaryProject({
    'packages/a/README.md': ts('const a: string = 1'),
    'b.md': ts('const b: string = 1'),
  })
  // It was a link to all packages of this repository.
  await rm(join(root, 'node_modules'))
  await mkdir(join(root, 'packages/a/node_modules'))
  await symlink(join(repository, 'node_modules/typescript'), join(root, 'packages/a/node_modules/typescript'))
  const { diagnostics } = await checkBlocks(await openProject({ root, config: {} }))
  expect(diagnostics.map(({ location }) => location?.file)).toEqual(['b.md', 'packages/a/README.md'])
})

test('parameters without types are no mistakes where the pages have a habit of them', async () => {
  const typed = ts('function call(use: string): void {}')
  const untyped = (count: number) => ({
    'a.md': typed + ts('export async function loader({ request }) {}').repeat(count),
    // A block with types means them.
    'b.md': ts('export function load(url: string, options) {}'),
  })
  const pagesWith = async (count: number) => {
    const { diagnostics } = await check(untyped(count))
    return diagnostics.map(({ location }) => location?.file)
  }
  expect(await pagesWith(2)).toEqual(['a.md', 'a.md', 'b.md'])
  expect(await pagesWith(10)).toEqual(['b.md'])
})

describe('plain blocks', () => {
  const found = new Map<string, string[]>()
  const states = new Map<string, string>()
  beforeAll(async () => {
    const files = Object.fromEntries(pages.map(([, text], at) => [`p${at}/a.md`, text]))
    const { diagnostics, blocks } = await check(files)
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
