import { execFile } from 'node:child_process'

/**
 * Of some paths, relative to the root of a project, those that git leaves out: what is there when somebody has built it.
 * None where there is no repository. It may be anybody's: nothing that it configures is started, and what the user of
 * this machine leaves out everywhere does not count.
 */
export function findIgnoredPaths(root: string, paths: readonly string[]): Promise<ReadonlySet<string>> {
  const inside = paths.filter((path) => path !== '' && path !== '.' && !/^(?:\.\.(?:\/|$)|\/)/.test(path))
  if (inside.length === 0) return Promise.resolve(new Set())
  const safe = ['-c', 'core.fsmonitor=false', '-c', 'core.excludesFile=']
  return new Promise((resolve) => {
    const options = { cwd: root, maxBuffer: 2 ** 26 }
    const child = execFile('git', [...safe, 'check-ignore', '-z', '--stdin'], options, (error, stdout) =>
      resolve(new Set(error ? [] : stdout.split('\0'))),
    )
    // A git that is not there, or ends early, has answered above.
    child.stdin?.on('error', () => {})
    child.stdin?.end(inside.map((path) => `${path}\0`).join(''))
  })
}
