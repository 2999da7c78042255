import { readdir, readFile } from 'node:fs/promises'
import { join, posix } from 'node:path'
import { expect, it } from 'vitest'
import { root } from './run-example-under-host.ts'

/** What a module imports of its own package, types as well: the linter leaves those out when it looks for circles. */
async function importsOf(path: string): Promise<string[]> {
  const text = await readFile(join(root, path), 'utf8')
  return [...text.matchAll(/(?:from|import\() ?'(\.[^']+\.ts)'/g)].map(([, specifier = '']) =>
    posix.join(posix.dirname(path), specifier),
  )
}

it.each(['src', 'tangle'])('no import of %s leads back to where it stands, not for a type either', async (folder) => {
  const entries = (await readdir(join(root, folder), { recursive: true })).map((path) => path.replaceAll('\\', '/'))
  const paths = entries.filter((path) => path.endsWith('.ts') && !/^(?:node_modules|dist)\//.test(path))
  const graph = new Map<string, readonly string[]>()
  for (const path of paths) graph.set(`${folder}/${path}`, await importsOf(`${folder}/${path}`))
  expect([...graph.values()].flat().length).toBeGreaterThan(100)
  // Whoever imports nothing that is left is in no circle, nor is whoever nothing imports that is left.
  for (let before = 0; before !== graph.size; ) {
    before = graph.size
    for (const [path, imports] of graph) if (!imports.some((other) => graph.has(other))) graph.delete(path)
    const imported = new Set([...graph.values()].flat())
    for (const path of graph.keys()) if (!imported.has(path)) graph.delete(path)
  }
  expect([...graph.keys()]).toEqual([])
})
