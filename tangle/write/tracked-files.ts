import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'

/** So many paths fit on a command line of every system. */
const pathsAtOnce = 200

/**
 * Of these files, those that git has exactly as they are: each can be brought back if it is removed. None where there is
 * no git. The repository may be anybody's: nothing that it configures is started.
 *
 * @param root absolute; the paths are relative to it.
 */
export async function findTrackedFiles(root: string, paths: readonly string[]): Promise<Set<string>> {
  const found = new Set<string>()
  for (let at = 0; at < paths.length; at += pathsAtOnce) {
    const listed = await listIndex(root, paths.slice(at, at + pathsAtOnce))
    for (const [path, id] of listed) if (hasId(join(root, path), id)) found.add(path)
  }
  return found
}

/** The paths in the index of git, with the names of their contents. */
function listIndex(root: string, paths: readonly string[]): Promise<(readonly [path: string, id: string])[]> {
  const args = ['-c', 'core.fsmonitor=false', '--literal-pathspecs', 'ls-files', '--stage', '-z', '--', ...paths]
  return new Promise((resolve) => {
    execFile('git', args, { cwd: root, maxBuffer: 2 ** 26 }, (error, stdout) => {
      const entries = error ? [] : stdout.split('\0')
      // Stage 0: there is no conflict about it.
      const fields = entries.flatMap((entry) => {
        const [, id, path] = /^100\d{3} ([0-9a-f]+) 0\t(.+)$/s.exec(entry) ?? []
        return id !== undefined && path !== undefined ? [[path, id] as const] : []
      })
      resolve(fields)
    })
  })
}

/** Whether git gives a file this name: a hash of its size and its bytes, without carriage returns that git may have added. */
function hasId(file: string, id: string): boolean {
  try {
    const bytes = readFileSync(file)
    const unified = Buffer.from(bytes.toString('latin1').replaceAll('\r\n', '\n'), 'latin1')
    return [bytes, unified].some((content) => blobId(content, id.length === 40 ? 'sha1' : 'sha256') === id)
  } catch {
    return false
  }
}

function blobId(content: Buffer, algorithm: 'sha1' | 'sha256'): string {
  return createHash(algorithm).update(`blob ${content.length}\0`).update(content).digest('hex')
}
