import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { performance } from 'node:perf_hooks'

export interface Execution {
  readonly stdout: string
  readonly stderr: string
  /** `null` if a signal ended it. */
  readonly exitCode: number | null
  readonly timedOut: boolean
  /** Milliseconds. */
  readonly duration: number
}

export interface ExecuteOptions {
  readonly cwd: string
  /** The whole environment but for what every program needs ({@link inherited}). */
  readonly env: Readonly<Record<string, string>>
  readonly args?: readonly string[]
  /** Milliseconds until the program and everything it started is killed. */
  readonly timeout: number
  /** Called with output as it comes. */
  readonly onOutput?: (stream: 'stdout' | 'stderr', text: string) => void
}

/** What a program needs to start at all; everything else would make its output depend on the machine. */
const inherited = ['PATH', 'HOME', 'SystemRoot', 'USERPROFILE', 'LD_LIBRARY_PATH']

/** Runs a compiled program as its reader would, as a process of its own with no standard input. */
export async function execute(file: string, options: ExecuteOptions): Promise<Execution> {
  const temporary = await mkdtemp(join(tmpdir(), 'tangle-run-'))
  try {
    return await runProcess(file, options, temporary)
  } finally {
    await rm(temporary, { recursive: true, force: true })
  }
}

function runProcess(file: string, options: ExecuteOptions, temporary: string): Promise<Execution> {
  const started = performance.now()
  const base = Object.fromEntries(
    inherited.flatMap((name) => (process.env[name] === undefined ? [] : [[name, process.env[name]]])),
  )
  const child = spawn(process.execPath, ['--enable-source-maps', file, ...(options.args ?? [])], {
    cwd: options.cwd,
    env: { ...base, TMPDIR: temporary, TZ: 'UTC', LANG: 'C.UTF-8', NO_COLOR: '1', ...options.env },
    stdio: ['ignore', 'pipe', 'pipe'],
    // A group of its own, so that what it starts can be ended with it.
    detached: process.platform !== 'win32',
  })
  return new Promise((resolve, reject) => {
    const output = { stdout: '', stderr: '' }
    let timedOut = false
    // In a group of its own, it does not hear a Ctrl-C: it must not outlive the one who started it.
    const end = () => killGroup(child)
    process.once('exit', end)
    const timer = setTimeout(() => {
      timedOut = true
      killGroup(child)
    }, options.timeout)
    for (const stream of ['stdout', 'stderr'] as const) {
      child[stream].setEncoding('utf8').on('data', (text: string) => {
        output[stream] += text
        options.onOutput?.(stream, text)
      })
    }
    child.on('error', (error) => {
      clearTimeout(timer)
      process.off('exit', end)
      reject(error)
    })
    child.on('close', (exitCode) => {
      clearTimeout(timer)
      process.off('exit', end)
      killGroup(child)
      resolve({ ...output, exitCode, timedOut, duration: performance.now() - started })
    })
  })
}

function killGroup(child: ChildProcess): void {
  if (child.pid === undefined) return
  try {
    if (process.platform === 'win32') child.kill('SIGKILL')
    else process.kill(-child.pid, 'SIGKILL')
  } catch (error) {
    // Nothing left to end.
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error
  }
}
