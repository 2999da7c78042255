import { closeSync, constants, fstatSync, openSync, readFileSync } from 'node:fs'
import type { NetworkAttempt } from './guard/refuse.ts'

/** In bytes. A program that notes more of its attempts has said enough. */
const sizeLimit = 2 ** 24

/**
 * The attempts that the guard noted, one for each address: the first whose stack leads furthest back. The program could
 * write to the file itself, or put something else in its place: what is no attempt is passed by.
 */
export function readNetworkLog(path: string): NetworkAttempt[] {
  const attempts = new Map<string, NetworkAttempt>()
  for (const line of readFileSafely(path).split('\n')) {
    const attempt = parseAttempt(line)
    if (!attempt) continue
    const known = attempts.get(attempt.address)
    attempts.set(attempt.address, known ? { ...known, stack: `${known.stack}\n${attempt.stack}` } : attempt)
  }
  return [...attempts.values()]
}

function parseAttempt(line: string): NetworkAttempt | undefined {
  try {
    const { address, stack } = JSON.parse(line)
    return typeof address === 'string' && typeof stack === 'string' ? { address, stack } : undefined
  } catch {
    return undefined
  }
}

/** Follows no link, and waits for no pipe. */
function readFileSafely(path: string): string {
  const { O_RDONLY, O_NOFOLLOW = 0, O_NONBLOCK = 0 } = constants
  let file: number | undefined
  try {
    file = openSync(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK)
    const stats = fstatSync(file)
    return stats.isFile() && stats.size <= sizeLimit ? readFileSync(file, 'utf8') : ''
  } catch {
    // Nothing was refused.
    return ''
  } finally {
    if (file !== undefined) closeSync(file)
  }
}
