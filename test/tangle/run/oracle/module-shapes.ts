// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the code of programs, which stands in strings here.

import { extname } from 'node:path'

/** A small project of one shape of modules, in a folder of its own. */
export interface ModuleShape {
  /** Says what it is about; also the name of its folder. */
  readonly name: string
  /** The program, of {@link targets}. */
  readonly entry: string
  /** Files that pages say: none of them is on the disk when the toolchain runs the program. */
  readonly targets: Readonly<Record<string, string>>
  /** Files that are on the disk, such as `package.json`. */
  readonly files?: Readonly<Record<string, string>>
  /** Links to folders, as a workspace has them. */
  readonly links?: Readonly<Record<string, string>>
  /** Default: `tsx` for TypeScript, and `node` for JavaScript. */
  readonly startedBy?: 'tsx'
}

const esm = { 'package.json': '{ "type": "module" }' }
const commonjs = { 'package.json': '{ "type": "commonjs" }' }
const typeless = { 'package.json': '{}' }

const mainGuard = `import { fileURLToPath, pathToFileURL } from 'node:url'
export const isMain = import.meta.url === pathToFileURL(process.argv[1] ?? '').href
if (isMain) console.log('main', fileURLToPath(import.meta.url).split(/[\\\\/]/).at(-1))
`
const printMeta = `console.log(import.meta.url)
console.log(import.meta.dirname, import.meta.filename)
console.log(import.meta.resolve ? import.meta.resolve('./other.js') : 'no resolve')
`

