import { describe, expect, it } from 'vitest'
import type { FileSystem } from '../../../tangle/model/file-system.ts'
import { tanglePages } from '../../../tangle/resolve/tangle-pages.ts'
import { applyPlan } from '../../../tangle/write/apply.ts'
import { journalPath, ledgerPath, parseLedger, writtenPath } from '../../../tangle/write/ledger.ts'
import { MemoryFileSystem } from '../../../tangle/write/memory-file-system.ts'
import { type PlanOptions, planWrites } from '../../../tangle/write/plan.ts'

const names = ['a', 'b', 'c']

/** A page that writes a file for each name, with the version in it. */
function page(version: number, files: readonly string[] = names) {
  const blocks = files.map((name) => `\`\`\`{.txt file=out/${name}.txt}\n${name} ${version}\n\`\`\`\n`)
  return [{ path: 'a.md', text: blocks.join('\n') }]
}

class Crash extends Error {}

/** A disk of which the process dies before its change number `count`, and makes no other one. */
function crashingAt(disk: MemoryFileSystem, count: number): { fileSystem: FileSystem; changes: () => number } {
  let changes = 0
  const change = async (work: () => Promise<void>) => {
    if (changes >= count) throw new Crash()
    changes++
    await work()
  }
  const fileSystem: FileSystem = {
    read: (path) => disk.read(path),
    exists: (path) => disk.exists(path),
    glob: (patterns, ignore) => disk.glob(patterns, ignore),
    realPath: (path) => disk.realPath(path),
    write: (path, text, options) => change(() => disk.write(path, text, options)),
    remove: (path) => change(() => disk.remove(path)),
  }
  return { fileSystem, changes: () => changes }
}

async function tangle(disk: FileSystem, version: number, files = names, options: PlanOptions = {}) {
  const plan = await planWrites(tanglePages(page(version, files)).targets, disk, ['out'], options)
  expect(plan.diagnostics).toEqual([])
  await applyPlan(plan, disk)
}

/** A disk on which version 1 was written, and a run of version 2 died before its change number `count`. */
async function crashed(count: number, files = names): Promise<{ disk: MemoryFileSystem; isDead: boolean }> {
  const disk = new MemoryFileSystem()
  await tangle(disk, 1)
  const { fileSystem } = crashingAt(disk, count)
  const isDead = await tangle(fileSystem, 2, files).then(
    () => false,
    (error) => {
      if (!(error instanceof Crash)) throw error
      return true
    },
  )
  return { disk, isDead }
}

/** Every point at which a run may die. */
const points = [0, 1, 2, 3, 4, 5, 6, 7]

async function expectVersion(disk: MemoryFileSystem, version: number, files = names) {
  for (const name of files) expect(await disk.read(`out/${name}.txt`)).toBe(`${name} ${version}\n`)
  expect([...disk.files.keys()].sort()).toEqual([writtenPath, ...files.map((name) => `out/${name}.txt`), ledgerPath])
  expect([...parseLedger(disk.files.get(ledgerPath) ?? '').keys()]).toEqual(files.map((name) => `out/${name}.txt`))
}

describe('a run that dies', () => {
  it('makes as many changes as there are points to die at', async () => {
    expect((await crashed(points.length - 1)).isDead).toBe(false)
    expect((await crashed(points.length - 2)).isDead).toBe(true)
  })

  it.each(points)('before change %i leaves every file old or new, and the next run ends its work', async (count) => {
    const { disk } = await crashed(count)
    for (const name of names) expect(await disk.read(`out/${name}.txt`)).toMatch(new RegExp(`^${name} [12]\n$`))
    await tangle(disk, 2)
    await expectVersion(disk, 2)
  })

  // What was written matches neither the ledger nor the page that changed again: only the journal knows it.
  it.each(points)('before change %i is no edit by hand, also when the page changes again', async (count) => {
    const { disk } = await crashed(count)
    await tangle(disk, 3)
    await expectVersion(disk, 3)
  })

  it.each(points)('before change %i, and again at every point after it, is still no edit by hand', async (count) => {
    for (const second of points) {
      const { disk } = await crashed(count)
      await tangle(crashingAt(disk, second).fileSystem, 3).catch((error) => expect(error).toBeInstanceOf(Crash))
      await tangle(disk, 4)
      await expectVersion(disk, 4)
    }
  })

  it.each(points)('before change %i leaves no orphan behind that nobody knows', async (count) => {
    // The new file is in no ledger yet when its page gives it up again.
    const { disk } = await crashed(count, [...names, 'new'])
    await tangle(disk, 3)
    await expectVersion(disk, 3)
    const removing = await crashed(count, ['a'])
    await tangle(removing.disk, 2, ['a'])
    await expectVersion(removing.disk, 2, ['a'])
  })

  it.each(points)('before change %i is remembered while only some targets are written', async (count) => {
    const { disk } = await crashed(count)
    await tangle(disk, 3, names, { only: new Set(['out/a.txt']) })
    expect(await disk.read('out/a.txt')).toBe('a 3\n')
    await tangle(disk, 4)
    await expectVersion(disk, 4)
  })

  it('does not hide an edit by hand', async () => {
    for (const count of points) {
      const { disk } = await crashed(count)
      await disk.write('out/b.txt', 'mine\n')
      const { diagnostics } = await planWrites(tanglePages(page(3)).targets, disk, ['out'])
      expect(diagnostics).toMatchObject([{ code: 'conflict' }])
    }
  })

  it('leaves its journal until the next run', async () => {
    expect((await crashed(3)).disk.files.has(journalPath)).toBe(true)
    expect((await crashed(7)).disk.files.has(journalPath)).toBe(false)
  })
})
