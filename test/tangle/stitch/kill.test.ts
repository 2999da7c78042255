import { spawn } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { builtCommand } from '../built-command/built-command.ts'
import { temporaryProject } from '../temporary-project.ts'

/** More of them find what is rare: set TANGLE_KILL_ROUNDS. */
const rounds = Number(process.env.TANGLE_KILL_ROUNDS ?? 4)

const pages = Array.from({ length: 60 }, (_, at) => `p${at}.md`)
const targets = ['x.txt', 'y.txt', 'z.txt']

/** Each target has a line of each page. */
const pageOf = (at: number, versions: readonly number[]) =>
  targets
    .map(
      (path, target) =>
        `Text ${at}.\n\n\`\`\`{.txt #target-${target} file=${path}}\nline ${at} of ${path}: ${versions[target]}\n\`\`\`\n`,
    )
    .join('\n')
const targetOf = (path: string, version: number) =>
  // In the order of the paths, which is that of their letters.
  [...pages]
    .sort()
    .map((page) => `line ${/\d+/.exec(page)?.[0]} of ${path}: ${version}\n`)
    .join('')

it('survives being killed at any moment: every page is old or new, and the next run ends the work', async () => {
  const first = Object.fromEntries(pages.map((path, at) => [path, pageOf(at, [0, 0, 0])]))
  const project = await temporaryProject(first)
  const read = (path: string) => readFileSync(join(project.root, path), 'utf8')
  expect(await project.execute()).toMatchObject({ exitCode: 0 })
  let interrupted = 0
  let before = [0, 0, 0]
  for (let version = 1; version <= rounds; version++) {
    const after = before.map((old, at) => (at === version % targets.length ? old : version))
    for (const [at, path] of targets.entries()) await project.write(path, targetOf(path, after[at] ?? 0))
    // By what is on the disk and not by a clock: when the journal is there, or when some page is new.
    const watched = Math.floor((Math.random() * 1.2 - 0.2) * pages.length)
    const isReached = () =>
      watched < 0 ? existsSync(join(project.root, '.tangle/stitch')) : read(`p${watched}.md`) === pageOf(watched, after)
    const child = spawn(process.execPath, [await builtCommand(), 'stitch'], { cwd: project.root, stdio: 'ignore' })
    while (child.exitCode === null && child.signalCode === null && !isReached()) await setTimeout(1)
    child.kill('SIGKILL')
    if (child.exitCode === null && child.signalCode === null)
      await new Promise((resolve) => child.once('exit', resolve))

    const states = pages.map((path, at) => [pageOf(at, before), pageOf(at, after)].indexOf(read(path)))
    expect(states).not.toContain(-1)
    if (states.includes(0)) interrupted++
    for (const [at, path] of targets.entries()) expect(read(path)).toBe(targetOf(path, after[at] ?? 0))
    expect(await project.execute('stitch')).toMatchObject({ exitCode: 0, stderr: '' })
    expect(pages.map((path) => read(path))).toEqual(pages.map((_, at) => pageOf(at, after)))
    expect(await project.execute('check')).toMatchObject({ exitCode: 0 })
    before = after
  }
  expect(existsSync(join(project.root, '.tangle/stitch'))).toBe(false)
  expect(interrupted).toBeGreaterThan(0)
}, 300_000)
