import type { ChildProcess } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { killGroup } from './process-group.ts'
import { killStrays } from './start-program.ts'

/**
 * Ends a program that was started in a group of its own, with everything that it has started.
 *
 * A program may leave its group (`setsid`, `detached`). Where the system has namespaces, it is found all the same;
 * elsewhere, if there is a `/proc`, by `marker`, a text that stands in the environment of this run alone.
 */
export function killProcesses(child: ChildProcess, marker: string): void {
  killGroup(child)
  killStrays(child)
  for (const pid of findByEnvironment(marker)) kill(pid)
}

function findByEnvironment(marker: string): number[] {
  if (process.platform !== 'linux') return []
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((pid) => {
      try {
        return readFileSync(`/proc/${pid}/environ`, 'utf8').includes(marker)
      } catch {
        // Somebody else's, or gone.
        return false
      }
    })
    .map(Number)
}

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL')
  } catch (error) {
    // It has ended by itself.
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error
  }
}
