import { chmodSync, closeSync, openSync, renameSync, rmSync, writeFileSync, writeSync } from 'node:fs'

/**
 * Writes a file that nobody looks at, and puts it in the place of the one that everybody does. What goes wrong is thrown
 * as the system says it, and the file that nobody looks at is gone.
 */
export function replaceFile(
  temporary: string,
  target: string,
  text: string | readonly string[],
  mode: number | undefined,
): void {
  try {
    createFile(temporary, text)
    if (mode !== undefined) chmodSync(temporary, mode)
    renameSync(temporary, target)
  } catch (error) {
    rmSync(temporary, { force: true })
    throw error
  }
}

/** Writes a file that must not be there yet. */
function createFile(path: string, text: string | readonly string[]): void {
  const file = openSync(path, 'wx')
  try {
    if (typeof text === 'string') appendText(file, text)
    else for (const part of text) appendText(file, part)
  } finally {
    closeSync(file)
  }
}

/** The text goes to the system as it is, which many files notice. */
function appendText(file: number, text: string): void {
  const written = writeSync(file, text)
  // A disk that is nearly full may take a part.
  const rest = Buffer.byteLength(text) - written
  if (rest > 0) writeFileSync(file, Buffer.from(text).subarray(written))
}
