import { parse } from 'node:path'
import { expect, test } from 'vitest'
import { checkBlocks } from '../../../../tangle/check/proof/check-blocks.ts'
import { formatLocation } from '../../../../tangle/model/location.ts'
import { openProject } from '../../../../tangle/project/project.ts'
import { MemoryFileSystem } from '../../../../tangle/write/memory-file-system.ts'
import { checkPages as check, ts } from './check-pages.ts'

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
  const using = ts("store.get(1)\nstore('a')\nMath.max(...store)\nstore.join(1)")
  const findings = async (files: Record<string, string>) => {
    const { diagnostics } = await check(files)
    return diagnostics.map(({ location }) => location && formatLocation(location))
  }
  expect(await findings({ 'a.md': importing, 'b.md': using })).toEqual(['a.md:3:7', 'b.md:5:12'])
  expect(await findings({ 'a.md': importing, 'b.md': using, 'c.md': importing })).toEqual([
    'a.md:3:7',
    ...['b.md:2:7', 'b.md:3:1', 'b.md:4:13', 'b.md:5:12'],
    'c.md:3:7',
  ])
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

test('without a compiler, blocks are parsed, and counted', async () => {
  const fileSystem = new MemoryFileSystem({ 'a.md': `${ts('const a: string = 1')}\n${ts('const b = ;')}` })
  const { root } = parse(process.cwd())
  const project = await openProject({ root, config: { pages: ['*.md'] }, fileSystem })
  const { diagnostics, blocks } = await checkBlocks(project)
  expect(diagnostics.map(({ code }) => code).sort()).toEqual(['no-compiler', 'unreadable-code'])
  expect(blocks.map(({ state }) => state)).toEqual(['parsed', 'unreadable'])
})
