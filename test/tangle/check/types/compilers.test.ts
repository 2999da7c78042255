import { describe, expect, it } from 'vitest'
import { checkTypes } from '../../../../tangle/check/types/check-types.ts'
import { openProject } from '../../../../tangle/project/project.ts'
import { temporaryProject } from '../../temporary-project.ts'
import { compilers } from './compilers.ts'

/** Targets by path, what else is in the project, and what every compiler says: `target:line:column code`. */
interface Fixture {
  readonly targets: Readonly<Record<string, string>>
  readonly files?: Readonly<Record<string, string>>
  readonly found: readonly string[]
  /** Where a version says something else, and why. */
  readonly except?: Readonly<Record<string, { readonly found: readonly string[]; readonly why: string }>>
}

const options = (compilerOptions: object, more: object = {}) =>
  JSON.stringify({
    compilerOptions: {
      strict: true,
      target: 'es2022',
      module: 'esnext',
      moduleResolution: 'bundler',
      lib: ['es2022'],
      types: [],
      ...compilerOptions,
    },
    ...more,
  })
const lean = { 'tsconfig.json': options({}) }
const importing = options({ allowImportingTsExtensions: true, noEmit: true })

const fixtures: Readonly<Record<string, Fixture>> = {
  'JavaScript that asks for its types': {
    targets: {
      'a.js': "/** @type {number} */\nconst n = 'two'\n",
      'b.mjs': "// @ts-check\n/** @type {number} */\nexport const n = 'two'\n",
      'checked/c.js': "/** @type {number} */\nexport const n = 'two'\n",
      'checked/d.jsx': 'export const n = missing\n',
    },
    files: { 'checked/tsconfig.json': options({ checkJs: true, jsx: 'preserve' }) },
    found: ['b.mjs:3:14 2322', 'checked/c.js:2:14 2322', 'checked/d.jsx:1:18 2304'],
  },
  'JavaScript that declares names by their use': {
    targets: {
      'a.js': 'export {}\nmessage.title = 1\n',
      'b.js': 'export const title = message.title\n',
      'c.ts': "import './used.js'\nexport const title = used.title\n",
      'd.ts': 'export const title = used.title\n',
    },
    files: { 'tsconfig.json': options({ checkJs: true, noEmit: true }), 'used.js': 'export {}\nused.title = 1\n' },
    found: ['b.js:1:22 2304', 'd.ts:1:22 2304'],
    except: {
      '7.0.2': {
        found: ['a.js:2:1 2304', 'b.js:1:22 2304', 'c.ts:2:22 2304', 'd.ts:1:22 2304'],
        why: 'From 7.0 on, nothing is declared by its use.',
      },
    },
  },
  'no tsconfig': {
    targets: {
      'a.ts': "const n: number = 'two'\n",
      'b.ts': "import { readFileSync } from 'node:fs'\nconst text: number = readFileSync('x', 'utf8')\n",
      'deep/c.ts': "import { name } from '../d.ts'\nname.toFixed()\nawait Promise.resolve()\n",
      'd.ts': "export const name = 'd'\n",
      'e.ts': 'function f(x) {}\ndocument.title = 1\n',
    },
    found: ['a.ts:1:7 2322', 'b.ts:2:7 2322', 'deep/c.ts:2:6 2551', 'e.ts:1:12 7006', 'e.ts:2:1 2322'],
  },
  'syntax': {
    files: lean,
    targets: { 'a.ts': 'export const a = \n', 'b.ts': 'export function f() {\n', 'c.ts': 'let 日本 = "😀"; let n: number = "é"; export { 日本, n }\n' },
    found: ['a.ts:1:17 1109', 'b.ts:1:22 1005', 'c.ts:1:20 2322'],
  },
  'assignments and calls': {
    files: lean,
    targets: {
      'a.ts': "interface Deep { a: { b: number } }\nconst deep: Deep = { a: { b: 'x' } }\nfunction f(a: number) { return a }\nf('x')\nf()\nmissing\ndeep.c\nconst late: string = later\nconst later = ''\nexport {}\n",
      'b.ts': 'class A { m(x: string): void {} }\nclass B extends A { m(x: number): void {} }\nabstract class C { abstract c(): void }\nclass D extends C {}\nnew C()\nexport { B, D }\n',
    },
    found: ['a.ts:2:27 2322', 'a.ts:4:3 2345', 'a.ts:5:1 2554', 'a.ts:6:1 2304', 'a.ts:7:6 2339', 'a.ts:8:22 2448', 'a.ts:8:22 2454', 'b.ts:2:21 2416', 'b.ts:4:7 2515', 'b.ts:5:1 2511'],
  },
  'names twice in one target': {
    files: lean,
    targets: { 'a.ts': 'const x = 1\nconst x = 2\nexport {}\n' },
    found: ['a.ts:1:7 2451', 'a.ts:2:7 2451'],
  },
  'scripts, each by itself': {
    files: lean,
    targets: { 'a.ts': 'const app = 1\n', 'b.ts': "const app: number = 'b'\n", 'c.ts': 'export {}\napp\n', 'd.ts': 'interface Window2 { a: 1 }\n', 'e.ts': 'export {}\nlet w: Window2\n' },
    found: ['b.ts:1:7 2322', 'c.ts:2:1 2304', 'e.ts:2:8 2304'],
  },
  'globals and augmentations, each by itself': {
    files: { ...lean, 'tsconfig.json': importing, 'pkg.ts': 'export interface Options { a: 1 }\n' },
    targets: {
      'a.ts': 'export {}\ndeclare global { var everywhere: number }\neverywhere.toFixed()\n',
      'b.ts': 'everywhere\nexport {}\n',
      'c.ts': "import './a.ts'\neverywhere.toUpperCase()\n",
      'd.ts': "import type { Options } from './pkg.ts'\ndeclare module './pkg.ts' { interface Options { b: 2 } }\nexport const o: Options = { a: 1, b: 2 }\n",
      'e.ts': "import type { Options } from './pkg.ts'\nexport const o: Options = { a: 1, b: 2 }\n",
      'f.ts': "declare module 'ambient' { export const x: 1 }\n",
      'g.ts': "import { x } from 'ambient'\nx\n",
    },
    found: ['b.ts:1:1 2304', 'c.ts:2:12 2339', 'e.ts:2:35 2353', 'g.ts:1:19 2307'],
  },
  'globals of packages, only for who imports them': {
    files: {
      ...lean,
      'tsconfig.json': options({ skipLibCheck: true }, { include: ['*.ts'] }),
      'vendor/loud/index.d.ts': 'declare global { var loud: string }\nexport declare const quiet: number\n',
      'vendor/loud/package.json': '{ "name": "loud", "types": "index.d.ts" }',
    },
    targets: {
      'a.ts': "import { quiet } from './vendor/loud'\nquiet + loud.length\n",
      'b.ts': 'export {}\nloud\n',
      'c.ts': "import { quiet } from './vendor/loud'\nquiet.toUpperCase()\n",
      'd.ts': "export { a } from './e'\nloud\n",
      'e.ts': "import './vendor/loud'\nexport const a = loud.length\n",
      'f.ts': "import { a } from './g'\na + loud\n",
      'g.ts': 'export const a = 1\n',
    },
    found: ['b.ts:2:1 2304', 'c.ts:2:7 2339', 'f.ts:2:5 2304'],
  },
  'declarations that the tsconfig lists': {
    files: { 'tsconfig.json': options({}, { include: ['types'] }), 'types/global.d.ts': 'declare const version: string\n', 'types/deep/more.d.ts': "declare module 'more' { export const more: 1 }\n", 'other/not.d.ts': 'declare const not: 1\n' },
    targets: { 'a.ts': "import { more } from 'more'\nversion.toFixed(more)\nnot\n", 'types/own.d.ts': 'declare const own: 1\n', 'b.ts': 'own.length\nexport {}\n' },
    found: ['a.ts:2:9 2551', 'a.ts:3:1 2304', 'b.ts:1:5 2339'],
  },
  'the nearest tsconfig': {
    files: { 'tsconfig.json': options({}), 'loose/tsconfig.json': options({ strict: false }), 'loose/base/tsconfig.json': '{ "extends": "../tsconfig.json", "compilerOptions": { "noUnusedLocals": true } }' },
    targets: { 'a.ts': 'export function f(x) {}\n', 'loose/a.ts': 'export function f(x) {}\nlet u = 1\n', 'loose/deep/a.ts': 'export function f(x) {}\n', 'loose/base/a.ts': 'export function f(x) {}\nlet u = 1\n' },
    found: ['a.ts:1:19 7006', 'loose/base/a.ts:2:5 6133'],
  },
  'references, as create-vite has them': {
    files: {
      'tsconfig.json': '{\n  // Only refers.\n  "files": [],\n  "references": [{ "path": "./tsconfig.app.json" }, { "path": "./tsconfig.node.json" },],\n}\n',
      'tsconfig.app.json': options({ lib: ['es2022', 'dom'], jsx: 'preserve', composite: true, tsBuildInfoFile: './x' }, { include: ['src'] }),
      'tsconfig.node.json': options({ strict: false }, { include: ['vite.config.ts', 'tools/**/*'] }),
    },
    targets: { 'src/a.ts': 'document.nothing\nexport function f(x) {}\n', 'tools/b.ts': 'document.nothing\nexport function f(x) {}\n', 'c.ts': 'document.nothing\nexport {}\n', 'vite.config.ts': 'export function f(x) {}\nexport const n: number = ""\n' },
    found: ['c.ts:1:10 2339', 'src/a.ts:1:10 2339', 'src/a.ts:2:19 7006', 'tools/b.ts:1:1 2584', 'vite.config.ts:2:14 2322'],
  },
  'kinds of modules': {
    files: { 'tsconfig.json': options({ module: 'nodenext', moduleResolution: 'nodenext', esModuleInterop: true }), 'package.json': '{ "type": "module" }' },
    targets: {
      'a.mts': "import { b } from './b.mjs'\nb.length\n",
      'b.mts': 'export const b = 1\n',
      'c.cts': "import a = require('./d.cjs')\na.d.length\nawait 1\n",
      'd.cts': 'export const d = 1\n',
      'e.ts': "import './b'\nimport { d } from './d.cjs'\nd.length\n",
      'f.d.ts': 'export declare const f: Missing\n',
    },
    found: ['a.mts:2:3 2339', 'c.cts:2:5 2339', 'c.cts:3:1 1309', 'e.ts:1:8 2835', 'e.ts:3:3 2339', 'f.d.ts:1:25 2304'],
    except: Object.fromEntries(['5.5.4', '5.9.3'].map((version) => [version, {
      found: ['a.mts:2:3 2339', 'c.cts:2:5 2339', 'c.cts:3:1 1309', 'e.ts:3:3 2339', 'f.d.ts:1:25 2304'],
      why: 'Before 6.0, an import without names may lead nowhere: `noUncheckedSideEffectImports` is off.',
    }])),
  },
  'JSX': {
    files: {
      'tsconfig.json': options({ jsx: 'react', jsxFactory: 'h' }),
      'h.d.ts': 'export declare function h(...args: unknown[]): unknown\ndeclare global { namespace JSX { interface IntrinsicElements { p: { id?: string } } interface Element {} } }\n',
    },
    targets: { 'a.tsx': "import { h } from './h'\nexport const a = <p id={1}>x</p>\n", 'b.tsx': "import { h } from './h'\nexport const b = <q />\n", 'c.tsx': 'export const c = <p />\n' },
    found: ['a.tsx:2:21 2322', 'b.tsx:2:18 2339', 'c.tsx:1:19 2874'],
    except: { '5.5.4': { found: ['a.tsx:2:21 2322', 'b.tsx:2:18 2339', 'c.tsx:1:19 2304'], why: 'The message came with 5.6.' } },
  },
  'decorators': {
    files: { 'tsconfig.json': options({ lib: ['es2022', 'decorators'] }) },
    targets: { 'a.ts': 'function log(value: Function, context: ClassDecoratorContext) {}\n@log class A {}\nexport class B { @log m() {} }\nexport { A }\n' },
    found: ['a.ts:3:19 1241'],
  },
  'path aliases': {
    files: { 'tsconfig.json': options({ paths: { '~/*': ['./lib/*'] } }), 'lib/one.ts': 'export const one = 1\n' },
    targets: { 'deep/a.ts': "import { one } from '~/one'\nimport { two } from '~/two'\none.length\n", 'lib/two.ts': 'export const two = 2\n' },
    found: ['deep/a.ts:3:5 2339'],
  },
  'directives': {
    files: { ...lean, 'globals.d.ts': 'declare const fromReference: string\n', 'tsconfig.json': options({}, { files: ['none.d.ts'] }), 'none.d.ts': 'export {}\n' },
    targets: {
      'a.ts': '/// <reference path="./globals.d.ts" />\nfromReference.toFixed()\nexport {}\n',
      'b.ts': 'fromReference\nexport {}\n',
      'c.ts': '// @ts-nocheck\nconst n: number = ""\nexport {}\n',
      'd.ts': '// @ts-expect-error\nconst n: number = ""\n// @ts-expect-error\nconst m = 1\nexport {}\n',
    },
    found: ['a.ts:2:15 2551', 'b.ts:1:1 2304', 'd.ts:3:1 2578'],
  },
  'floating promises': {
    files: { 'tsconfig.json': options({}), 'lib.ts': 'export class Thenable { then(done: () => void): void { done() } }\n' },
    targets: {
      'a.ts': "import { Thenable } from './lib'\nasync function f() {}\nf()\n;(f())\nvoid f()\nawait f()\nf().catch(() => {})\nf().then(() => {})\nf().then(() => {}, () => {})\nlet q: unknown\nq = f()\nMath.random() > 1 && f()\nMath.random() > 1 ? f() : 1\nnew Thenable()\nfunction g<T extends Promise<void>>(t: T, u: Promise<1> | undefined) { t; u }\ng(f(), undefined)\nexport {}\n",
      'b.ts': 'declare const anything: any\nanything()\nconsole2.log(1)\ndeclare const console2: { log(text: unknown): void }\nfor (const x of [1]) Promise.resolve(x)\nexport {}\n',
    },
    found: [
      ...['a.ts:3:1', 'a.ts:4:2', 'a.ts:8:1', 'a.ts:12:1', 'a.ts:13:1', 'a.ts:14:1', 'a.ts:15:72', 'a.ts:15:75', 'b.ts:5:22'].map((place) => `${place} floating-promise`),
    ],
  },
} // biome-ignore format: a project per entry

