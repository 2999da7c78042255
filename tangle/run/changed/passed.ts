import { FileError } from '../../model/file-error.ts'
import type { FileSystem } from '../../model/file-system.ts'

/** Where it is written down what passed; git-ignored, since it is about one machine. */
export const stateFile = '.tangle/passed.json'

const format = 1

/** The fingerprint of each example when it last passed; empty if the file is missing, spoilt or of another format. */
export async function readPassed(fileSystem: FileSystem): Promise<Map<string, string>> {
  try {
    const state: unknown = JSON.parse((await fileSystem.read(stateFile)) ?? 'null')
    if (!isObject(state) || state.format !== format || !isObject(state.passed)) return new Map()
    const entries = Object.entries(state.passed)
    return new Map(entries.flatMap(([name, hash]) => (typeof hash === 'string' ? [[name, hash]] : [])))
  } catch {
    // Whatever is wrong with it, the examples run again.
    return new Map()
  }
}

/** Replaces the file in one step. Where it cannot be written, all examples run again next time. */
export async function writePassed(fileSystem: FileSystem, passed: ReadonlyMap<string, string>): Promise<void> {
  const sorted = Object.fromEntries([...passed].sort(([a], [b]) => (a < b ? -1 : 1)))
  try {
    await fileSystem.write(stateFile, `${JSON.stringify({ format, passed: sorted }, null, 2)}\n`)
  } catch (error) {
    if (!(error instanceof FileError)) throw error
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}
