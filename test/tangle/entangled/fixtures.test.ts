import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join, relative, sep } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { openEntangledProject } from '../../../tangle/entangled/tangle-project.ts'
import { MemoryFileSystem } from '../../../tangle/write/memory-file-system.ts'
import { describeDiagnostics } from './entangled-project.ts'

// A folder is a project: its configuration and sources in, `expected/` out. Under `failure/` it is `expected.txt`, what
// the author of the pages is told.
const fixtures = fileURLToPath(new URL('../../fixtures/entangled/', import.meta.url))
const cases = (folder: string) =>
  readdirSync(folder).filter((name) => name !== 'failure' && statSync(join(folder, name)).isDirectory())

function filesOf(folder: string): string[] {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
  return entries.map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'))
}

async function tangleFolder(folder: string) {
  const sources = filesOf(folder).filter((path) => !path.startsWith('expected'))
  const texts = Object.fromEntries(sources.map((path) => [path, readFileSync(join(folder, path), 'utf8')]))
  const project = await openEntangledProject(new MemoryFileSystem(texts))
  if (!project) throw new Error(`${folder} has no configuration.`)
  return project.tangled
}

describe('tangles', () => {
  it.each(cases(fixtures))('%s', async (name) => {
    const folder = join(fixtures, name)
    const tangled = await tangleFolder(folder)
    expect(tangled.diagnostics).toEqual([])
    for (const target of tangled.targets) {
      await expect(target.text).toMatchFileSnapshot(join(folder, 'expected', target.path))
    }
    // Nothing may be missing either. A new fixture has no folder before its first run.
    if (!existsSync(join(folder, 'expected'))) return
    expect(filesOf(join(folder, 'expected')).sort()).toEqual(tangled.targets.map(({ path }) => path).sort())
  })
})

describe('reports', () => {
  it.each(cases(join(fixtures, 'failure')))('%s', async (name) => {
    const folder = join(fixtures, 'failure', name)
    const tangled = await tangleFolder(folder)
    expect(tangled.diagnostics.some(({ severity }) => severity === 'error')).toBe(true)
    await expect(describeDiagnostics(tangled)).toMatchFileSnapshot(join(folder, 'expected.txt'))
  })
})
