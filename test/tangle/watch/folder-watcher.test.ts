import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { FolderWatcher } from '../../../tangle/watch/folder-watcher.ts'

const closing: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const close of closing.splice(0)) await close()
})

async function watchRoot() {
  const root = await mkdtemp(join(tmpdir(), 'tangle-folders-'))
  const events: string[] = []
  const watcher = new FolderWatcher({
    root,
    isWanted: () => true,
    onEvent: (path) => events.push(path),
    onError: (error) => events.push(String(error)),
  })
  closing.push(async () => {
    await watcher.close()
    rmSync(root, { recursive: true, force: true })
  })
  const write = (path: string) => {
    mkdirSync(join(root, path, '..'), { recursive: true })
    writeFileSync(join(root, path), 'x')
  }
  const remove = (path: string) => rmSync(join(root, path), { recursive: true })
  return { watcher, events, write, remove }
}

const known = (...written: string[]) => ({ all: ['out/a.ts', 'out/b.ts', 'other/c.ts'], written })

describe('a folder that is watched from now on', () => {
  it('tells of the files that are in it, and of those that should be', async () => {
    const { watcher, events, write } = await watchRoot()
    write('out/a.ts')
    write('out/else.ts')
    await watcher.add(['out'], known())
    expect(new Set(events)).toEqual(new Set(['out/a.ts', 'out/b.ts', 'out/else.ts']))
  })

  it('tells once, and nothing of other folders', async () => {
    const { watcher, events, write } = await watchRoot()
    write('out/a.ts')
    await watcher.add(['out'], known())
    const before = events.length
    await watcher.add(['out', 'other'], known())
    expect(events).toHaveLength(before)
  })

  it('tells of what was written into it when it is gone before anybody watches it', async () => {
    const { watcher, events } = await watchRoot()
    await watcher.add(['out'], known('out/a.ts'))
    expect(events).toEqual(['out/a.ts'])
  })

  it('is watched again when it was deleted while it was about to be watched', async () => {
    const { watcher, events, write, remove } = await watchRoot()
    write('out/a.ts')
    const added = watcher.add(['out'], known('out/a.ts'))
    remove('out')
    await added
    expect(events).toContain('out/a.ts')
    write('out/a.ts')
    await watcher.add(['out'])
    events.length = 0
    write('out/b.ts')
    await vi.waitFor(() => expect(events).toContain('out/b.ts'), 60_000)
  })

  it('is found when it comes back', async () => {
    const { watcher, events, write, remove } = await watchRoot()
    write('out/a.ts')
    const added = watcher.add(['out'])
    remove('out')
    await added
    write('out/a.ts')
    await vi.waitFor(() => expect(events).toContain('out'), 60_000)
  })
})
