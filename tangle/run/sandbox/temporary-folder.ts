import { lstatSync, mkdirSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { isAlive, parseProcessMark, processMark, processPrefix } from '../../state/process-mark.ts'
import { StateFolder } from '../../state/state-folder.ts'

const beginning = /^tangle-(run|commands)-/

/** Makes a folder for a run in the temporary directory of the system, for this user alone. Its name says whose it is. */
export function makeTemporaryFolder(kind: 'run' | 'commands'): string {
  const folder = join(tmpdir(), `tangle-${kind}-${processMark()}`)
  mkdirSync(folder, { mode: 0o700 })
  return folder
}

/**
 * Deletes what runs left that are gone, in the temporary directory and in the project: a process that was killed had no
 * time for it. With `ownToo`, also what this process made, or one that worked for it.
 */
export function removeRunLeftovers(root: string, { ownToo = false } = {}): void {
  const isGone = (name: string) => {
    const mark = parseProcessMark(name)
    return mark !== undefined && (!isAlive(mark) || (ownToo && `${mark.pid}-${mark.start}` === processPrefix()))
  }
  new StateFolder(root).removeLeftovers(isGone)
  const temporary = tmpdir()
  for (const name of namesIn(temporary).filter((name) => beginning.test(name) && isGone(name))) {
    const folder = join(temporary, name)
    try {
      // Anybody may put something there.
      const { uid } = lstatSync(folder)
      if (lstatSync(folder).isDirectory() && uid === (process.getuid?.() ?? uid))
        rmSync(folder, { recursive: true, force: true })
    } catch {
      // Whoever comes next tries again.
    }
  }
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder)
  } catch {
    return []
  }
}
