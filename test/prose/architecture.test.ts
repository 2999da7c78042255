import { access, readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { root } from '../run-example-under-host.ts'

const page = await readFile(join(root, 'docs/contributing/architecture.md'), 'utf8')

/** What the page writes as a path of this repository. What stands in `.tangle/` is made, and what users write is theirs. */
const paths = [...page.matchAll(/`([\w.@-]+\/[\w./@-]*|[\w.-]+\.(?:ts|js|json|ledger))`/g)]
  .map((match) => match[1] ?? '')
  .filter((path) => path !== '.tangle/')

const isThere = (path: string) =>
  access(join(root, path)).then(
    () => true,
    () => false,
  )

describe('the architecture', () => {
  test('names paths that exist, as they are called from the root', async () => {
    expect(paths.length).toBeGreaterThan(60)
    const missing = await Promise.all(paths.map(async (path) => ((await isThere(path)) ? [] : [path])))
    expect(missing.flat()).toEqual([])
  })

  test.each(['src', 'tangle', 'tangle/run', 'tangle/entangled'])('has every room of %s', async (folder) => {
    const entries = await readdir(join(root, folder), { withFileTypes: true })
    const own = new Set(['bin', 'dist', 'node_modules'])
    const rooms = entries.filter((entry) => entry.isDirectory() && !own.has(entry.name))
    expect(rooms.length).toBeGreaterThan(3)
    expect(rooms.map(({ name }) => `${folder}/${name}`).filter((room) => !page.includes(`\`${room}/`))).toEqual([])
  })
})
