import { mkdir, readdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { API_FOLDER, renderApiPages } from './api-reference/index.ts'

// `npm run reference` writes the pages of the API reference. A test holds them to be current.

const root = fileURLToPath(new URL('..', import.meta.url))
const pages = await renderApiPages(root)
await mkdir(join(root, API_FOLDER), { recursive: true })
for (const file of await readdir(join(root, API_FOLDER)))
  if (!pages.has(`${API_FOLDER}/${file}`)) await rm(join(root, API_FOLDER, file))
for (const [path, text] of pages) await writeFile(join(root, path), text)
