import { readFile } from 'node:fs/promises'
import type { NetworkAttempt } from './network-guard.ts'

/** The attempts that the guard noted, one for each address: the first whose stack leads furthest back. */
export async function readNetworkLog(path: string): Promise<NetworkAttempt[]> {
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    // Nothing was refused.
    if (error.code === 'ENOENT') return ''
    throw error
  })
  const attempts = new Map<string, NetworkAttempt>()
  for (const line of text.split('\n').filter((line) => line !== '')) {
    const attempt: NetworkAttempt = JSON.parse(line)
    const known = attempts.get(attempt.address)
    attempts.set(attempt.address, known ? { ...known, stack: `${known.stack}\n${attempt.stack}` } : attempt)
  }
  return [...attempts.values()]
}
