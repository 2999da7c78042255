import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { outputLimit } from '../../../../tangle/run/process/execute.ts'
import { describeDiagnostic, runProgram } from '../run-pages.ts'

const user = process.getuid?.() ?? 0
const mine = user === 0 ? [] : ['--user', `--map-user=${user}`]
/** Whether this system tells by more than an environment what a program has started. */
const canMark = process.platform === 'linux' && spawnSync('unshare', [...mine, '--uts', 'true']).status === 0

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tangle ends '))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

/** What is dead and not yet collected does not count. */
function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return !/\) Z /.test(readFileSync(`/proc/${pid}/stat`, 'utf8'))
  } catch (error) {
    // Where there is no /proc, a signal that arrives is all there is to know.
    return (error as NodeJS.ErrnoException).path !== undefined && process.platform !== 'linux'
  }
}

/**
 * Starts a program that no polite signal ends, and that holds the outputs of its parent open; says in a file who it is,
 * and goes on when that is there.
 */
const startStubborn = (pidFile: string, options: string, command = 'process.execPath, [') => [
  "import { spawn } from 'node:child_process'",
  "import { existsSync } from 'node:fs'",
  `const pidFile = ${JSON.stringify(pidFile)}`,
  'const stubborn = `',
  "  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP']) process.on(signal, () => {})",
  '  const fs = require("node:fs")',
  '  fs.writeFileSync(process.argv[1] + ".new", String(process.pid))',
  '  fs.renameSync(process.argv[1] + ".new", process.argv[1])',
  '  setInterval(() => {}, 1000)`',
  `spawn(${command}'-e', stubborn, pidFile], { stdio: 'inherit', ${options} })`,
  'while (!existsSync(pidFile)) await new Promise((resolve) => setTimeout(resolve, 10))',
]

const waitForEver = 'setInterval(() => {}, 1000)'

describe.concurrent('a program that ends', () => {
  it('takes with it what it has started', async ({ expect }) => {
    const pidFile = join(folder, 'group')
    const { diagnostics, execution } = await runProgram([
      ...startStubborn(pidFile, ''),
      "console.log('done')",
      'process.exit(0)',
    ])
    expect(diagnostics).toEqual([])
    expect(execution).toMatchObject({ stdout: 'done\n', exitCode: 0, timedOut: false })
    const pid = Number(await readFile(pidFile, 'utf8'))
    await expect.poll(() => isAlive(pid)).toBe(false)
  })

  it.runIf(process.platform === 'linux')('takes with it also what has left its group', async ({ expect }) => {
    const pidFile = join(folder, 'detached')
    const { execution } = await runProgram([...startStubborn(pidFile, 'detached: true'), 'process.exit(0)'])
    expect(execution).toMatchObject({ exitCode: 0, timedOut: false })
    const pid = Number(await readFile(pidFile, 'utf8'))
    await expect.poll(() => isAlive(pid)).toBe(false)
  })

  it.runIf(canMark)('takes with it also what has nothing of its environment', async ({ expect }) => {
    const pidFile = join(folder, 'bare')
    const bare = "'env', ['-i', process.execPath, "
    await runProgram([...startStubborn(pidFile, 'detached: true', bare), 'process.exit(0)'])
    const pid = Number(await readFile(pidFile, 'utf8'))
    await expect.poll(() => isAlive(pid)).toBe(false)
  })

  it('loses nothing of what it has printed', async () => {
    const { execution } = await runProgram(["process.stdout.write('x'.repeat(3_000_000))", 'process.exit(0)'])
    expect(execution?.stdout).toHaveLength(3_000_000)
  })
})

describe.concurrent('a program that does not end', () => {
  it('is stopped with what it has started when its time is up, and its last words are shown', async ({ expect }) => {
    const pidFile = join(folder, 'late')
    const { diagnostics, execution } = await runProgram(
      [...startStubborn(pidFile, ''), "console.log('waiting')", waitForEver],
      { attributes: 'timeout=5s' },
    )
    expect(execution?.timedOut).toBe(true)
    expect(diagnostics.map(describeDiagnostic)).toEqual([
      'a.md:3:8 timeout x did not end within 5000 ms and was stopped.',
    ])
    expect(diagnostics[0]?.detail).toBe('waiting')
    const pid = Number(await readFile(pidFile, 'utf8'))
    await expect.poll(() => isAlive(pid)).toBe(false)
  })

  it.each([
    ['standard output', 'stdout'],
    ['standard error', 'stderr'],
  ] as const)('is stopped when it floods %s', async (name, stream) => {
    const { diagnostics, execution } = await runProgram([
      `while (true) process.${stream}.write(\`\${'x'.repeat(100_000)}\\n\`)`,
    ])
    expect(diagnostics.map(describeDiagnostic)).toEqual([
      `a.md:3:8 example-failed x printed more than 10 MB on ${name} and was stopped.`,
    ])
    expect(execution).toMatchObject({ flooded: stream, timedOut: false })
    expect(execution?.[stream]).toHaveLength(outputLimit)
    expect(diagnostics[0]?.detail?.length).toBeLessThan(20_000)
  })
})
