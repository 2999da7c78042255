import { mkdir, rm, symlink } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { checkBlocks } from '../../../../tangle/check/proof/check-blocks.ts'
import { formatLocation } from '../../../../tangle/model/location.ts'
import { openProject } from '../../../../tangle/project/project.ts'
import { temporaryProject } from '../../temporary-project.ts'
import { ts } from './check-pages.ts'

const repository = join(import.meta.dirname, '../../../..')

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

test('an export that has nothing of what a block uses was no good guess', async () => {
  const { root } = await temporaryProject({
    'package.json': '{ "name": "own-tool", "type": "module", "exports": "./src/index.ts" }',
    'src/index.ts': 'export const tool = { run(count: number) {} }\n',
    'a.md': `${ts('tool.config.size = 1')}${ts('tool.config.size = 1\ntool.run(2)')}${ts("tool.run('3')")}`,
  })
  const { diagnostics } = await checkBlocks(await openProject({ root, config: {} }))
  expect(diagnostics.map(({ location }) => location && formatLocation(location))).toEqual(['a.md:5:6', 'a.md:9:10'])
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

/** The findings of a workspace whose packages are installed for each of them alone, as pnpm does it. */
async function findingsOf(files: Record<string, string>): Promise<string[]> {
  const { root } = await temporaryProject({ 'pnpm-workspace.yaml': 'packages: ["packages/*"]\n', ...files })
  const { diagnostics } = await checkBlocks(await openProject({ root, config: {} }))
  return diagnostics.map(({ location, message }) => `${location && formatLocation(location)} ${message.slice(0, 6)}`)
}

/** Installs the package `own-a` of a workspace, as package managers do it: as a link to itself. And a compiler. */
async function installIn(root: string, folders: readonly string[]): Promise<void> {
  // It was a link to all packages of this repository.
  await rm(join(root, 'node_modules'))
  for (const folder of folders) {
    await mkdir(join(root, folder))
    await symlink(join(root, 'packages/a'), join(root, folder, 'own-a'))
  }
  await symlink(join(repository, 'node_modules/typescript'), join(root, 'node_modules/typescript'))
}

test('a package that only one of the workspace has installed is there for the pages', async () => {
  const files = {
    'packages/a/package.json': '{ "name": "own-a", "exports": "./src/index.ts" }',
    'packages/a/src/index.ts': "export * from 'only-there'\n",
    'packages/a/node_modules/only-there/package.json': '{ "name": "only-there", "exports": "./index.d.ts" }',
    'packages/a/node_modules/only-there/index.d.ts': 'export declare const there: { a: 1 }\n',
    'docs/a.md': ts("import { there } from 'only-there'\nimport { there as same } from 'own-a'\nthere.b\nsame.b"),
  }
  expect(await findingsOf(files)).toEqual(['docs/a.md:4:7 TS2339', 'docs/a.md:5:6 TS2339'])
})

test('sources with elements of JSX are read, whatever the tsconfig leaves out', async () => {
  const files = {
    'tsconfig.json': '{ "compilerOptions": { "strict": true, "module": "preserve", "types": [] } }',
    'packages/a/package.json': '{ "name": "own-a", "exports": "./dist/index.js" }',
    'packages/a/src/index.ts': "export * from './part'\n",
    'packages/a/src/part.tsx': 'export function usePart(): { a: 1 } { return { a: 1 } }\n',
    'docs/a.md': ts("import { usePart } from 'own-a'\nusePart().b"),
    // Nobody imports it, and the package exports it.
    'docs/b.md': ts('usePart().c'),
  }
  expect(await findingsOf(files)).toEqual(['docs/a.md:3:11 TS2339', 'docs/b.md:2:11 TS2339'])
})

test('of packages that export the same name, the folder of the page says which is meant', async () => {
  const sources = (name: string, member: string, needs = '') => ({
    [`packages/${name}/package.json`]: `{ "name": "own-${name}", "exports": "./src/index.ts"${needs} }`,
    [`packages/${name}/src/index.ts`]: `export function useForm(): { ${member}: 1 } { return { ${member}: 1 } }\n`,
  })
  const files = {
    ...sources('vue', 'a'),
    ...sources('solid', 'b'),
    ...sources('solid-start', 'b', ', "dependencies": { "own-solid": "1" }'),
    'docs/solid/a.md': ts('useForm().b\nuseForm().c'),
    // It could be any of them.
    'docs/a.md': ts('useForm().c'),
    'docs/b.md': ts("import { useForm as use } from 'own-vue'\nuse().a\nuseForm().c"),
  }
  expect(await findingsOf(files)).toEqual(['docs/b.md:4:11 TS2339', 'docs/solid/a.md:3:11 TS2339'])
})

test('a plugin that the page installs in JavaScript adds its options', async () => {
  const files = {
    'packages/core/package.json': '{ "name": "own-core", "exports": "./src/index.ts" }',
    'packages/core/src/index.ts':
      'export interface Options { a?: 1 }\nexport function use(options: Options): void {}\n',
    'packages/plugin/package.json': '{ "name": "own-plugin", "exports": "./src/index.ts" }',
    'packages/plugin/src/index.ts': "import 'own-core'\ndeclare module 'own-core' { interface Options { b?: 1 } }\n",
    'packages/plugin/README.md': `${ts("import plugin from 'own-plugin'", 'js')}\n${ts('use({ b: 1 })\nuse({ c: 1 })')}`,
  }
  expect(await findingsOf(files)).toEqual(['packages/plugin/README.md:7:7 TS2353'])
})

test('elements are those of the framework that the page imports, or that its folder is called after', async () => {
  const folder = 'packages/a/node_modules/solid-js'
  const input = '<input onInput={(e) => [e.solid, e.no]} />'
  const files = {
    'tsconfig.json': '{ "compilerOptions": { "strict": true, "module": "preserve", "types": [] } }',
    'packages/a/package.json': '{ "name": "own-a", "exports": "./src/index.ts" }',
    'packages/a/src/index.ts': 'export {}\n',
    [`${folder}/package.json`]: '{ "name": "solid-js", "exports": { ".": "./a.d.ts", "./jsx-runtime": "./jsx.d.ts" } }',
    [`${folder}/a.d.ts`]: 'export declare const mark: 1\n',
    [`${folder}/jsx.d.ts`]:
      'export namespace JSX { interface IntrinsicElements { input: { onInput: (e: { solid: 1 }) => void } } }\n',
    'docs/a.md': `${ts("import { mark } from 'solid-js'\nmark.toFixed()")}\n${ts(input, 'tsx')}`,
    'docs/solid/a.md': ts(input, 'tsx'),
    'docs/solid/b.md': ts('declare function Box(a: { b: 1 }): any\n<Box />;\n<Box /> // ...', 'tsx'),
    // Of these, nothing says whose they are.
    'docs/react/a.md': ts(input, 'tsx'),
  }
  expect(await findingsOf(files)).toEqual([
    'docs/a.md:7:36 TS2339',
    'docs/solid/a.md:2:36 TS2339',
    'docs/solid/b.md:3:2 TS2741',
  ])
})

test('a source that only a condition of the project leads to stands for what is not built', async () => {
  const files = {
    'packages/a/package.json':
      '{ "name": "own-a", "exports": { ".": { "@own/source": "./src/index.ts", "types": "./index.d.ts" } } }',
    'packages/a/src/index.ts': 'export const there: { a: 1 } = { a: 1 }\n',
    'packages/a/README.md': ts("import { there } from 'own-a'\nthere.b"),
  }
  const { root } = await temporaryProject({ 'pnpm-workspace.yaml': 'packages: ["packages/*"]\n', ...files })
  await installIn(root, ['node_modules'])
  const { diagnostics } = await checkBlocks(await openProject({ root, config: {} }))
  expect(diagnostics.map(({ location }) => location && formatLocation(location))).toEqual(['packages/a/README.md:3:7'])
})

test('editions for several frameworks that add to the same module are not read together', async () => {
  const edition = (name: string, member: string) => ({
    [`packages/${name}/package.json`]: `{ "name": "own-${name}", "exports": "./src/index.ts", "dependencies": { "own-core": "1" } }`,
    [`packages/${name}/src/index.ts`]: `export * from './part'\nexport { make } from 'own-core'\n`,
    [`packages/${name}/src/part.ts`]: `declare module 'own-core' {\n  interface Route {\n    use: () => '${member}'\n  }\n}\nexport {}\n`,
  })
  const files = {
    'packages/core/package.json': '{ "name": "own-core", "exports": "./src/index.ts" }',
    'packages/core/src/index.ts': 'export interface Route {}\nexport function make(): Route { return {} as Route }\n',
    ...edition('one', '1'),
    ...edition('two', '2'),
    'docs/a.md': ts("import { make } from 'own-one'\nconst a: '1' = make().use()\nconst b: '2' = make().use()"),
    'docs/b.md': ts("import { make } from 'own-two'\nconst a: '1' = make().use()\nconst b: '2' = make().use()"),
  }
  expect(await findingsOf(files)).toEqual(['docs/a.md:4:7 TS2322', 'docs/b.md:3:7 TS2322'])
})

test('of several versions, the one counts that packages ask their users to install', async () => {
  const installed = (name: string, needs: string, member: string) => ({
    [`packages/${name}/package.json`]: `{ "name": "own-${name}", "exports": "./src/index.ts"${needs} }`,
    [`packages/${name}/src/index.ts`]: 'export {}\n',
    [`packages/${name}/node_modules/other/package.json`]: '{ "name": "other", "types": "./index.d.ts" }',
    [`packages/${name}/node_modules/other/index.d.ts`]: `export declare const a: { ${member}: 1 }\n`,
  })
  const files = {
    ...installed('a', '', 'third'),
    ...installed('b', ', "dependencies": { "other": "2" }', 'second'),
    ...installed('c', ', "peerDependencies": { "other": "1" }', 'first'),
    'docs/a.md': ts("import { a } from 'other'\na.first\na.second"),
  }
  expect(await findingsOf(files)).toEqual(['docs/a.md:4:3 TS2339'])
})

test('declarations of a package that lead to nothing, since nothing is built, are not those of its sources', async () => {
  const { root } = await temporaryProject({
    'pnpm-workspace.yaml': 'packages: ["packages/*"]\n',
    'packages/a/package.json':
      '{ "name": "own-a", "exports": { "./config": { "types": "./config.d.ts", "default": "./dist/config.js" } } }',
    'packages/a/config.d.ts': "export * from './dist/config.js'\n",
    'packages/a/src/public/config.ts': 'export const there: { a: 1 } = { a: 1 }\n',
    'packages/b/package.json': '{ "name": "own-b" }',
    'packages/b/README.md': ts("import { there } from 'own-a/config'\nthere.b"),
    'docs/a.md': ts("import { there } from 'own-a/config'\nthere.b"),
  })
  await installIn(root, ['node_modules', 'packages/b/node_modules'])
  const { diagnostics } = await checkBlocks(await openProject({ root, config: {} }))
  const places = diagnostics.map(
    ({ location, message }) => `${location && formatLocation(location)} ${message.slice(0, 6)}`,
  )
  expect(places).toEqual(['docs/a.md:3:7 TS2339', 'packages/b/README.md:3:7 TS2339'])
})

test('settings that a package of the workspace exports stay what they are', async () => {
  const { root } = await temporaryProject({
    'pnpm-workspace.yaml': 'packages: ["packages/*"]\n',
    'packages/a/package.json':
      '{ "name": "own-a", "exports": { ".": "./dist/index.js", "./tsconfig": "./lib/tsconfig.json" } }',
    'packages/a/lib/tsconfig.json': '{ "compilerOptions": { "strict": true, "module": "preserve", "types": [] } }',
    'packages/a/src/index.ts': 'export const there: { a: 1 } = { a: 1 }\n',
    'packages/b/package.json': '{ "name": "own-b" }',
    'packages/b/tsconfig.json': '{ "extends": "own-a/tsconfig" }',
    'packages/b/README.md': ts("import { there } from 'own-a'\nthere.b"),
  })
  await installIn(root, ['node_modules', 'packages/b/node_modules'])
  const { diagnostics } = await checkBlocks(await openProject({ root, config: {} }))
  expect(diagnostics.map(({ code, location }) => `${location && formatLocation(location)} ${code}`)).toEqual([
    'packages/b/README.md:3:7 type-error',
  ])
})

test('a package that exports one thing as a whole has its types by name as well', async () => {
  const { root } = await temporaryProject({
    'package.json': '{ "name": "own-whole", "main": "main.js", "types": "main.d.ts" }',
    'main.js': 'module.exports = () => {}\n',
    'main.d.ts':
      'declare namespace make { export interface Made { a: 1 } }\ndeclare function make(): make.Made\nexport = make\n',
    'a.md': ts("import make, { type Made } from 'own-whole'\nconst made: Made = make()\nmade.b"),
  })
  const { diagnostics } = await checkBlocks(await openProject({ root, config: {} }))
  expect(diagnostics.map(({ location }) => location && formatLocation(location))).toEqual(['a.md:4:6'])
})

test('the pages of a folder with a package of its own know the packages of the repository around it', async () => {
  const around = {
    'package.json': '{ "name": "own-around", "exports": { ".": "./src/index.ts", "./part": "./dist/part.js" } }',
    'src/index.ts': 'export const there: { a: 1 } = { a: 1 }\n',
    'src/part.ts': 'export const part: { p: 1 } = { p: 1 }\n',
    'docs/package.json': '{ "name": "docs", "private": true }',
    'docs/a.md': ts("import { there } from 'own-around'\nimport { part } from 'own-around/part'\nthere.b\npart.c"),
  }
  const placesOf = async (files: Record<string, string>) => {
    const { root } = await temporaryProject(files)
    const { diagnostics } = await checkBlocks(await openProject({ root: join(root, 'docs'), config: {} }))
    return diagnostics.map(({ location }) => location && formatLocation(location))
  }
  expect(await placesOf(around)).toEqual(['a.md:4:7', 'a.md:5:6'])
  // A repository of its own has nothing to do with what is around it.
  expect(await placesOf({ ...around, 'docs/.git': 'gitdir: elsewhere\n' })).toEqual([])
})
