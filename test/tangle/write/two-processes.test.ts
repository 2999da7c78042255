import { existsSync, readdirSync } from 'node:fs'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { FileError } from '../../../tangle/model/file-error.ts'
import { processMark } from '../../../tangle/state/process-mark.ts'
import { withProjectLock } from '../../../tangle/state/project-lock.ts'
import { StateFolder } from '../../../tangle/state/state-folder.ts'
import { temporaryProject } from '../temporary-project.ts'
import { ended, numbers, pageOf, projectOfManyTargets, startUntil, versionOf } from './many-targets.ts'

it('lets two processes write the same at once: both succeed, and nothing is mixed', async () => {
  const project = await projectOfManyTargets()
  for (let version = 1; version <= 2; version++) {
    await project.write('a.md', pageOf(version))
    const results = await Promise.all([project.execute(), project.execute()])
    for (const result of results) expect(result).toMatchObject({ exitCode: 0, stderr: '' })
    expect(numbers.map((number) => versionOf(project.root, number))).toEqual(numbers.map(() => version))
  }
  expect(await project.execute('check')).toMatchObject({ exitCode: 0 })
  expect(readdirSync(join(project.root, '.tangle'))).toEqual(['.gitignore', 'base', 'snapshot', 'written'])
})

it('never mixes two versions: the page changes while a process writes, and another one starts', async () => {
  const project = await projectOfManyTargets()
  for (let version = 1; version <= 2; version++) {
    await project.write('a.md', pageOf(2 * version))
    const first = await startUntil(project.root, () => existsSync(join(project.root, '.tangle/journal')))
    await project.write('a.md', pageOf(2 * version + 1))
    const second = await project.execute()
    await ended(first)
    // One after the other, and what came last knows that what came first was no edit by hand.
    expect(second).toMatchObject({ exitCode: 0, stderr: '' })
    expect(numbers.map((number) => versionOf(project.root, number))).toEqual(numbers.map(() => 2 * version + 1))
  }
})

it('takes turns', async () => {
  const { root } = await temporaryProject({})
  let inside = 0
  let most = 0
  const work = async () => {
    most = Math.max(most, ++inside)
    await writeFile(join(root, 'x'), '')
    inside--
  }
  await Promise.all(Array.from({ length: 8 }, () => withProjectLock(new StateFolder(root), work)))
  expect(most).toBe(1)
})

it('does not wait forever, and says for whom it waits', async () => {
  const { root } = await temporaryProject({})
  await withProjectLock(new StateFolder(root), async () => {
    const waiting = withProjectLock(new StateFolder(root), async () => 'never', { wait: 0 })
    await expect(waiting).rejects.toThrow(FileError)
    await expect(withProjectLock(new StateFolder(root), async () => 'never', { wait: 0 })).rejects.toThrow(
      `Another tangle, process ${process.pid}, is writing to this project.`,
    )
  })
})

it('takes over from a process that is gone, and deletes what it left', async () => {
  const project = await temporaryProject({ 'a.md': '```{.txt file=x.txt}\nx\n```\n' })
  await mkdir(join(project.root, '.tangle'))
  // No process has this number: it is above what any system gives.
  const gone = processMark().replace(/^\d+/, '999999999')
  for (const kind of ['lock', 'tmp']) await project.write(`.tangle/${kind}-${gone}`, 'half')
  expect(await project.execute()).toMatchObject({ exitCode: 0, stdout: 'created x.txt\n' })
  expect(readdirSync(join(project.root, '.tangle'))).toEqual(['.gitignore', 'base', 'snapshot', 'written'])
})

it('takes over from a process whose number another one has by now', async () => {
  const { root } = await temporaryProject({})
  // This very process, but started at another time.
  const reused = processMark().replace(/^(\d+)-\d+/, '$1-1')
  const state = new StateFolder(root)
  state.write(`lock-${reused}`, '')
  const result = withProjectLock(state, async () => 'done', { wait: 0 })
  if (existsSync('/proc/self/stat')) expect(await result).toBe('done')
  else await expect(result).rejects.toThrow(FileError)
})

// Its name is what a process of this moment would give it, and a clone brought it along.
it.each(['', 'tangle-state 1 0000'])('waits for no lock that nobody signed: %j', async (text) => {
  const { root } = await temporaryProject({})
  const state = new StateFolder(root)
  const path = join(state.makePath(), `lock-${processMark()}`)
  await writeFile(path, text)
  expect(await withProjectLock(state, async () => 'done', { wait: 0 })).toBe('done')
  expect(existsSync(path)).toBe(false)
})

it('says so when there is no place for the lock, and writes nothing', async () => {
  const project = await temporaryProject({ 'a.md': '```{.txt file=x.txt}\nx\n```\n', '.tangle': 'a file' })
  const result = await project.execute()
  expect(result).toMatchObject({ exitCode: 1, stderr: '1 error\nNothing was written.\n' })
  expect(result.stdout).toContain('.tangle cannot be written')
  expect(existsSync(join(project.root, 'x.txt'))).toBe(false)
})
