import { readdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { FileError, toFileError } from '../model/file-error.ts'
import { isAlive, isLeftover, parseProcessMark, processMark } from './process-mark.ts'

/** Milliseconds that are waited for other processes. */
const patience = 10_000

const lockName = 'lock-'

/**
 * Does work while no other process that asks does. Each process writes a file with a name of its own, and works only if
 * it sees no file of another one that is alive. Of two that come at once at least one sees the other, since both write
 * before they look; that one takes its file away and tries again a little later. What a process that is gone left
 * behind, locks and unfinished files, is deleted on the way: no name is ever used twice, so nobody can lose a live one.
 *
 * @param folder absolute; it exists.
 * @throws FileError if another process works for ten seconds, or the folder cannot be written.
 */
export async function withProjectLock<T>(
  folder: string,
  work: () => Promise<T>,
  { wait = patience }: { readonly wait?: number } = {},
): Promise<T> {
  const name = lockName + processMark()
  const path = join(folder, name)
  for (const start = Date.now(); ; ) {
    await attempt(() => writeFile(path, ''))
    let other: string | undefined
    try {
      other = await attempt(() => findOther(folder, name))
      if (other === undefined) return await work()
    } finally {
      await attempt(() => rm(path, { force: true }))
    }
    if (Date.now() - start > wait) throw heldError(other)
    // Not all at the same time again.
    await setTimeout(20 + Math.random() * 60)
  }
}

async function attempt<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    throw toFileError(error, '.tangle', 'written')
  }
}

async function findOther(folder: string, own: string): Promise<string | undefined> {
  let found: string | undefined
  for (const name of await readdir(folder)) {
    const mark = name.startsWith(lockName) && name !== own ? parseProcessMark(name) : undefined
    if (mark && isAlive(mark)) found = name
    else if (mark || isLeftover(name)) await rm(join(folder, name), { recursive: true, force: true })
  }
  return found
}

function heldError(name: string): FileError {
  const pid = parseProcessMark(name)?.pid
  const message = `Another tangle, process ${pid}, is writing to this project. Wait for it or end it; if there is no such process, delete .tangle/${name}.`
  return new FileError('.tangle', message)
}
