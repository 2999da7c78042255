// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the code of programs, which stands in strings here.

import { type ModuleShape, shape } from './module-shapes.ts'

const esm = { 'package.json': '{ "type": "module" }' }
const commonjs = { 'package.json': '{ "type": "commonjs" }' }
const typeless = { 'package.json': '{}' }
const library = { 'node_modules/@w/lib': 'packages/lib' }

const W = "import { Worker } from 'node:worker_threads'\n"
const on = ".on('message', (m) => console.log(m)).on('error', (e) => console.log('error', e.code, e.message))"

/** Workers in TypeScript, which Node can start by itself since it takes types away. */
const workersInTypeScript: readonly ModuleShape[] = [
  shape('worker-in-typescript.ts', `${W}new Worker(new URL('./w.ts', import.meta.url))${on}`, esm, {
    'w.ts':
      "import { parentPort } from 'node:worker_threads'\nimport { x } from './x.ts'\nparentPort!.postMessage(x as string)",
    'x.ts': "export const x: string = 'x'",
  }),
  shape(
    'worker-in-mts.mjs',
    `${W}new Worker(new URL('./w.mts', import.meta.url))${on}`,
    {},
    { 'w.mts': "import { parentPort } from 'node:worker_threads'\nparentPort!.postMessage('mts' as string)" },
  ),
  shape(
    'worker-in-cts.cjs',
    `const { Worker } = require('node:worker_threads')\nnew Worker(require.resolve('./w.cts'))${on}`,
    {},
    { 'w.cts': "const { parentPort } = require('node:worker_threads')\nparentPort!.postMessage('cts' as string)" },
  ),
]

/** What Node cannot load, or not in all its versions, as a reader has to start it: with `tsx`. */
const startedByTsx: readonly ModuleShape[] = [
  shape('typescript-from-module.mjs', "import { a } from './a.ts'\nconsole.log(a)", esm, {
    'a.ts': 'export const a: number = 1',
  }),
  shape('typescript-from-commonjs.cjs', "console.log(require('./a.ts').a)", {}, { 'a.ts': 'exports.a = 1 as number' }),
  shape('enum-from-module.mjs', "import { A } from './a.ts'\nconsole.log(A.X)", esm, {
    'a.ts': 'export enum A { X = 1 }',
  }),
  shape('elements.jsx', 'const React = { createElement: (type) => type }\nconsole.log(<p/>)', esm),
].map((one) => ({ ...one, startedBy: 'tsx' }))

const cycle = {
  'a.cjs': "exports.early = 1\nexports.b = require('./b.mjs').b",
  'b.mjs': "import a from './a.cjs'\nexport const b = 2\nconsole.log('b', a)",
}

/** Node 20 looks for what a required ECMAScript module imports on the disk only. */
const requiredModules: readonly ModuleShape[] = [
  shape('cycle-of-module.mjs', "import a from './a.cjs'\nconsole.log(a)", {}, cycle),
  shape('cycle-of-commonjs.cjs', "try { require('./a.cjs') } catch (e) { console.log(e.code) }", {}, cycle),
]

