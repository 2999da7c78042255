import { type ChildProcess, type SpawnOptions, spawn, spawnSync } from 'node:child_process'
import { accessSync, constants, readdirSync, readlinkSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { outsideVariable } from '../../state/process-mark.ts'
import { hasOwnNetwork } from './own-network.ts'

/** Programs that were started and have not ended. */
const running = new Set<ChildProcess>()

/**
 * Starts a program of a page. Where a run has processes of its own ({@link hasOwnProcesses}), the program is put in a
 * namespace of host names besides: all that it starts is in there as well, whatever group, session, parent or
 * environment it takes. It is the program itself that is started, with its number and its signals: `unshare` becomes it.
 */
export function startProgram(program: string, args: readonly string[], options: SpawnOptions): ChildProcess {
  const isMarked = canMark() && isThere(program, options.env?.PATH ?? '')
  const child = isMarked
    ? spawn('unshare', [...markOptions(), '--', program, ...args], options)
    : spawn(program, args, options)
  running.add(child)
  child.once('error', () => running.delete(child))
  // In front of whoever asks for strays then.
  child.once('exit', () => running.delete(child))
  return child
}

/**
 * Ends what programs have started that have ended themselves: all that has left the namespaces of this process, and is
 * in none of a program that still runs. Nothing where that cannot be told.
 */
export function killStrays(ended: ChildProcess): void {
  running.delete(ended)
  if (!canMark()) return
  // Some may be starting others just now.
  for (let round = 0; round < 50 && killOnce(); round++);
}

function killOnce(): boolean {
  const known = new Set([...running].map(({ pid }) => pid !== undefined && markOf(pid)))
  known.add(markOf('self'))
  let isFound = false
  for (const name of readdirSync('/proc').filter((entry) => /^\d+$/.test(entry))) {
    const mark = markOf(name)
    // What cannot be seen has just ended, or is not ours.
    if (mark === undefined || known.has(mark)) continue
    try {
      process.kill(Number(name), 'SIGKILL')
      isFound = true
    } catch {
      // It has ended by itself.
    }
  }
  return isFound
}

function markOf(pid: number | string): string | undefined {
  try {
    return readlinkSync(`/proc/${pid}/ns/uts`)
  } catch {
    return undefined
  }
}

/** Whether this process sees none but those of its run: only then is a stranger surely one that a program started. */
function hasOwnProcesses(): boolean {
  return process.env[outsideVariable] !== undefined && hasOwnNetwork()
}

let isMarking: boolean | undefined

function canMark(): boolean {
  isMarking ??= hasOwnProcesses() && spawnSync('unshare', [...markOptions(), '--', 'true']).status === 0
  return isMarking
}

/** Anybody but root needs a namespace of users to make another one, and stays who it is in there. */
function markOptions(): readonly string[] {
  const [user, group] = [process.getuid?.() ?? 0, process.getgid?.() ?? 0]
  return user === 0 ? ['--uts'] : ['--user', `--map-user=${user}`, `--map-group=${group}`, '--uts']
}

/** Of a program that is not there, the system says so better than `unshare`. */
function isThere(program: string, path: string): boolean {
  const files = program.includes('/') ? [program] : path.split(delimiter).map((folder) => join(folder, program))
  return files.some((file) => {
    try {
      accessSync(file, constants.X_OK)
      return true
    } catch {
      return false
    }
  })
}