/** Each is run by `tsx` or `node` on written files, and by the toolchain from pages. */
export const moduleShapes: readonly ModuleShape[] = [
  // What a declaration means.
  shape('dead-zone.ts', "show()\nconst name: string = 'Ada'\nfunction show(): void { console.log(name) }", esm),
  shape('dead-zone.mjs', "show()\nlet name = 'Ada'\nfunction show() { console.log(name) }"),
  shape('dead-zone.cjs', 'show()\nclass Name {}\nfunction show() { console.log(new Name()) }'),
  shape('dead-zone-of-import.ts', "import { first } from './first.js'\nconsole.log(first)", esm, {
    'first.ts':
      "import { second } from './second.js'\nexport const first = () => second\nconsole.log('first', first())",
    'second.ts': "import { first } from './first.js'\nexport const second = 2\nconsole.log('second', first)",
  }),
  shape(
    'names.ts',
    `class Shape { static kind = 'shape' }
const make = () => 1
const Anonymous = class {}
function outer() { return function () {} }
console.log(Shape.name, make.name, Anonymous.name, outer().name, Shape.kind)
class OddError extends Error {}
console.log(new OddError('x').constructor.name, String(new OddError('y')))
throw new OddError('thrown')`,
    esm,
  ),
  shape('text-of-functions.mjs', 'function add(a, b) {\n  // adds\n  return a + b\n}\nconsole.log(String(add))'),
  shape(
    'enums.ts',
    `enum Color { Red, Green = 'green' }
namespace Space { export const one = 1 }
abstract class Base { constructor(protected readonly x: number, public y = 2) {} }
class Point extends Base { sum() { return this.x + this.y } }
console.log(Color, Space.one, new Point(1).sum(), Color[0] satisfies string)`,
    esm,
  ),
  // A module knows itself.
  shape('meta.ts', printMeta, esm, { 'other.ts': '' }),
  shape('meta.mjs', printMeta, esm, { 'other.js': '' }),
  shape('meta-of-imported.ts', "import './lib/inner.ts'\nimport './lib/script.mjs'", esm, {
    'lib/inner.ts': printMeta,
    'lib/script.mjs': printMeta,
  }),
  shape(
    'guard.ts',
    `import { isMain } from './guarded.ts'\nconsole.log(isMain)\n${mainGuard.replace('export const isMain', 'const own').replace('if (isMain)', 'if (own)')}`,
    esm,
    { 'guarded.ts': mainGuard },
  ),
  shape(
    'guard.mjs',
    `import { isMain } from './guarded.mjs'\nconsole.log(isMain)\n${mainGuard.replace('export const isMain', 'const own').replace('if (isMain)', 'if (own)')}`,
    esm,
    { 'guarded.mjs': mainGuard },
  ),
  shape(
    'files-beside.ts',
    `import { readFileSync } from 'node:fs'
console.log(JSON.parse(readFileSync(new URL('./package.json', import.meta.url), 'utf8')).type)
console.log(readFileSync(new URL('../files-beside-ts/data.txt', import.meta.url), 'utf8'))`,
    { ...esm, 'data.txt': 'data' },
  ),
  shape(
    'arguments.mjs',
    "console.log(process.argv.slice(1), process.execArgv, process.argv0 === 'node', typeof require)",
  ),
  shape('arguments.cjs', 'console.log(process.argv.slice(1), process.execArgv, Object.keys(require.cache).length)'),
  // CommonJS in all its forms.
  shape(
    'main.cjs',
    `console.log(require.main === module, module.id, module.parent, module.children.length)
console.log(__filename, __dirname, require.resolve('./lib.cjs'))
const lib = require('./lib.cjs')
console.log(lib, module.children.length, this === module.exports, arguments.length)`,
    undefined,
    {
      'lib.cjs':
        'module.exports = { main: require.main === module, parent: module.parent && module.parent.id, file: __filename }',
    },
  ),
  shape(
    'main.cts',
    `import fs = require('node:fs')
import lib = require('./lib.cjs')
console.log(require.main === module, typeof fs.readFileSync, lib.value, __filename)
export = { nothing: true }`,
    undefined,
    { 'lib.cts': "const value: string = 'cts'\nexport = { value }" },
  ),
  shape(
    'typeless.js',
    "const { join } = require('node:path')\nconsole.log(join('a', 'b'), require('./lib').x, require('./data'), require('./folder'))\nPromise.resolve().then(() => console.log('promise'))\nprocess.nextTick(() => console.log('tick'))",
    typeless,
    {
      'lib.js': 'exports.x = 1',
      'data.json': '{ "json": true }',
      'folder/index.js': "module.exports = 'index'",
    },
  ),
  shape(
    'typeless-module.js',
    "import { join } from 'node:path'\nconsole.log(join('a', 'b'), typeof require, typeof module)",
    typeless,
  ),
  shape(
    'typeless.ts',
    "import { join } from 'node:path'\nimport { x } from './lib'\nimport * as all from './lib.js'\nconsole.log(join('a', x), all, typeof require, __filename, require.main === module)",
    typeless,
    {
      'lib.ts': "export const x: string = 'x'\nexport default 7",
    },
  ),
  shape('typeless-await.ts', 'const x = await Promise.resolve(1)\nconsole.log(x)', typeless),
  shape('typeless-meta.ts', 'console.log(import.meta.url, import.meta.dirname)\nexport {}', typeless),
  shape(
    'own-require.ts',
    "import { createRequire } from 'node:module'\nconst require = createRequire(import.meta.url)\nconst __filename = 'mine'\nconsole.log(require('./data.json'), __filename)",
    typeless,
    { 'data.json': '[1]' },
  ),
  shape('explicit.js', "exports.a = 1\nconsole.log(module.exports, require('./other').b)", commonjs, {
    'other.js': 'exports.b = 2',
  }),
  shape(
    'imports-commonjs.mjs',
    "import whole, { one, two as second } from './lib.cjs'\nimport * as all from './lib.cjs'\nconsole.log(whole, one, second, all)",
    undefined,
    {
      'lib.cjs':
        "const { join } = require('node:path')\nexports.one = 1\nexports.two = join('a', 'b')\nexports.main = require.main === module",
    },
  ),
  shape(
    'imports-commonjs.ts',
    "import whole, { one } from './lib.cjs'\nimport * as all from './other.cjs'\nconsole.log(whole, one, all.default)",
    esm,
    {
      'lib.cts': 'export const one: number = 1\nconsole.log(typeof require, __dirname, module.parent)',
      'other.cjs': 'module.exports = function other() {}',
    },
  ),
  shape('reexports-commonjs.mjs', "import { deep, near } from './near.cjs'\nconsole.log(deep, near)", undefined, {
    'near.cjs': "module.exports = require('./deep.cjs')\nmodule.exports.near = 'near'",
    'deep.cjs': "exports.deep = 'deep'",
  }),
  shape(
    'one-instance.mjs',
    "import { createRequire } from 'node:module'\nimport a from './state.cjs'\nconst b = createRequire(import.meta.url)('./state.cjs')\nconsole.log(a === b, a.loads)",
    undefined,
    {
      'state.cjs': 'globalThis.loads = (globalThis.loads ?? 0) + 1\nexports.loads = globalThis.loads',
    },
  ),
  shape(
    'requires-module.cjs',
    "const module_ = require('./lib.mjs')\nconsole.log(module_.x, module_.default, Object.keys(module_))",
    undefined,
    {
      'lib.mjs': 'export const x = 1\nexport default 2',
    },
  ),
  shape('requires-module.ts', "const lib = require('./lib.mjs')\nconsole.log(lib.x, lib.default)", undefined, {
    'lib.mts': 'export const x: number = 1\nexport default 2',
  }),
  shape(
    'circular.cjs',
    "exports.early = 1\nconst b = require('./b.cjs')\nexports.late = 2\nconsole.log(b.seen)",
    undefined,
    {
      'b.cjs': "const a = require('./circular-cjs.cjs')\nexports.seen = Object.keys(a)",
    },
  ),
  shape(
    'imports-in-commonjs.cjs',
    "import('./lib.mjs').then(({ x }) => console.log(x))\nconsole.log('first')",
    undefined,
    { 'lib.mjs': "export const x = 'later'" },
  ),
  shape(
    'babel-interop.ts',
    "import lib from './lib.cjs'\nconst dynamic = await import('./lib.cjs')\nconsole.log(lib, dynamic.default, dynamic.named)",
    esm,
    {
      'lib.cjs':
        "Object.defineProperty(exports, '__esModule', { value: true })\nexports.default = 'inner'\nexports.named = 'n'",
    },
  ),
  // JSON.
  shape('json.mjs', "import data from './data.json' with { type: 'json' }\nconsole.log(data)", undefined, {
    'data.json': '{ "a": [1, 2] }',
  }),
  shape(
    'json.ts',
    "import data, { a } from './data.json'\nimport same from './data.json' with { type: 'json' }\nconsole.log(data, a, same)",
    esm,
    { 'data.json': '{ "a": [1, 2] }' },
  ),
  // One module may be asked for in several ways, and one may be no file.
  shape(
    'json-both-ways.ts',
    "import * as data from './data.json' with { type: 'json' }\nimport { a } from './data.json'\nconsole.log(data.default, a)",
    { ...esm, 'data.json': '{ "a": 1 }' },
  ),
  shape('data-url.mjs', "const { a } = await import('data:text/javascript,export const a = 1')\nconsole.log(a)"),
  shape('json-without.mjs', "import data from './data.json'\nconsole.log(data)", undefined, { 'data.json': '{}' }),
  shape('json-broken.cjs', "require('./data.json')", undefined, { 'data.json': '{ "a": ' }),
  // Paths of modules.
  shape(
    'extensions.ts',
    "import { a } from './a.js'\nimport { b } from './b'\nimport { c } from './c.mjs'\nimport { d } from './d/index.js'\nimport { e } from './e.jsx'\nconsole.log(a, b, c, d, e)",
    esm,
    {
      'a.ts': "export const a = 'a'",
      'b.ts': "export const b = 'b'",
      'c.mts': "export const c = 'c'",
      'd/index.ts': "export const d = 'd'",
      'e.tsx': "export const e = 'e'",
    },
  ),
  shape('source-before-built.ts', "import { who } from './who.js'\nconsole.log(who)", esm, {
    'who.ts': "export const who = 'source'",
    'who.js': "export const who = 'built'",
  }),
  shape('folder.ts', "import { d } from './d'\nimport { up } from './d/'\nconsole.log(d, up)", esm, {
    'd/index.ts': "export const d = 'd'\nexport const up = 'up'",
  }),
  shape(
    'query.mjs',
    "import { url as a } from './lib.mjs?one'\nimport { url as b } from './lib.mjs?two'\nconsole.log(a, b, a === b)",
    undefined,
    { 'lib.mjs': 'export const url = import.meta.url' },
  ),
  shape(
    'computed.ts',
    "for (const name of ['a', 'b']) console.log((await import(`./parts/${name}.ts`)).default)",
    esm,
    {
      'parts/a.ts': "export default 'part a' as string",
      'parts/b.ts': "export default 'part b' as string",
    },
  ),
  shape('missing-extension.mjs', "import './lib'", undefined, { 'lib.mjs': '' }),
  shape('missing.ts', "import { x } from './nowhere.ts'\nconsole.log(x)", esm),
  shape('missing.cjs', "require('./nowhere')"),
  shape('missing-package.mjs', "import x from 'no-such-package-at-all'\nconsole.log(x)"),
  shape('missing-package.ts', "import x from 'no-such-package-at-all'\nconsole.log(x)", esm),
  shape('missing-name.mjs', "import { nothing } from './lib.mjs'\nconsole.log(nothing)", undefined, {
    'lib.mjs': 'export const x = 1',
  }),
  shape('missing-name.ts', "import { nothing } from './lib.ts'\nconsole.log(nothing)", esm, {
    'lib.ts': 'export const x = 1',
  }),
  shape('syntax.mjs', 'const a = 1\nconst b = = 2'),
  shape('syntax.cjs', 'const a = 1\nfunction ('),
  shape('syntax.ts', 'const a: number = 1\nconst b = = 2', esm),
  shape(
    'caught-syntax.ts',
    "try { await import('./bad.ts') } catch (error) { console.log('caught', (error as Error).constructor.name) }",
    esm,
    { 'bad.ts': 'const b = = 2' },
  ),
  // Packages.
  workspace(
    'workspace.ts',
    "import { hello } from '@own/lib'\nimport { sub } from '@own/lib/sub'\nconsole.log(hello('you'), sub)",
  ),
  workspace('workspace.mjs', "import { plain } from '@own/lib/plain'\nconsole.log(plain)"),
  workspace('workspace-required.ts', "const { hello } = require('@own/lib')\nconsole.log(hello('you'))", '{}'),
  shape(
    'own-name.ts',
    "import { inner } from '#inner'\nimport { self } from 'own-name'\nconsole.log(inner, self)",
    {
      'package.json':
        '{ "name": "own-name", "type": "module", "imports": { "#inner": "./inner.ts" }, "exports": "./self.ts" }',
    },
    { 'inner.ts': "export const inner = 'inner' as string", 'self.ts': "export const self: string = 'self'" },
  ),
  // Settings of the compiler.
  shape(
    'paths.ts',
    "import { deep } from '@/deep'\nimport { exact } from 'exactly'\nconsole.log(deep, exact)",
    {
      ...esm,
      'tsconfig.json': '{ "compilerOptions": { "paths": { "@/*": ["./lib/*"], "exactly": ["./lib/exact.ts"] } } }',
    },
    { 'lib/deep.ts': "export const deep = 'deep'", 'lib/exact.ts': "export const exact = 'exact'" },
  ),
  // Each of these is relative to the tsconfig that says it.
  shape(
    'extended-paths.ts',
    "import { deep } from '@/deep'\nconsole.log(deep)",
    {
      ...esm,
      'tsconfig.json': '{ "extends": ["./configs/base.json", "./configs/strict.json"] }',
      'configs/base.json': '{ "compilerOptions": { "paths": { "@/*": ["../lib/*"] } } }',
      'configs/strict.json': '{ "compilerOptions": { "strict": true } }',
    },
    { 'lib/deep.ts': "export const deep: string = 'deep'" },
  ),
  shape(
    'base-url.ts',
    "import { deep } from 'lib/deep'\nconsole.log(deep)",
    { ...esm, 'tsconfig.json': '{ "compilerOptions": { "baseUrl": "." } }' },
    { 'lib/deep.ts': "export const deep = 'deep'" },
  ),
  shape(
    'decorators.ts',
    `function log(target: object, key: string, descriptor: PropertyDescriptor) { console.log(key, typeof descriptor.value) }
class A { @log run() {} }
new A().run()`,
    {
      ...esm,
      'tsconfig.json': '{ "extends": "./base.json" }',
      'base.json': '{ "compilerOptions": { "experimentalDecorators": true } }',
    },
  ),
  shape(
    'new-decorators.ts',
    `function log(value: unknown, context: ClassMethodDecoratorContext) { console.log(context.kind, context.name) }
class A { @log run() {} }
new A().run()`,
    esm,
  ),
  shape(
    'fields.ts',
    `class A { constructor() { Object.defineProperty(this, 'x', { set() { console.log('set') }, configurable: true }) } }
class B extends A { x = 1 }
new B()`,
    { ...esm, 'tsconfig.json': '{ "compilerOptions": { "useDefineForClassFields": false } }' },
  ),
  shape(
    'jsx.tsx',
    'const h = (tag: string, props: object | null, ...children: unknown[]) => ({ tag, props, children })\nconsole.log(JSON.stringify(<p id="a">Don\'t <b>x</b></p>))',
    {
      ...esm,
      'tsconfig.json': '{ "compilerOptions": { "jsx": "react", "jsxFactory": "h" } }',
    },
  ),
  shape('jsx-pragma.tsx', '/** @jsx make */\nconst make = (tag: string) => tag\nconsole.log(<main />)', esm),
  shape(
    'types-only.ts',
    "import type { T } from './types.ts'\nimport { type U, u } from './types.ts'\nconst t: T = 1\nconsole.log(t, u satisfies U)",
    esm,
    { 'types.ts': 'export type T = number\nexport type U = number\nexport const u = 2' },
  ),
  // Errors, and how a program ends.
  shape('exit.ts', "console.log('before')\nprocess.exitCode = 3\nsetTimeout(() => console.log('after'), 1)", esm),
  shape('rejected.mjs', "Promise.reject(new RangeError('out of range'))"),
  shape('unsettled.mjs', 'console.log(1)\nawait new Promise(() => {})'),
  shape(
    'handled.cjs',
    "process.on('uncaughtException', (error) => console.log('handled', error.message))\nthrow new Error('x')",
  ),
  shape(
    'prepared-stacks.ts',
    `Error.prepareStackTrace = (error, sites) => sites.map((site) => site.getFunctionName()).slice(0, 1)
function where() { return new Error('x').stack }
console.log(where())`,
    esm,
  ),
  shape(
    'order.ts',
    "console.log('a')\nimport './side.ts'\nqueueMicrotask(() => console.log('micro'))\nprocess.nextTick(() => console.log('tick'))\nconsole.log('b')",
    esm,
    { 'side.ts': "console.log('side')" },
  ),
  shape(
    'order.mjs',
    "console.log('a')\nimport './side.mjs'\nqueueMicrotask(() => console.log('micro'))\nprocess.nextTick(() => console.log('tick'))\nconsole.log('b')",
    undefined,
    { 'side.mjs': "console.log('side')" },
  ),
  shape('line-ends.mjs', "process.stdout.write('a\\r\\nb\\r\\n')"),
  // Other threads and processes.
  shape(
    'worker.mjs',
    "import { Worker } from 'node:worker_threads'\nnew Worker(new URL('./w.mjs', import.meta.url), { workerData: 4 }).on('message', console.log)",
    undefined,
    {
      'w.mjs':
        "import { parentPort, workerData, isMainThread } from 'node:worker_threads'\nimport { double } from './double.mjs'\nparentPort.postMessage([double(workerData), isMainThread, import.meta.url])",
      'double.mjs': 'export const double = (x) => x * 2',
    },
  ),
  shape(
    'worker.cjs',
    "const { Worker } = require('node:worker_threads')\nnew Worker(require.resolve('./w.cjs')).on('message', console.log)",
    undefined,
    {
      'w.cjs': "require('node:worker_threads').parentPort.postMessage(require('./x.cjs'))",
      'x.cjs': "module.exports = 'from x'",
    },
  ),
  shape(
    'worker-of-source.ts',
    "import { Worker } from 'node:worker_threads'\nnew Worker(new URL('./w.mjs', import.meta.url)).on('message', console.log)",
    esm,
    { 'w.mjs': "import { parentPort } from 'node:worker_threads'\nparentPort.postMessage('from w')" },
  ),
  shape(
    'fork.ts',
    "import { fork } from 'node:child_process'\nfork(new URL('./child.ts', import.meta.url)).on('message', (text: string) => console.log(text))",
    esm,
    {
      'child.ts': "import { word } from './word.js'\nprocess.send?.(word as string)",
      'word.ts': "export const word: string = 'forked'",
    },
  ),
  shape(
    'fork.mjs',
    "import { fork } from 'node:child_process'\nfork(new URL('./child.mjs', import.meta.url)).on('message', console.log)",
    undefined,
    { 'child.mjs': "process.send(['forked', process.execArgv])" },
  ),
  shape(
    'spawn.mjs',
    "import { execFileSync } from 'node:child_process'\nimport { fileURLToPath } from 'node:url'\nconsole.log(execFileSync(process.execPath, [fileURLToPath(new URL('./child.cjs', import.meta.url)), 'x'], { encoding: 'utf8' }))",
    undefined,
    {
      'child.cjs': "console.log(require.main === module, process.argv.length, require('./part.cjs'))",
      'part.cjs': 'module.exports = 5',
    },
  ),
]

