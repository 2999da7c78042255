import { chmodSync, closeSync, open, openSync, renameSync, rmSync, writeFileSync, writeSync } from 'node:fs'
import { promisify } from 'node:util'

/** What is to be done to a file. */
export interface Replacement {
  /** Absolute, as all paths here. */
  readonly target: string
  /** Several texts are written one behind the other. */
  readonly text: string | readonly string[]
  readonly mode: number | undefined
  /** Called when nothing but a name has to change any more. If it throws, the target stays as it is. */
  readonly check?: () => void
}

/**
 * Writes a file that nobody looks at, and puts it in the place of the one that everybody does. What goes wrong is thrown
 * as the system says it, and the file that nobody looks at is gone.
 */
export function replaceFile(temporary: string, replacement: Replacement): void {
  try {
    finish(openSync(temporary, 'wx'), temporary, replacement)
  } catch (error) {
    rmSync(temporary, { force: true })
    throw error
  }
}

/** {@link replaceFile}, with a thread to create the file, which is what takes long on a slow disk. */
export async function replaceFileInThread(temporary: string, replacement: Replacement): Promise<void> {
  try {
    finish(await openFile(temporary, 'wx'), temporary, replacement)
  } catch (error) {
    rmSync(temporary, { force: true })
    throw error
  }
}

const openFile = promisify(open)

function finish(file: number, temporary: string, { target, text, mode, check }: Replacement): void {
  try {
    if (typeof text === 'string') appendText(file, text)
    else for (const part of text) appendText(file, part)
  } finally {
    closeSync(file)
  }
  if (mode !== undefined) chmodSync(temporary, mode)
  check?.()
  renameSync(temporary, target)
}

/** The text goes to the system as it is, which many files notice. */
function appendText(file: number, text: string): void {
  const written = writeSync(file, text)
  // A disk that is nearly full may take a part.
  const rest = Buffer.byteLength(text) - written
  if (rest > 0) writeFileSync(file, Buffer.from(text).subarray(written))
}
