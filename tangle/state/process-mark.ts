import { randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'

/** The beginning of the name of a file that is about to be renamed. */
export const temporaryName = 'tmp-'

/** The beginning of the name of a folder that a run needs while it lasts. */
export const runName = 'run-'

/** The beginning of the name of what keeps other processes from writing. */
export const lockName = 'lock-'

/**
 * Set for a process that sees only some of the processes of its system: by which prefix it is known to the others, that
 * of the one that started it.
 */
export const outsideVariable = 'TANGLE_OUTSIDE'

let own: { readonly prefix: string; next: number } | undefined

/**
 * A name that says which process a file belongs to: the number of the process, when it started, and a number that is
 * counted on from a random one. Such a name is used once and never again, so whoever sees that the process is gone may
 * delete the file.
 */
export function processMark(): string {
  own ??= { prefix: processPrefix(), next: randomBytes(6).readUIntBE(0, 6) }
  own.next = (own.next + 1) % 2 ** 48
  return `${own.prefix}-${own.next.toString(16).padStart(12, '0')}`
}

/** The part of a mark that names the process. */
export function processPrefix(): string {
  const outside = process.env[outsideVariable]
  if (outside !== undefined && /^\d+-\d+$/.test(outside)) return outside
  return `${process.pid}-${startOf(process.pid) ?? '0'}`
}

/** Cuts a file name that ends with a mark in its parts; `undefined` if it does not. */
export function parseProcessMark(name: string): { readonly pid: number; readonly start: string } | undefined {
  const match = /-(\d+)-(\d+)-[0-9a-f]{12}$/.exec(name)
  return match ? { pid: Number(match[1]), start: match[2] ?? '0' } : undefined
}

/** Whether the process that made a mark still runs. */
export function isAlive({ pid, start }: { readonly pid: number; readonly start: string }): boolean {
  // Whoever does not see all processes cannot say that one is gone.
  if (process.env[outsideVariable] !== undefined) return true
  try {
    process.kill(pid, 0)
  } catch (error) {
    // Without permission to signal it, it is somebody else's, and alive.
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return false
  }
  // The number may have gone to another process by now.
  const now = startOf(pid)
  return now === undefined || now === start
}

/** When a process started, in ticks since the system did; `undefined` where the system does not say it this way. */
function startOf(pid: number): string | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    // The name of the program comes second, in parentheses, and may hold any character. The state follows: a zombie
    // does nothing any more.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    return fields[0] === 'Z' ? 'gone' : fields[19]
  } catch {
    return undefined
  }
}

/** Whether something is there for as long as its process needs it. */
export function isMomentary(name: string): boolean {
  return [temporaryName, runName, lockName].some((beginning) => name.startsWith(beginning))
}

/** Whether something that was there for a moment was left by a process that is gone: nobody needs it. */
export function isLeftover(name: string): boolean {
  const mark = isMomentary(name) ? parseProcessMark(name) : undefined
  return mark !== undefined && !isAlive(mark)
}
