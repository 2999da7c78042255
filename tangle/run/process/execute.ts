import { rmSync } from 'node:fs'
import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { performance } from 'node:perf_hooks'
import { runEnvironment } from '../sandbox/environment.ts'
import type { NetworkAttempt } from '../sandbox/guard/refuse.ts'
import { killProcesses } from '../sandbox/kill-processes.ts'
import { readNetworkLog } from '../sandbox/network-access.ts'
import { startRefusingProxy } from '../sandbox/refusing-proxy.ts'
import { startProgram } from '../sandbox/start-program.ts'
import { makeTemporaryFolder } from '../sandbox/temporary-folder.ts'
import { unreachable } from '../sandbox/unreachable.ts'
import { atExit } from './at-exit.ts'

/** How a program is started. */
export interface Command {
  /** A program on the path, or an absolute path. */
  readonly program: string
  readonly args: readonly string[]
  /** Added to the environment; wins over everything else. */
  readonly env: Readonly<Record<string, string>>
}

/** Which of the two outputs of a program. */
export type OutputStream = 'stdout' | 'stderr'

export interface Execution {
  readonly stdout: string
  readonly stderr: string
  /** `null` if a signal ended it. */
  readonly exitCode: number | null
  /** The signal that ended it. */
  readonly signal: NodeJS.Signals | null
  readonly timedOut: boolean
  /** The output that had no end, for which the program was stopped. What came first is kept. */
  readonly flooded: OutputStream | undefined
  /** What the program tried to reach beyond this machine, as far as that is known: {@link runEnvironment}. */
  readonly networkAttempts: readonly NetworkAttempt[]
  /** One of the attempts may have been that of another program, which ran at the same time. */
  readonly isNetworkShared?: boolean
  /** Milliseconds. */
  readonly duration: number
}

export interface ExecuteOptions {
  readonly cwd: string
  /** What the host adds to {@link runEnvironment}. */
  readonly env: Readonly<Record<string, string>>
  /** Follow the arguments of the command. */
  readonly args?: readonly string[]
  /** Milliseconds until the program and everything it started is killed. */
  readonly timeout: number
  /** Called with output as it comes. */
  readonly onOutput?: (stream: OutputStream, text: string) => void
}

/** What a program may print on either output, in UTF-16 units: more is a loop without an end, and no page shows it. */
export const outputLimit = 10_000_000

/** How long what is left of an output is waited for when the program has ended, in milliseconds. */
const drainTime = 2000

/**
 * Runs a program as its reader would, as a process of its own with no standard input, and with a home and temporary
 * directory that is gone afterwards. Whatever it has started ends with it.
 *
 * @throws the error of `spawn`, if the program cannot be started.
 */
export async function execute(command: Command, options: ExecuteOptions): Promise<Execution> {
  const proxy = await startRefusingProxy()
  const folder = makeTemporaryFolder('run')
  const folders = { home: join(folder, 'home'), networkLog: join(folder, 'network.log') }
  const callOff = atExit(() => rmSync(folder, { recursive: true, force: true }))
  try {
    await mkdir(folders.home)
    const { env } = options
    const own = { ...env, ...command.env, ...nodeOptions(env, command.env) }
    const environment = runEnvironment(folders, proxy.url, own)
    const [ended, { addresses, isShared }] = await unreachable.during(() =>
      runProcess(command, options, folders.networkLog, environment),
    )
    const unseen = [...proxy.addresses, ...addresses].map((address) => ({ address, stack: '' }))
    const networkAttempts = [...readNetworkLog(folders.networkLog), ...unseen]
    return { ...ended, networkAttempts, ...(isShared && { isNetworkShared: true }) }
  } finally {
    proxy.close()
    callOff()
    await rm(folder, { recursive: true, force: true, maxRetries: 3 })
  }
}

function runProcess(
  command: Command,
  options: ExecuteOptions,
  marker: string,
  env: Readonly<Record<string, string>>,
): Promise<Omit<Execution, 'networkAttempts'>> {
  const started = performance.now()
  const child = startProgram(command.program, [...command.args, ...(options.args ?? [])], {
    cwd: options.cwd,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
    // A group of its own, so that what it starts can be ended with it.
    detached: process.platform !== 'win32',
  })
  return new Promise((resolve, reject) => {
    const output = { stdout: '', stderr: '' }
    let timedOut = false
    let flooded: OutputStream | undefined
    let drain: NodeJS.Timeout | undefined
    // In a group of its own, it does not hear a Ctrl-C: it must not outlive the one who started it.
    const end = () => killProcesses(child, marker)
    const callOff = atExit(end)
    const timer = setTimeout(() => {
      timedOut = true
      end()
    }, options.timeout)
    const settle = () => {
      clearTimeout(timer)
      clearTimeout(drain)
      callOff()
    }
    for (const stream of ['stdout', 'stderr'] as const) {
      child[stream]?.setEncoding('utf8').on('data', (text: string) => {
        if (flooded !== undefined) return
        output[stream] += text.slice(0, outputLimit - output[stream].length)
        if (output[stream].length < outputLimit) options.onOutput?.(stream, text)
        else {
          flooded = stream
          end()
        }
      })
    }
    child.on('error', (error) => {
      settle()
      reject(error)
    })
    child.on('exit', () => {
      // What it left behind would keep the outputs open. What it has written itself is still read to its end.
      end()
      drain = setTimeout(() => {
        child.stdout?.destroy()
        child.stderr?.destroy()
      }, drainTime)
    })
    child.on('close', (exitCode, signal) => {
      settle()
      resolve({ ...output, exitCode, signal, timedOut, flooded, duration: performance.now() - started })
    })
  })
}

/** A host may have options for Node as well as the program. */
function nodeOptions(host: Readonly<Record<string, string>>, own: Readonly<Record<string, string>>) {
  const options = [host.NODE_OPTIONS, own.NODE_OPTIONS].filter((option) => option !== undefined)
  return options.length === 0 ? {} : { NODE_OPTIONS: options.join(' ') }
}
