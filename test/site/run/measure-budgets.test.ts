import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { describeBudgets, measureBudgets } from '../../../.vitepress/run/measure-budgets.ts'

let site: string

beforeAll(async () => {
  site = await mkdtemp(join(tmpdir(), 'parley-budgets-'))
  await mkdir(join(site, 'assets', 'chunks'), { recursive: true })
  await mkdir(join(site, 'run'))
  const button = '<button type="button" data-run="a">Run</button>'
  await Promise.all([
    writeFile(join(site, 'assets', 'worker-a1.js'), 'worker()'),
    writeFile(join(site, 'assets', 'chunks', 'open-run.b2.js'), 'panes()'),
    writeFile(join(site, 'assets', 'app.c3.js'), 'everything else()'),
    writeFile(join(site, 'run', 'small.json'), '{}'),
    writeFile(join(site, 'run', 'large.json'), '{"code":"1"}'),
    writeFile(join(site, 'none.html'), '<p>Nothing</p>'),
    writeFile(join(site, 'some.html'), `<p>Something</p>${button}`),
  ])
})

afterAll(() => rm(site, { recursive: true, force: true }))

const zipped = (text: string) => gzipSync(text).byteLength

test('the run bundle is the worker and the panes', async () => {
  const [run] = await measureBudgets(site)
  expect(run).toMatchObject({ name: 'run bundle', size: zipped('worker()') + zipped('panes()'), goal: 60 * 1024 })
})

test('the largest example and the page with most buttons are found', async () => {
  const budgets = await measureBudgets(site)
  expect(budgets).toContainEqual(
    expect.objectContaining({ name: 'largest compiled example', size: zipped('{"code":"1"}') }),
  )
  expect(budgets.find(({ name }) => name.startsWith('buttons'))?.name).toBe('buttons in some.html, the page with most')
})

test('what is beyond its goal is said to be', () => {
  const budget = { name: 'a', size: 2048, files: [] }
  expect(describeBudgets([{ ...budget, goal: 1024 }])).toBe('  a: 2.0 KB (goal 1.0 KB: NOT met)')
  expect(describeBudgets([{ ...budget, goal: 4096 }])).toBe('  a: 2.0 KB (goal 4.0 KB: met)')
  expect(describeBudgets([{ ...budget, goal: undefined }])).toBe('  a: 2.0 KB')
})
