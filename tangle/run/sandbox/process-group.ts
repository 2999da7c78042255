import type { ChildProcess } from 'node:child_process'

/** Ends a process that was started `detached`, with everything that it started. No error if nothing is left of it. */
export function killGroup(child: ChildProcess): void {
  if (child.pid === undefined) return
  try {
    if (process.platform === 'win32') child.kill('SIGKILL')
    else process.kill(-child.pid, 'SIGKILL')
  } catch (error) {
    // Nothing left to end.
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error
  }
}
