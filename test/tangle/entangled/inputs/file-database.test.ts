import { describe, expect, it } from 'vitest'
import {
  digestText,
  parseFileDatabase,
  readFileDatabase,
  recordsOf,
} from '../../../../tangle/entangled/inputs/file-database.ts'
import { hashText } from '../../../../tangle/write/ledger.ts'
import { MemoryFileSystem } from '../../../../tangle/write/memory-file-system.ts'
import { tangleFiles } from '../entangled-project.ts'

// The digest of `x`.
const digest = '2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881'

describe('the database of Entangled', () => {
  it('is read in the form of 2.4', () => {
    const text = `{"files":{"a.md":{"hexdigest":"${'0'.repeat(64)}","modified":"2026-01-01T00:00:00"},"x.py":{"hexdigest":"${digest}"}},"targets":["x.py"],"version":"2.4.3"}`
    const database = parseFileDatabase(text)
    expect(database?.version).toBe('2.4.3')
    expect([...(database?.targets ?? [])]).toEqual(['x.py'])
    expect(database?.digests.get('x.py')).toBe(digest)
    expect(database?.digests.size).toBe(2)
  })

  it('is read in the form of 2.0 to 2.3', () => {
    const text = `{"version":"2.0.5","files":[{"path":"x.py","deps":["a.md"],"modified":"2024-01-01","hexdigest":"${digest}","size":1}],"source":[],"target":["x.py"]}`
    const database = parseFileDatabase(text)
    expect([...(database?.targets ?? [])]).toEqual(['x.py'])
    expect(database?.digests.get('x.py')).toBe(digest)
  })

  it.each(['', '[]', '{"files":', '<<<<<<< HEAD', 'null'])('says nothing if it is broken: %j', (text) => {
    expect(parseFileDatabase(text)).toBeUndefined()
  })

  it('may lack everything', () => {
    expect(parseFileDatabase('{}')).toEqual({ version: '', digests: new Map(), targets: new Set() })
  })

  it('may be absent', async () => {
    expect(await readFileDatabase(new MemoryFileSystem())).toBeUndefined()
  })

  it('has digests without carriage returns and white space at the end', async () => {
    expect(await digestText('x')).toBe(digest)
    expect(await digestText('x\r\n\n \t\n')).toBe(digest)
    expect(await digestText('x\ny')).toBe(await digestText('x\r\ny\r\n'))
  })
})

describe('records from the database', () => {
  it('are of targets, edited or not, and of leftovers that say where they came from', async () => {
    const names = ['same.py', 'edited.py', 'gone.py', 'unknown.py']
    const source = names.map((name) => `\`\`\` {.python file=${name}}\ny\n\`\`\`\n`).join('\n')
    const { targets } = await tangleFiles({ 'a.md': source }, { annotation: 'naked' })
    const leftover = '# ~/~ begin <<a.md#old.py>>[init]\nx\n# ~/~ end\n'
    const known = ['same.py', 'edited.py', 'gone.py', '.entangled/tasks.json', 'Makefile', '../../outside.py', '/etc/x']
    const database = {
      version: '2.4.3',
      digests: new Map([...known.map((path) => [path, digest] as const), ['old.py', await digestText(leftover)]]),
      targets: new Set([...known, 'old.py', 'old-edited.py']),
    }
    const disk = new MemoryFileSystem({
      'same.py': 'x\n',
      'edited.py': 'z\n',
      'unknown.py': 'x\n',
      '.entangled/tasks.json': 'x\n',
      Makefile: 'x\n',
      'old.py': leftover,
      'old-edited.py': leftover,
    })
    expect(await recordsOf(database, targets, disk)).toEqual({
      written: new Map([
        ['same.py', await hashText('x\n')],
        ['old.py', await hashText(leftover)],
      ]),
      claimed: new Set(['same.py', 'edited.py', 'old.py', 'old-edited.py']),
    })
  })
})
