import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import * as core from '../../src/core/errors/index.ts'
import * as node from '../../src/node/index.ts'
import { root } from '../run-example-under-host.ts'

const read = (path: string) => readFile(join(root, path), 'utf8')

/** The entries of a catalogue: a heading that is a code, and the text below it. */
async function readEntries(path: string): Promise<{ readonly code: string; readonly text: string }[]> {
  const entries = (await read(path)).matchAll(/^### `([^`]+)`\n\n(.+)$/gm)
  return [...entries].map(([, code = '', text = '']) => ({ code, text }))
}

const codesOf = async (path: string) => (await readEntries(path)).map(({ code }) => code)

async function sourcesOfSdk(): Promise<string> {
  const paths = await readdir(join(root, 'src'), { recursive: true })
  const sources = paths.filter((path) => path.endsWith('.ts') && !path.startsWith('mock'))
  return (await Promise.all(sources.map((path) => read(join('src', path))))).join('\n')
}

const unique = (words: Iterable<string>) => [...new Set(words)].sort()

describe('the error catalogue', async () => {
  const page = 'docs/reference/errors.md'

  test('has an entry for every code that the SDK sets itself, and for no other', async () => {
    const set = (await sourcesOfSdk()).matchAll(/\bcode(?::| \?\?) '(\w+)'/g)
    const codes = await codesOf(page)
    expect(codes.length).toBeGreaterThan(0)
    expect(codes).toEqual([...new Set(codes)])
    expect(unique(codes)).toEqual(unique([...set].map((match) => match[1] ?? '')))
  })

  test('names every class, and no other', async () => {
    const classes = Object.entries({ ...core, ...node }).flatMap(([name, value]) =>
      typeof value === 'function' && (value === core.SdkError || value.prototype instanceof core.SdkError)
        ? [name]
        : [],
    )
    const named = [...(await read(page)).matchAll(/`(\w+Error)`/g)].map((match) => match[1] ?? '')
    expect(unique(named)).toEqual(unique(classes))
  })

  test('gives each status the class and the code that the SDK gives it', async () => {
    const said = (await readEntries(page)).flatMap(({ code, text }) => {
      const [, name, statuses = ''] = /^`(\w+)`, status ([\d or]+)/.exec(text) ?? []
      return name === undefined
        ? []
        : statuses
            .trim()
            .split(' or ')
            .map((status) => ({ status: Number(status), name, code }))
    })
    expect(said.length).toBeGreaterThan(0)
    for (const { status, name, code } of said) {
      const row = core.statusRow(status)
      expect({ status, name: row.class.prototype.name, code: row.code }).toEqual({ status, name, code })
    }
  })
})

describe('the list of diagnostics', async () => {
  const page = 'docs/reference/diagnostics.md'

  test('has an entry for every code of the toolchain, and for no other', async () => {
    const source = await read('tangle/model/diagnostic.ts')
    const union = /export type DiagnosticCode =(.*?)\n\n/s.exec(source)?.[1] ?? ''
    const codes = await codesOf(page)
    expect(codes).toEqual([...union.matchAll(/'([a-z-]+)'/g)].map((match) => match[1]))
  })

  test('calls exactly those a warning that are never an error', async () => {
    const entries = await readEntries(page)
    const warnings = entries.filter(({ text }) => text.startsWith('A warning: ')).map(({ code }) => code)
    // What is an error on a page of ours may be none in a project of Entangled.
    const paths = (await readdir(join(root, 'tangle'), { recursive: true })).filter(
      (path) => path.endsWith('.ts') && !path.startsWith('entangled'),
    )
    const sources = (await Promise.all(paths.map((path) => read(join('tangle', path))))).join('\n')
    const set = [...sources.matchAll(/code: '([a-z-]+)',\s+severity: 'warning'/g)].map((match) => match[1] ?? '')
    expect([...warnings].sort()).toEqual(unique(set))
  })
})
