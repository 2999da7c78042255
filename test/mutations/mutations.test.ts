import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { root } from '../run-example-under-host.ts'
import { mutations } from './catalogue/index.ts'
import { formatCatalogueScore } from './catalogue/score.ts'
import { judge, readFindings } from './findings.ts'
import { applyMutation, type Mutation, nameOf } from './mutation.ts'
import { recordedVerdicts } from './recorded-verdicts.ts'

const read = (path: string) => readFile(join(root, path), 'utf8')

describe('the catalogue of mutations', () => {
  it.each(mutations.map((mutation) => [nameOf(mutation), mutation] as const))('%s', async (_name, mutation) => {
    const changed = applyMutation(mutation, await read(mutation.file))
    expect(changed).not.toBe(await read(mutation.file))
    for (const { page, line } of mutation.at) {
      const text = page === mutation.file ? changed : await read(page)
      expect(text.split('\n').map((candidate) => candidate.trim())).toContain(line)
    }
  })

  it('has a name for each', () => {
    expect(new Set(mutations.map(nameOf)).size).toBe(mutations.length)
  })

  it('records verdicts of mutations that exist', () => {
    const names = mutations.map(nameOf)
    expect(Object.keys(recordedVerdicts).filter((name) => !names.includes(name))).toEqual([])
  })
})

describe('the score', () => {
  it('on the page is the one that is recorded', async () => {
    expect(await read('docs/contributing/mutations.md')).toContain(formatCatalogueScore())
  })

  it('is above that of the issue: 48 of 50', () => {
    expect((mutations.length - Object.keys(recordedVerdicts).length) / mutations.length).toBeGreaterThanOrEqual(0.96)
  })
})

describe('judge', () => {
  const mutation: Mutation = {
    ...{ what: 'a', kind: 'stale output', file: 'a.md', before: 'a', after: 'b' },
    at: [{ page: 'a.md', line: 'right' }],
  }
  const output = 'a.md:2:3 error unexpected-output The page says something else here.\n  > 2 |   right\n'
  const verdict = (exitCode: number, text: string) =>
    judge(mutation, [0, exitCode], readFindings(text), () => ['wrong', '  right'])

  it('wants the right line of the right page', () => {
    expect(verdict(1, output)).toBe('caught')
    expect(verdict(1, output.replace(':2:', ':1:'))).toBe('wrong line')
    expect(verdict(1, output.replace('a.md', 'b.md'))).toBe('wrong line')
    expect(verdict(0, '')).toBe('not caught')
  })
})
