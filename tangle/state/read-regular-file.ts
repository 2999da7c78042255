import { closeSync, constants, fstatSync, openSync, readFileSync } from 'node:fs'

const { O_RDONLY, O_NONBLOCK = 0 } = constants

/** In bytes: more than any file that a person writes. */
export const sizeLimit = 2 ** 28

/**
 * The bytes of a file, which may be behind a link. A pipe is not waited for, and what is too large to be a page or a
 * setting is not read.
 *
 * @throws an error as those of the system; its code is `EISDIR` for what is no file, `EFBIG` for one that is too large.
 */
export function readRegularFile(path: string): Buffer {
  const file = openSync(path, O_RDONLY | O_NONBLOCK)
  try {
    const stats = fstatSync(file)
    if (!stats.isFile()) throw problem('EISDIR', 'it is not a file')
    if (stats.size > sizeLimit) throw problem('EFBIG', 'it is larger than 256 MB')
    return readFileSync(file)
  } finally {
    closeSync(file)
  }
}

function problem(code: string, message: string): Error {
  return Object.assign(new Error(message), { code })
}
