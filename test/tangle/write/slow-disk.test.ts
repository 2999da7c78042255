import { existsSync, lstatSync, mkdirSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { chmod, rename, symlink } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { tanglePages } from '../../../tangle/resolve/tangle-pages.ts'
import { applyPlan } from '../../../tangle/write/apply.ts'
import { FileChangedError } from '../../../tangle/write/file-error.ts'
import { FileLanes } from '../../../tangle/write/file-lanes.ts'
import { NodeFileSystem } from '../../../tangle/write/node-file-system.ts'
import { planWrites } from '../../../tangle/write/plan.ts'
import { temporaryProject } from '../temporary-project.ts'
import { ended, numbers, pageOf, projectOfManyTargets, startUntil, versionOf } from './many-targets.ts'

const script = fileURLToPath(new URL('./tangle-slowly.ts', import.meta.url))

/** As if every file took long. */
const openDisk = (root: string) => new NodeFileSystem(root, { slowFile: 0 })

async function tangle(root: string, version: number): Promise<void> {
  const disk = openDisk(root)
  const { targets } = tanglePages([{ path: 'a.md', text: pageOf(version) }])
  await applyPlan(await planWrites(targets, disk), disk)
}

const versions = (root: string) => new Set(numbers.map((number) => versionOf(root, number)))

describe('on a disk that takes long to create a file', () => {
  it('writes what it writes on any other, with modes and through links, and leaves nothing behind', async () => {
    const { root } = await temporaryProject({})
    await tangle(root, 1)
    expect(versions(root)).toEqual(new Set([1]))
    await chmod(join(root, 'out/3/33.txt'), 0o600)
    rmSync(join(root, 'out/5/55.txt'))
    await rename(join(root, 'out/9'), join(root, 'elsewhere'))
    await symlink('../elsewhere', join(root, 'out/9'))
    await tangle(root, 2)
    expect(versions(root)).toEqual(new Set([2]))
    expect(lstatSync(join(root, 'out/9')).isSymbolicLink()).toBe(true)
    expect(existsSync(join(root, 'elsewhere/9.txt'))).toBe(true)
    expect(statSync(join(root, 'out/3/33.txt')).mode & 0o777).toBe(0o600)
    expect(readdirSync(join(root, '.tangle'))).toEqual(['.gitignore'])
    expect(readdirSync(join(root, 'out/0')).filter((name) => !/^\d+\.txt$/.test(name))).toEqual([])
  })

  it('goes on when its own folder is deleted meanwhile', async () => {
    const { root } = await temporaryProject({ 'a/x.txt': '' })
    const disk = openDisk(root)
    const path = (number: number) => `a/${number}.txt`
    await disk.exclusively(async () => {
      for (const number of numbers.slice(0, 20)) await disk.write(path(number), `${number}`)
      expect(readdirSync(join(root, '.tangle')).filter((name) => name.startsWith('tmp-'))).not.toEqual([])
      const rest = numbers.slice(20).map((number) => disk.write(path(number), `${number}`))
      rmSync(join(root, '.tangle'), { recursive: true })
      await Promise.all(rest)
    })
    for (const number of numbers) expect(await disk.read(path(number))).toBe(`${number}`)
    expect(readdirSync(join(root, 'a')).filter((name) => name.startsWith('.'))).toEqual([])
  })

  it('leaves a file alone that somebody edits while it is prepared', async () => {
    const { root } = await temporaryProject({ 'a/x.txt': 'before', 'a/y.txt': 'before' })
    const disk = openDisk(root)
    await disk.exclusively(async () => {
      for (const number of numbers.slice(0, 20)) await disk.write(`a/${number}.txt`, '')
      const writing = [
        disk.write('a/x.txt', 'ours', { before: 'before' }),
        disk.write('a/y.txt', 'ours', { before: 'before' }),
      ]
      await Promise.resolve()
      writeFileSync(join(root, 'a/x.txt'), 'mine')
      rmSync(join(root, 'a/y.txt'))
      for (const each of writing) await expect(each).rejects.toThrow(FileChangedError)
    })
    expect(await disk.read('a/x.txt')).toBe('mine')
    expect(readdirSync(join(root, 'a')).filter((name) => !/^\d+\.txt$/.test(name))).toEqual(['x.txt'])
    expect(readdirSync(join(root, '.tangle'))).toEqual(['.gitignore'])
  })

  it('says which file could not be written', async () => {
    const { root } = await temporaryProject({})
    const disk = openDisk(root)
    await disk.exclusively(async () => {
      for (const number of numbers.slice(0, 20)) await disk.write(`a/${number}.txt`, '')
      const writing = disk.write('a/new.txt', 'x')
      // In the moment between the look at it and the write.
      mkdirSync(join(root, 'a/new.txt/x'), { recursive: true })
      await expect(writing).rejects.toThrow(/^a\/new\.txt cannot be written: .*\((EISDIR|ENOTEMPTY|EEXIST)\)/)
    })
    expect(readdirSync(join(root, '.tangle'))).toEqual(['.gitignore'])
  })

  it('survives being killed: every file is old or new, and the next run ends the work and cleans up', async () => {
    const project = await projectOfManyTargets()
    let interrupted = 0
    for (let version = 1; version <= 6; version++) {
      await project.write('a.md', pageOf(version))
      const watched = numbers[(version * 31) % numbers.length] ?? 0
      const child = await startUntil(project.root, () => versionOf(project.root, watched) === version, script)
      child.kill('SIGKILL')
      await ended(child)
      for (const found of versions(project.root)) expect(['number', 'undefined']).toContain(typeof found)
      if (versions(project.root).size > 1) interrupted++
    }
    expect(interrupted).toBeGreaterThan(0)
    expect(await project.tangle()).toMatchObject({ exitCode: 0, stderr: '' })
    expect(versions(project.root)).toEqual(new Set([6]))
    expect(readdirSync(join(project.root, '.tangle'))).toEqual(['.gitignore', 'base'])
  }, 120_000)
})

describe('lanes', () => {
  it('are worth it when many files in a row are slow, and not for one', async () => {
    const { root } = await temporaryProject({})
    const lanes = new FileLanes(root, 1)
    for (let round = 0; round < 50; round++) {
      lanes.note(9)
      lanes.note(0.1)
    }
    expect(lanes.areWorthIt).toBe(false)
    for (let round = 0; round < 8; round++) lanes.note(1)
    expect(lanes.areWorthIt).toBe(true)
  })

  it('are never used by two at once, are few, and are gone at the end', async () => {
    const { root } = await temporaryProject({})
    const lanes = new FileLanes(root, 0)
    const busy = new Set<string>()
    const seen = new Set<string>()
    const results = numbers.slice(0, 40).map((number) =>
      lanes.use(async (folder) => {
        expect(busy).not.toContain(folder)
        expect(dirname(folder)).toBe(root)
        expect(existsSync(folder)).toBe(true)
        busy.add(folder)
        seen.add(basename(folder))
        await setTimeout(number % 3)
        busy.delete(folder)
        if (number === 7) throw new Error('no')
        return number
      }),
    )
    const settled = await Promise.allSettled(results)
    expect(settled.filter(({ status }) => status === 'rejected')).toHaveLength(1)
    expect(seen.size).toBe(4)
    lanes.close()
    for (const name of seen) expect(existsSync(join(root, name))).toBe(false)
  })
})
