import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { ended, numbers, pageOf, projectOfManyTargets, startUntil, versionOf } from './many-targets.ts'

/** More of them find what is rare: set TANGLE_KILL_ROUNDS. */
const rounds = Number(process.env.TANGLE_KILL_ROUNDS ?? 8)

it('survives being killed at any moment: every file is old or new, and the next run ends the work', async () => {
  const project = await projectOfManyTargets()
  let interrupted = 0
  for (let version = 0; version < rounds; version++) {
    await project.write('a.md', pageOf(version))
    // By what is on the disk and not by a clock: when the journal is there, or when some file is new.
    const watched = Math.floor(Math.random() * (numbers.length + 20)) - 20
    const child = await startUntil(project.root, () =>
      watched < 0 ? existsSync(join(project.root, '.tangle/journal')) : versionOf(project.root, watched) === version,
    )
    child.kill('SIGKILL')
    await ended(child)
    const versions = numbers.map((number) => versionOf(project.root, number))
    for (const found of versions) expect(found === undefined || typeof found === 'number', String(found)).toBe(true)
    if (versions.some((found) => found !== version)) interrupted++
    // Every third time the work is ended; else the page changes again before anybody looks.
    if (version % 3 !== 0) continue
    expect(await project.execute()).toMatchObject({ exitCode: 0, stderr: '' })
    expect(numbers.map((number) => versionOf(project.root, number))).toEqual(numbers.map(() => version))
  }
  await project.write('a.md', pageOf(rounds))
  expect(await project.execute()).toMatchObject({ exitCode: 0, stderr: '' })
  expect(numbers.map((number) => versionOf(project.root, number))).toEqual(numbers.map(() => rounds))
  expect(readdirSync(join(project.root, '.tangle'))).toEqual(['.gitignore', 'base', 'snapshot', 'written'])
  expect(readdirSync(join(project.root, 'out/0')).filter((name) => !/^\d+\.txt$/.test(name))).toEqual([])
  expect(await project.execute('check')).toMatchObject({ exitCode: 0 })
  expect(interrupted).toBeGreaterThan(0)
}, 300_000)