/** The page that writes each target, one block each. */
function pageOf(targets: Readonly<Record<string, string>>): string {
  return Object.entries(targets)
    .map(([path, code]) => `\`\`\`${path.endsWith('x') ? 'tsx' : 'ts'} {file=${path}}\n${code}\`\`\`\n`)
    .join('\n')
}

describe.each(Object.entries(fixtures))('%s', (_, { targets, files = {}, found, except = {} }) => {
  const project = temporaryProject({ ...files, 'a.md': pageOf(targets) }).then(({ root }) =>
    openProject({ root, config: { hoistImports: false } }),
  )
  const said: Record<string, readonly string[]> = {}

  it.each(compilers.map((compiler) => [compiler.version, compiler] as const))(
    'with TypeScript %s',
    async (version, compiler) => {
      const messages: string[] = []
      const places = checkTypes(await project, undefined, { compiler }).map(({ code, message, related = [] }) => {
        const { file, start } = related.at(-1)?.location ?? { file: '', start: { line: -1, column: -1 } }
        const [, number] = /^TS(\d+):/.exec(message) ?? []
        const place = `${file}:${start.line + 1}:${start.column + 1} ${number ?? code}`
        messages.push(`${place} ${message}`)
        return place
      })
      expect([...places].sort(), messages.join('\n')).toEqual([...(except[version]?.found ?? found)].sort())
      said[version] = messages.sort()
    },
  )
})
