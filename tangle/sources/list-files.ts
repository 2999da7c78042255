import { execFile } from 'node:child_process'
import type { Project } from '../project/project.ts'
import { NodeFileSystem } from '../write/node-file-system.ts'

/**
 * The files of a project, relative to its root: those that git knows or would add, else all. The repository may be
 * anybody's: nothing that it configures is started.
 */
export async function listFiles({ root, fileSystem }: Pick<Project, 'root' | 'fileSystem'>): Promise<string[]> {
  const known = fileSystem instanceof NodeFileSystem ? await askGit(root) : undefined
  if (known) return known
  // What a site generator has built says what pages said before.
  const hidden = await fileSystem.glob(['.*/**'], ['.*/{dist,cache,temp}/**'])
  return [...(await fileSystem.glob(['**/*', '**/.*'])), ...hidden]
}

function askGit(root: string): Promise<string[] | undefined> {
  const args = ['-c', 'core.fsmonitor=false', 'ls-files', '-co', '--exclude-standard', '--deduplicate', '-z', '--', '.']
  return new Promise((resolve) => {
    execFile('git', args, { cwd: root, maxBuffer: 2 ** 26 }, (error, stdout) => {
      const files = error
        ? []
        : stdout.split('\0').filter((path) => path !== '' && !/(?:^|\/)node_modules\//.test(path))
      resolve(files.length === 0 ? undefined : files)
    })
  })
}