/** A shape called by the path of its program; `others` are targets as well. */
export function shape(
  path: string,
  text: string,
  files: Readonly<Record<string, string>> = {},
  others: Readonly<Record<string, string>> = {},
  links: Readonly<Record<string, string>> = {},
): ModuleShape {
  // Examples are called by their file names: each has another one.
  const name = path.replace('.', '-')
  const entry = name + extname(path)
  return { name, entry, targets: { [entry]: text, ...others }, files, links }
}

/** A package whose exports are TypeScript, in the folder beside it that a workspace has for it. */
function workspace(path: string, text: string, own = '{ "type": "module" }'): ModuleShape {
  const exports = { '.': './src/index.ts', './sub': { default: './src/sub.ts' }, './plain': './src/plain.js' }
  return {
    ...shape(path, text, {
      'package.json': own,
      'packages/lib/package.json': JSON.stringify({ name: '@own/lib', type: 'module', exports }),
      'packages/lib/src/index.ts':
        "import { greeting } from './greeting.js'\nexport const hello = (name: string): string => `${greeting}, ${name}`",
      'packages/lib/src/greeting.ts': "export const greeting: string = 'Hello'",
      'packages/lib/src/sub.ts': "export enum Sub { One = 'one' }\nexport const sub = Sub.One",
      'packages/lib/src/plain.js': "export const plain = 'plain'",
    }),
    links: { 'node_modules/@own/lib': 'packages/lib' },
  }
}
