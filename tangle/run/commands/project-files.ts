import { execFile } from 'node:child_process'
import { glob } from 'tinyglobby'

/**
 * The files of a project that a reader's fresh clone has, relative to its root and sorted: what git tracks or would
 * track. Without git: everything but installed packages and data of the tools.
 */
export async function listProjectFiles(root: string): Promise<string[]> {
  const tracked = await listTracked(root)
  const all =
    tracked.length > 0 ? tracked : await glob(['**/*'], { cwd: root, ignore, dot: true, followSymbolicLinks: false })
  // Also where they are links: a copy of such a link would lead out of the copy.
  return all.filter((path) => !path.split('/').some((part) => part === 'node_modules' || part === '.tangle')).sort()
}

const ignore = ['**/node_modules/**', '**/.git/**', '**/.tangle/**', '**/.cache/**']

/** Nothing where there is no git, no work tree, or a work tree that ignores the project. */
function listTracked(root: string): Promise<string[]> {
  const args = ['ls-files', '--cached', '--others', '--exclude-standard', '-z']
  return new Promise((resolve) => {
    execFile('git', args, { cwd: root, maxBuffer: 2 ** 28 }, (error, stdout) => {
      resolve(error ? [] : [...new Set(stdout.split('\0').filter((path) => path !== ''))].sort())
    })
  })
}
