import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import pc from 'picocolors'
import { describe, expect, it } from 'vitest'
import { tanglePages } from '../../tangle/project/tangle-pages.ts'
import { formatDiagnostics } from '../../tangle/report/format-diagnostics.ts'
import type { Tangled } from '../../tangle/resolve/tangle-pages.ts'
import { misplacedPieces } from './misplaced-pieces.ts'

// A folder is a test: pages in, `expected/` out. Under `failure/` it is `expected.txt`, what the author of the pages is told.
const fixtures = fileURLToPath(new URL('../fixtures/tangle/', import.meta.url))
const cases = (folder: string) =>
  readdirSync(folder).filter((name) => name !== 'failure' && statSync(join(folder, name)).isDirectory())

function tangleFixture(folder: string): Tangled {
  const names = readdirSync(folder).filter((name) => name.endsWith('.md'))
  return tanglePages(names.map((path) => ({ path, text: readFileSync(join(folder, path), 'utf8') })))
}

function describeDiagnostics({ pages, diagnostics }: Tangled): string {
  const linesOf = (file: string) => pages.find((page) => page.path === file)?.lines
  return `${formatDiagnostics(diagnostics, linesOf, pc.createColors(false))}\n`
}

describe('tangles', () => {
  it.each(cases(fixtures))('%s', async (name) => {
    const folder = join(fixtures, name)
    const tangled = tangleFixture(folder)
    expect(tangled.diagnostics.filter((diagnostic) => diagnostic.severity === 'error')).toEqual([])
    for (const target of tangled.targets) {
      await expect(target.text).toMatchFileSnapshot(join(folder, 'expected', target.path))
    }
    const warnings = join(folder, 'expected-warnings.txt')
    if (tangled.diagnostics.length > 0) await expect(describeDiagnostics(tangled)).toMatchFileSnapshot(warnings)
    // Nothing may be missing either. A new fixture has no folder before its first run.
    if (!existsSync(join(folder, 'expected'))) return
    const written = readdirSync(join(folder, 'expected'), { recursive: true, withFileTypes: true })
    expect(written.filter((entry) => entry.isFile())).toHaveLength(tangled.targets.length)
  })
})

describe('reports', () => {
  it.each(cases(join(fixtures, 'failure')))('%s', async (name) => {
    const folder = join(fixtures, 'failure', name)
    const tangled = tangleFixture(folder)
    expect(tangled.diagnostics.some((diagnostic) => diagnostic.severity === 'error')).toBe(true)
    await expect(describeDiagnostics(tangled)).toMatchFileSnapshot(join(folder, 'expected.txt'))
  })
})

describe('the origin map', () => {
  // The promise that everything else rests on: what a target says at a place is what the page says at its origin.
  it.each(cases(fixtures))('leads every character of %s back to the same character of a page', (name) => {
    expect(misplacedPieces(tangleFixture(join(fixtures, name)))).toEqual([])
  })
})
