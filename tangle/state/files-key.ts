import { createHash } from 'node:crypto'
import { lstatSync } from 'node:fs'
import { resolve } from 'node:path'

/** Milliseconds in which a file may change twice without its times showing it. Generous: some disks count seconds. */
const restlessness = 2_000

/**
 * What stands for the contents of files and folders: their sizes, times and numbers, and which of them are not there. A
 * folder changes with the names in it.
 *
 * @param root absolute; the files are relative to it, or absolute.
 * @param format of what is kept under the key: another one, another key.
 * @returns `undefined` while a file is so young that it could change without its times showing it.
 */
export function filesKey(root: string, files: readonly string[], format: number): string | undefined {
  const hash = createHash('sha256').update(`${format} ${process.version}\n`)
  const young = Date.now() - restlessness
  for (const file of files) {
    const stats = lstatSync(resolve(root, file), { throwIfNoEntry: false })
    if (stats && Math.max(stats.mtimeMs, stats.ctimeMs) > young) return undefined
    hash.update(`${file}\0${stats && [stats.size, stats.mtimeMs, stats.ctimeMs, stats.ino].join(' ')}\n`)
  }
  return hash.digest('hex')
}
