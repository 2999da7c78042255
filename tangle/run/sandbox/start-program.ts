import { type ChildProcess, type SpawnOptions, spawn, spawnSync } from 'node:child_process'
import { accessSync, closeSync, constants, openSync, readdirSync, readFileSync, readlinkSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { outsideVariable } from '../../state/process-mark.ts'
import { hasOwnNetwork } from './own-network.ts'

/** By what a program is known, with all that it has started. */
interface Mark {
  readonly name: string
  /** Keeps the namespace open: its name would be given to the next one as soon as nobody is in it. */
  readonly handle: number
}

/** Programs that were started and have not ended. */
const running = new Map<ChildProcess, Mark | undefined>()

/** In milliseconds: it takes less than one where nothing else is done. */
const patience = 20

/**
 * Starts a program of a page. Where the system allows it, the program is put in a namespace of host names: all that it
 * starts is in there as well, whatever group, session, parent or environment it takes. It is the program itself that is
 * started, with its number and its signals: `unshare` becomes it.
 */
export function startProgram(program: string, args: readonly string[], options: SpawnOptions): ChildProcess {
  const isMarked = canMark() && isThere(program, options.env?.PATH ?? '')
  const child = isMarked
    ? spawn('unshare', [...markOptions(), '--', program, ...args], options)
    : spawn(program, args, options)
  running.set(child, isMarked && child.pid !== undefined ? waitForMark(child.pid) : undefined)
  child.once('error', () => running.delete(child))
  return child
}

/** The mark that a process has as soon as it has left the namespace of this one. */
function waitForMark(pid: number): Mark | undefined {
  const [own, start] = [markOf('self'), performance.now()]
  const nobody = new Int32Array(new SharedArrayBuffer(4))
  for (;;) {
    const mark = markOf(pid)
    if (mark !== own) return mark === undefined ? undefined : holdMark(pid)
    if (performance.now() - start > patience) return undefined
    Atomics.wait(nobody, 0, 0, 0.2)
  }
}

function holdMark(pid: number): Mark | undefined {
  try {
    const handle = openSync(`/proc/${pid}/ns/uts`, 'r')
    return { name: readlinkSync(`/proc/self/fd/${handle}`), handle }
  } catch {
    // It has ended.
    return undefined
  }
}

/**
 * Ends what a program has started that has ended, or is to. Where this process sees none but those of its run, that is
 * also whatever made a namespace of its own, unless a program that still runs has started it.
 */
export function killStrays(ended: ChildProcess): void {
  const mark = running.get(ended)
  running.delete(ended)
  if (!canMark()) return
  try {
    killWithMark(mark?.name)
  } finally {
    if (mark) closeSync(mark.handle)
  }
}

function killWithMark(mark: string | undefined): void {
  const isAlone = hasOwnProcesses()
  // Some may be starting others just now.
  for (let round = 0; round < 50; round++) {
    const [own, inUse] = [markOf('self'), isAlone ? marksInUse() : new Set()]
    const isStray = (other: string, pid: string) =>
      isAlone ? other !== own && !inUse.has(other) && !isBelow(pid, inUse) : other === mark
    if (!killAll(isStray)) return
  }
}

/** Those of the programs that run. */
function marksInUse(): ReadonlySet<string | undefined> {
  const own = markOf('self')
  const marks = [...running].map(([{ pid }, mark]) => mark?.name ?? (pid === undefined ? undefined : markOf(pid)))
  // One that has only just been started is still in the namespace of this process.
  return new Set(marks.filter((mark) => mark !== own))
}

/** Whether one of those above a process has such a mark: a program may start others as this one does. */
function isBelow(pid: string, marks: ReadonlySet<unknown>): boolean {
  for (let above = parentOf(pid); above !== undefined && above !== '0'; above = parentOf(above)) {
    const mark = markOf(above)
    if (mark !== undefined && marks.has(mark)) return true
  }
  return false
}

function parentOf(pid: string): string | undefined {
  try {
    // The name of a program, in parentheses, may hold anything.
    return readFileSync(`/proc/${pid}/stat`, 'utf8').replace(/^.*\)/s, '').trim().split(' ')[1]
  } catch {
    return undefined
  }
}

/** Whether there were any. */
function killAll(isStray: (mark: string, pid: string) => boolean): boolean {
  let isFound = false
  for (const name of readdirSync('/proc').filter((entry) => /^\d+$/.test(entry))) {
    const mark = markOf(name)
    // What cannot be seen has just ended, or is somebody else's.
    if (mark === undefined || !isStray(mark, name)) continue
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
  isMarking ??= process.platform === 'linux' && spawnSync('unshare', [...markOptions(), '--', 'true']).status === 0
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
