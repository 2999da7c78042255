import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { describeBudgets, measureBudgets, measuredPage } from '../../../.vitepress/measure-budgets.ts'
import { measurePage } from '../../../.vitepress/page-weight.ts'

let site: string

const app = 'import{a as b}from"./chunks/framework.g7.js";import("./chunks/open-run.b2.js")'
const panes = 'import"./elements.f6.js";import{a}from"./framework.g7.js";panes()'
const editor = 'import{b}from"./elements.f6.js";import{run}from"./open-run.b2.js";editor()'
const worker = 'import("./compile-program-e5.js");worker()'
const library = 'import{a}from"./shared-k9.js";import("./routes-n3.js");library()'
const routes = 'import{a}from"./shared-k9.js";routes()'
const program = { worker: 'tangle-worker.0-a1.js', modules: { lib: 'lib.1-m2.js' } }
const small = JSON.stringify({ ...program, code: '' })
const large = JSON.stringify({ ...program, code: "var _lib = require('lib')" })
const html = [
  '<link rel="preload stylesheet" href="/base/assets/style.h8.css" as="style">',
  '<script type="module" src="/base/assets/app.c3.js"></script>',
  '<link rel="modulepreload" href="/base/assets/chunks/framework.g7.js">',
].join('')

beforeAll(async () => {
  site = await mkdtemp(join(tmpdir(), 'parley-budgets-'))
  await mkdir(join(site, 'assets', 'chunks'), { recursive: true })
  await mkdir(join(site, 'run'))
  await mkdir(join(site, 'tutorials'))
  const button = '<button type="button" data-run="a">Run</button>'
  await Promise.all([
    writeFile(join(site, 'run', 'tangle-worker.0-a1.js'), worker),
    writeFile(join(site, 'run', 'shared-k9.js'), 'shared()'),
    writeFile(join(site, 'run', 'lib.1-m2.js'), library),
    writeFile(join(site, 'run', 'routes-n3.js'), routes),
    writeFile(join(site, 'assets', 'chunks', 'open-run.b2.js'), panes),
    writeFile(join(site, 'assets', 'chunks', 'elements.f6.js'), 'elements()'),
    writeFile(join(site, 'assets', 'chunks', 'open-edit.d4.js'), editor),
    writeFile(join(site, 'run', 'compile-program-e5.js'), 'compiler()'),
    writeFile(join(site, 'assets', 'app.c3.js'), app),
    writeFile(join(site, 'assets', 'chunks', 'framework.g7.js'), 'framework()'),
    writeFile(join(site, 'assets', 'style.h8.css'), 'p {}'),
    writeFile(join(site, measuredPage), html),
    writeFile(join(site, 'index.html'), first),
    writeFile(join(site, 'assets', 'serif.i9.woff2'), 'letters'),
    writeFile(join(site, 'run', 'small.json'), small),
    writeFile(join(site, 'run', 'large.json'), large),
    writeFile(join(site, 'none.html'), '<p>Nothing</p>'),
    writeFile(join(site, 'some.html'), `<p>Something</p>${button}`),
  ])
})

afterAll(() => rm(site, { recursive: true, force: true }))

const first = '<link rel="preload" href="/assets/serif.i9.woff2" as="font">'

const zipped = (text: string) => gzipSync(text).byteLength

const sizeOf = async (name: string) => (await measureBudgets(site)).find((budget) => budget.name.startsWith(name))?.size

test('a page weighs what it loads before a click, once', async () => {
  expect(await measurePage(site, measuredPage)).toEqual({
    html: zipped(html),
    css: zipped('p {}'),
    js: zipped(app) + zipped('framework()'),
    font: 0,
  })
  expect(await sizeOf(measuredPage)).toBe(zipped(html) + zipped('p {}') + zipped(app) + zipped('framework()'))
  const firstPage = { size: zipped(first) + zipped('letters'), goal: 106 * 1024 }
  expect(await measureBudgets(site)).toContainEqual(expect.objectContaining(firstPage))
})

test('the run bundle is the worker, the panes and what they import, but what the page has already', async () => {
  const run = (await measureBudgets(site)).find(({ name }) => name === 'run bundle')
  const size = zipped(worker) + zipped('shared()') + zipped(library) + zipped(panes) + zipped('elements()')
  expect(run).toMatchObject({ size, goal: 60 * 1024 })
})

test('what a program may ask for later is measured apart', async () => {
  expect(await sizeOf('routes of the mock platforms')).toBe(zipped(routes))
})

test('the edit bundle is the editor and its compiler, but what the run bundle has already', async () => {
  expect(await sizeOf('edit bundle')).toBe(zipped(editor) + zipped('compiler()'))
})

test('the largest example and the page with most buttons are found', async () => {
  const budgets = await measureBudgets(site)
  expect(budgets).toContainEqual(expect.objectContaining({ name: 'largest compiled example', size: zipped(large) }))
  expect(budgets.find(({ name }) => name.startsWith('buttons'))?.name).toBe('buttons in some.html, the page with most')
})

test('what is beyond its goal is said to be', () => {
  const budget = { name: 'a', size: 2048, files: [] }
  expect(describeBudgets([{ ...budget, goal: 1024 }])).toBe('  a: 2.0 KB (goal 1.0 KB: NOT met)')
  expect(describeBudgets([{ ...budget, goal: 4096 }])).toBe('  a: 2.0 KB (goal 4.0 KB: met)')
  expect(describeBudgets([{ ...budget, goal: undefined }])).toBe('  a: 2.0 KB')
})