/** Modules of one kind in those of another: what each sees of the other, where it is looked for, and how it fails. */
export const mixedShapes: readonly ModuleShape[] = [
  shape(
    'worker-typeless.js',
    `const { Worker } = require('node:worker_threads')\nnew Worker(__dirname + '/w.js')${on}`,
    typeless,
    {
      'w.js':
        "require('node:worker_threads').parentPort.postMessage([__filename.split('/').pop(), require.main === module, module.parent])",
    },
  ),
  shape('worker-by-type.js', `${W}new Worker(new URL('./w.js', import.meta.url))${on}`, esm, {
    'w.js':
      "import { parentPort } from 'node:worker_threads'\nimport c from './c.cjs'\nparentPort.postMessage([c, import.meta.url, import.meta.main])",
    'c.cjs': 'module.exports = 7',
  }),
  shape(
    'worker-of-worker.mjs',
    `${W}new Worker(new URL('./w.mjs', import.meta.url))${on}`,
    {},
    {
      'w.mjs':
        "import { Worker, parentPort } from 'node:worker_threads'\nnew Worker(new URL('./v.mjs', import.meta.url)).on('message', (m) => parentPort.postMessage(m))",
      'v.mjs': "import { parentPort } from 'node:worker_threads'\nparentPort.postMessage('deep')",
    },
  ),
  shape(
    'worker-throws.mjs',
    `${W}new Worker(new URL('./w.mjs', import.meta.url))`,
    {},
    { 'w.mjs': "throw new TypeError('in worker')" },
  ),
  shape(
    'worker-awaits.mjs',
    `${W}const w = new Worker(new URL('./w.mjs', import.meta.url))\nawait new Promise((r) => w.on('message', (m) => { console.log(m); r() }))`,
    {},
    {
      'w.mjs':
        "import { parentPort } from 'node:worker_threads'\nconst { default: d } = await import('./d.json', { with: { type: 'json' } })\nparentPort.postMessage(d)",
      'd.json': '{"a":1}',
    },
  ),
  shape(
    'namespace-of-compiled.mjs',
    "import * as ns from './lib.cjs'\nimport d from './lib.cjs'\nconsole.log(ns, d, Object.keys(ns))",
    {},
    {
      'lib.cjs': "Object.defineProperty(exports, '__esModule', { value: true })\nexports.default = 'd'\nexports.x = 1",
    },
  ),
  shape(
    'namespace-of-function.mjs',
    "import * as ns from './lib.cjs'\nconsole.log(Object.keys(ns), ns.default.name)\nconst again = await import('./lib.cjs')\nconsole.log(again === ns)",
    {},
    { 'lib.cjs': 'module.exports = function named() {}\nmodule.exports.extra = 2' },
  ),
  shape('namespace-of-cts.ts', "import * as ns from './lib.cts'\nimport d from './lib.cts'\nconsole.log(ns, d)", esm, {
    'lib.cts': 'export const a: number = 1\nexport default 5',
  }),
  shape(
    'namespace-of-typeless.mjs',
    "import * as ns from './sub/lib.js'\nconsole.log(ns)",
    { 'sub/package.json': '{}' },
    { 'sub/lib.js': 'exports.q = 1' },
  ),
  shape(
    'namespace-of-typeless-module.mjs',
    "import * as ns from './sub/lib.js'\nconsole.log(ns)",
    { 'sub/package.json': '{}' },
    { 'sub/lib.js': 'export const q = 1' },
  ),
  shape(
    'namespace-of-json.mjs',
    "import * as ns from './d.json' with { type: 'json' }\nconsole.log(ns)",
    {},
    { 'd.json': '{"z": 1}' },
  ),
  shape(
    'requires-await.cjs',
    "try { require('./m.mjs') } catch (e) { console.log(e.code) }",
    {},
    { 'm.mjs': 'export const a = await 1' },
  ),
  shape(
    'requires-default.cjs',
    "const m = require('./m.mjs')\nconsole.log(m, m.__esModule, require('./m.mjs') === m)",
    {},
    { 'm.mjs': 'export default class A {}\nexport const b = 1' },
  ),
  shape(
    'required-and-imported.mjs',
    "import { createRequire } from 'node:module'\nimport * as a from './m.mjs'\nconst b = createRequire(import.meta.url)('./m.mjs')\nconsole.log(a.n === b.n, globalThis.count)",
    {},
    { 'm.mjs': 'globalThis.count = (globalThis.count ?? 0) + 1\nexport const n = {}' },
  ),
  shape('requires-typeless.js', "const m = require('./m.js')\nconsole.log(m)", typeless, {
    'm.js': 'export const a = 1',
  }),
  shape(
    'missing-deep.cjs',
    "require('./a.cjs')",
    {},
    { 'a.cjs': "\nrequire('./b.cjs')", 'b.cjs': "\n\nrequire('./nowhere')" },
  ),
  shape(
    'missing-caught.cjs',
    "try { require('nowhere') } catch (e) { console.log(e.code, e.requireStack.map((p) => p.split('/').pop()), e.message.split('\\n')[0]) }",
  ),
  shape(
    'missing-resolved.cjs',
    "try { require.resolve('./nowhere') } catch (e) { console.log(e.code) }\nconsole.log(require.resolve.paths('x').length > 1, require.resolve('./there').split('/').pop())",
    {},
    { 'there.js': '' },
  ),
  shape(
    'conditions.mjs',
    "import a from 'own-cond'\nimport { createRequire } from 'node:module'\nconsole.log(a, createRequire(import.meta.url)('own-cond'))",
    {
      'node_modules/own-cond/package.json':
        '{ "name": "own-cond", "exports": { "import": "./i.mjs", "require": "./r.cjs" } }',
      'node_modules/own-cond/i.mjs': "export default 'import'",
      'node_modules/own-cond/r.cjs': "module.exports = 'require'",
    },
  ),
  shape(
    'inner-names.cjs',
    "console.log(require('#dep'), require('#int/x'))",
    { 'package.json': '{ "imports": { "#dep": { "node": "./n.js", "default": "./d.js" }, "#int/*": "./lib/*.js" } }' },
    { 'n.js': "module.exports = 'node'", 'd.js': '', 'lib/x.js': "module.exports = 'x'" },
  ),
  shape(
    'own-name-required.cjs',
    "console.log(require('selfish/a'))",
    { 'package.json': '{ "name": "selfish", "exports": { "./a": "./src/a.js" } }' },
    { 'src/a.js': "module.exports = 'self a'" },
  ),
  shape(
    'workspace-main.mjs',
    "import { v } from '@w/lib'\nconsole.log(v)",
    {
      ...esm,
      'packages/lib/package.json': '{ "name": "@w/lib", "main": "./main.js" }',
      'packages/lib/other.js': 'exports.o = 2',
    },
    { 'packages/lib/main.js': "exports.v = require('./other').o" },
    library,
  ),
  shape(
    'workspace-main-source.ts',
    "import { v } from '@w/lib'\nimport whole from '@w/lib'\nconsole.log(v, whole)",
    { ...esm, 'packages/lib/package.json': '{ "name": "@w/lib", "main": "./src/main.ts" }' },
    {
      'packages/lib/src/main.ts': "import { o } from './other'\nexport const v: number = o",
      'packages/lib/src/other.ts': 'export const o = 3',
    },
    library,
  ),
  shape(
    'imports-by-type.mjs',
    "import d from './lib.js'\nimport * as ns from './lib.js'\nconsole.log(d, ns)",
    commonjs,
    { 'lib.js': 'exports.a = 1' },
  ),
  shape(
    'workspace-exports.mjs',
    "import { v } from '@w/lib'\nimport { s } from '@w/lib/sub'\nimport { createRequire } from 'node:module'\nconsole.log(v, s, createRequire(import.meta.url)('@w/lib').v)",
    { 'packages/lib/package.json': '{ "name": "@w/lib", "exports": { ".": "./main.js", "./sub": "./s.mjs" } }' },
    {
      'packages/lib/main.js': "exports.v = require('./other').o",
      'packages/lib/other.js': 'exports.o = 2',
      'packages/lib/s.mjs': 'export const s = import.meta.url',
    },
    library,
  ),
  shape(
    'workspace-source-for-built.ts',
    "import { v } from '@w/lib'\nconsole.log(v)",
    { ...esm, 'packages/lib/package.json': '{ "name": "@w/lib", "type": "module", "exports": "./src/index.js" }' },
    { 'packages/lib/src/index.ts': 'export const v: string = import.meta.url' },
    library,
  ),
  shape(
    'workspace-folder.cjs',
    "console.log(require('@w/lib'), require.resolve('@w/lib'))",
    { 'packages/lib/package.json': '{ "name": "@w/lib", "main": "lib" }' },
    { 'packages/lib/lib/index.js': 'module.exports = __filename' },
    library,
  ),
  shape(
    'typeless-all.js',
    "const m = require('./m.js')\nconsole.log(m)\nimport('./k.js').then((k) => console.log(k))",
    typeless,
    { 'm.js': 'exports.z = 1', 'k.js': 'exports.y = await1()\nfunction await1() { return 2 }' },
  ),
  shape('typeless-sides.mjs', "import './a.js'\nimport './b.js'", typeless, {
    'a.js': "console.log('a', typeof require, import.meta.url.length > 5)",
    'b.js': "console.log('b', typeof require, await 1)",
  }),
  shape('typeless-broken.mjs', "import './bad.js'", typeless, { 'bad.js': 'const x = = 1' }),
  shape(
    'using.ts',
    "{ using a = { [Symbol.dispose]() { console.log('disposed') } }\nconsole.log('in') }\nawait using b = { async [Symbol.asyncDispose]() { console.log('async disposed') } }\nconsole.log('end')",
    esm,
  ),
  shape(
    'accessor.ts',
    'class A { accessor x = 1; static #y = 2; static { console.log(A.#y) } }\nconsole.log(new A().x, Object.keys(new A()))',
    esm,
  ),
  shape('export-equals.cts', 'class A { x = 1 }\nnamespace A { export const y = 2 }\nconsole.log(A.y)\nexport = A'),
  shape('const-enum.ts', "import { E } from './e.ts'\nconst enum L { A = 1 << 2 }\nconsole.log(E.B, L.A)", esm, {
    'e.ts': "export const enum E { A, B = 'b' }",
  }),
  shape(
    'verbatim-types.ts',
    "import { T, v } from './t.ts'\nconst t: T = v\nconsole.log(t)",
    { ...esm, 'tsconfig.json': '{ "compilerOptions": { "verbatimModuleSyntax": true } }' },
    { 't.ts': 'export type T = number\nexport const v = 1' },
  ),
  shape(
    'paths-in-order.ts',
    "import { a } from '~/a'\nconsole.log(a)",
    { ...esm, 'tsconfig.json': '{ "compilerOptions": { "paths": { "~/*": ["./one/*", "./two/*"] } } }' },
    { 'two/a.ts': "export const a = 'two'" },
  ),
  shape('jsx-import-source.tsx', '/** @jsxImportSource own-jsx */\nconsole.log(<>a</>)', {
    ...esm,
    'node_modules/own-jsx/package.json':
      '{ "name": "own-jsx", "type": "module", "exports": { "./jsx-runtime": "./r.js" } }',
    'node_modules/own-jsx/r.js':
      "export const jsx = (t, p, k) => ({ t, p, k })\nexport const jsxs = jsx\nexport const Fragment = 'f'",
  }),
  shape(
    'attributes.ts',
    "import d from './d.json' with { type: 'json' }\nconst e = await import('./d.json', { with: { type: 'json' } })\nconsole.log(d, e.default === d)",
    esm,
    { 'd.json': '{ "k": [1] }' },
  ),
  shape(
    'meta-resolve.mjs',
    "console.log(import.meta.resolve('./t.mjs'), import.meta.resolve('node:fs'))\ntry { console.log(import.meta.resolve('no-such-pkg')) } catch (e) { console.log(e.code) }",
    {},
    { 't.mjs': '' },
  ),
  shape(
    'own-hooks.mjs',
    "import { register } from 'node:module'\nregister('data:text/javascript,' + encodeURIComponent(`export const resolve = (s, c, n) => s === 'v:x' ? { url: 'data:text/javascript,export default 8', shortCircuit: true } : n(s, c)`))\nconsole.log((await import('v:x')).default, (await import('./z.mjs')).z)",
    {},
    { 'z.mjs': 'export const z = 1' },
  ),
  shape('typeless-awaits.js', 'console.log(await 1)', typeless),
  shape(
    'typeless-mixed.js',
    "import fs from 'node:fs'\nconsole.log(typeof require, typeof fs.read)\nmodule.exports = 1",
    typeless,
  ),
  shape(
    'own-cache.cjs',
    "require('./a.cjs')\ndelete require.cache[require.resolve('./a.cjs')]\nrequire('./a.cjs')\nconsole.log(Object.keys(require.cache).map((p) => p.split('/').pop()))",
    {},
    { 'a.cjs': "console.log('loaded')" },
  ),
  shape('worker-missing.mjs', `${W}new Worker(new URL('./none.mjs', import.meta.url))${on}`),
  shape(
    'worker-missing.cjs',
    `const { Worker } = require('node:worker_threads')\nnew Worker(__dirname + '/none.mjs')${on}`,
  ),
  shape(
    'own-environment.mjs',
    `${W}const env = { A: '1', NODE_OPTIONS: '--no-warnings' }
new Worker(new URL('./w.mjs', import.meta.url), { env }).on('message', (m) => console.log(m))
console.log(execFileSync(process.execPath, [fileURLToPath(new URL('./v.mjs', import.meta.url))], { env }).toString())
import { execFileSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'`,
    {},
    {
      'w.mjs':
        "import { parentPort } from 'node:worker_threads'\nimport { x } from './x.mjs'\nparentPort.postMessage([x, process.env])",
      'x.mjs': 'export const x = 1',
      'v.mjs':
        "import { spawnSync } from 'node:child_process'\nimport { fileURLToPath } from 'node:url'\nconst x = fileURLToPath(new URL('./y.mjs', import.meta.url))\nconsole.log(process.env, String(spawnSync(process.execPath, [x]).stdout))",
      'y.mjs': "import { x } from './x.mjs'\nconsole.log(x, process.env)",
    },
  ),
  shape(
    'requires-modules.cjs',
    "const { a, b, default: d } = require('./m.mjs')\nconsole.log(a, b, d)",
    {},
    {
      'm.mjs': "import { c } from './c.cjs'\nexport { a } from './a.mjs'\nexport const b = c\nexport default 'd'",
      'a.mjs':
        "import k from './k.json' with { type: 'json' }\nexport const a = [k.k, import.meta.filename.endsWith('a.mjs')]",
      'c.cjs': "exports.c = require('./b.mjs').b",
      'b.mjs': "export * from './e.mjs'",
      'e.mjs': 'export const b = 2',
      'k.json': '{ "k": 3 }',
    },
  ),
  shape(
    'requires-modules-by-type.js',
    "const { createRequire } = await import('node:module')\nconsole.log(createRequire(import.meta.url)('./m.js').y)\nexport {}",
    esm,
    { 'm.js': "import { x } from './x.js'\nexport const y = x + 1", 'x.js': 'export const x = 1' },
  ),
  ...startedByTsx,
  ...(Number.parseInt(process.versions.node, 10) >= 22 ? requiredModules : []),
  ...('typescript' in process.features && process.features.typescript ? workersInTypeScript : []),
]
