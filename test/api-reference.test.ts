import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import sdk from '../package.json' with { type: 'json' }
import { findUnexplained } from '../scripts/api-reference/find-unexplained.ts'
import { API_FOLDER, renderApiPages } from '../scripts/api-reference/index.ts'
import { entryPoints, openApi } from '../scripts/api-reference/open-api.ts'
import tangle from '../tangle/package.json' with { type: 'json' }
import { root } from './run-example-under-host.ts'

const api = openApi(root)
const pages = await renderApiPages(root)

test('the pages of the reference say what the sources say: else `npm run reference` writes them', async () => {
  const names = (await readdir(join(root, API_FOLDER))).map((name) => `${API_FOLDER}/${name}`)
  expect(names.sort()).toEqual([...pages.keys()].sort())
  for (const [path, text] of pages) expect(await readFile(join(root, path), 'utf8'), path).toBe(text)
  const all = [...pages.values()].join('\n')
  const headings = new Set([...all.matchAll(/^#+ `(\w+)(?:\(\))?`$/gm)].map(([, name]) => name))
  const missing = [...api.names.values()].filter(({ name }) => !headings.has(name))
  expect(missing.map(({ name }) => name)).toEqual([])
})

test('the reference reads each entry point of both packages', () => {
  const specifiers = [sdk, tangle].flatMap(({ name, exports }) =>
    Object.entries(exports).flatMap(([path, target]) => (typeof target === 'string' ? [] : [name + path.slice(1)])),
  )
  expect(entryPoints.map(([specifier]) => specifier).sort()).toEqual(specifiers.sort())
})

test('every public name, method, option and property of a class says in its comment what it is', () => {
  expect(findUnexplained(api)).toEqual([])
})

test('an option that one part of a union forbids has the type of the part that takes it', () => {
  const lines = [...pages.values()].flatMap((text) => text.split('\n'))
  expect(lines.filter((line) => /^\| `[\w.?]+` \| `(?:undefined|never)` \|/.test(line))).toEqual([])
})

test('no explanation begins with `What`: its subject comes first', () => {
  const lines = [...pages].flatMap(([path, text]) => text.split('\n').map((line) => `${path}: ${line}`))
  expect(lines.filter((line) => /\.md: What |\| What [^|]*\|$/.test(line))).toEqual([])
})
