import { setTimeout } from 'node:timers/promises'
import { FileError, toFileError } from '../model/file-error.ts'
import { isAlive, lockName, parseProcessMark, processMark } from './process-mark.ts'
import { type StateFolder, stateFolderName } from './state-folder.ts'

/** Milliseconds that are waited for other processes. */
const patience = 10_000

/**
 * Does work while no other process that asks does. Each process writes an entry with a name of its own, and works only
 * if it sees no entry of another one that is alive. Of two that come at once at least one sees the other, since both
 * write before they look; that one takes its entry away and tries again a little later. What a process that is gone left
 * behind, locks and unfinished files, is deleted on the way: no name is ever used twice, so nobody can lose a live one.
 * What a clone brought along is no lock, whatever process it names.
 *
 * @throws FileError if another process works for ten seconds, or the folder cannot be written.
 */
export async function withProjectLock<T>(
  state: StateFolder,
  work: () => Promise<T>,
  { wait = patience }: { readonly wait?: number } = {},
): Promise<T> {
  const name = lockName + processMark()
  for (const start = Date.now(); ; ) {
    take(state, name)
    let other: string | undefined
    try {
      state.removeLeftovers()
      other = findOther(state, name)
      if (other === undefined) return await work()
    } finally {
      state.remove(name)
    }
    if (Date.now() - start > wait) throw heldError(other)
    // Not all at the same time again.
    await setTimeout(20 + Math.random() * 60)
  }
}

/** Nobody knows the name of a lock: that of the folder says more. */
function take(state: StateFolder, name: string): void {
  try {
    state.write(name, '')
  } catch (error) {
    const isOfLock = error instanceof FileError && error.path !== stateFolderName && error.cause
    throw isOfLock ? toFileError(error.cause, stateFolderName, 'written') : error
  }
}

function findOther(state: StateFolder, own: string): string | undefined {
  let found: string | undefined
  for (const name of state.names().filter((entry) => entry.startsWith(lockName) && entry !== own)) {
    const mark = parseProcessMark(name)
    if (mark && state.isOfProcess(name, mark.pid) && isAlive(mark)) found = name
    else state.discard(name)
  }
  return found
}

function heldError(name: string): FileError {
  const pid = parseProcessMark(name)?.pid
  const message = `Another tangle, process ${pid}, is writing to this project. Wait for it or end it; if there is no such process, delete .tangle/${name}.`
  return new FileError('.tangle', message)
}
