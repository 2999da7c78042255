import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { findUnexplained } from '../scripts/api-reference/find-unexplained.ts'
import { API_FOLDER, renderApiPages } from '../scripts/api-reference/index.ts'
import { openApi } from '../scripts/api-reference/open-api.ts'
import { root } from './run-example-under-host.ts'

const api = openApi(root)

test('the pages of the reference say what the sources say: else `npm run reference` writes them', async () => {
  const pages = await renderApiPages(root)
  const names = (await readdir(join(root, API_FOLDER))).map((name) => `${API_FOLDER}/${name}`)
  expect(names.sort()).toEqual([...pages.keys()].sort())
  for (const [path, text] of pages) expect(await readFile(join(root, path), 'utf8'), path).toBe(text)
  const all = [...pages.values()].join('\n')
  const headings = new Set([...all.matchAll(/^#+ `(\w+)(?:\(\))?`$/gm)].map(([, name]) => name))
  const missing = [...api.names.values()].filter(({ name }) => !headings.has(name))
  expect(missing.map(({ name }) => name)).toEqual([])
})

test('every public name, method and option says in its comment what it is', () => {
  expect(findUnexplained(api)).toEqual([])
})
