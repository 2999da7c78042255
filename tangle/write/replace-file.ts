import { chmodSync, closeSync, openSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { processMark, temporaryName } from '../state/process-mark.ts'

/** What is to be done to a file. */
export interface Replacement {
  /** Absolute, with links followed. */
  readonly target: string
  /** Several texts are written one behind the other. */
  readonly texts: readonly string[]
  readonly mode: number | undefined
  /** Called when nothing but a name has to change any more. If it throws, the target stays as it is. */
  check(): void
}

/** What says that a file cannot be renamed from the folder where it was prepared: it is not there, or on another disk. */
const elsewhere = new Set(['EXDEV', 'EACCES', 'EPERM', 'EROFS', 'ENOTDIR', 'EEXIST', 'ENOENT'])

/**
 * Replaces a file as a whole: its text is written to a file that nobody looks at, which then takes its place. That file
 * is prepared in a folder of our own, or beside the target if that is on another disk. What goes wrong is thrown as the
 * system says it, and the prepared file is gone.
 *
 * @param ownFolder makes the folder of our own, if it is not there. Absolute.
 */
export function replaceFile(ownFolder: () => string, replacement: Replacement): void {
  const name = temporaryName + processMark()
  try {
    prepareAndRename(join(ownFolder(), name), replacement)
  } catch (error) {
    if (!elsewhere.has((error as NodeJS.ErrnoException).code ?? '')) throw error
    prepareAndRename(join(dirname(replacement.target), `.tangle-${name}`), replacement)
  }
}

function prepareAndRename(temporary: string, { target, texts, mode, check }: Replacement): void {
  try {
    const file = openSync(temporary, 'wx')
    try {
      for (const text of texts) writeFileSync(file, text)
    } finally {
      closeSync(file)
    }
    if (mode !== undefined) chmodSync(temporary, mode)
    check()
    renameSync(temporary, target)
  } catch (error) {
    rmSync(temporary, { force: true })
    throw error
  }
}
