import { execFile } from 'node:child_process'
import type { FileSystem } from '../model/file-system.ts'
import { NodeFileSystem } from '../write/node-file-system.ts'

/** Why lines of a file are not shown on pages. */
export type SecretReason = 'ignored' | 'secret'

/** Variables of the environment, except the example of them that a project gives away. */
const variables = /(?:^|\/)\.env(?:\.(?!(?:example|sample|template|dist)$)[^/]*)?$|\.env$/i
/** Keys, passwords and what tools log in with. */
const credentials =
  /\.(?:pem|key|p12|pfx|jks|keystore|kdbx|ppk|asc|gpg)$|(?:^|\/)(?:id_(?:rsa|dsa|ecdsa|ed25519)|\.(?:npmrc|yarnrc|netrc|pypirc|pgpass|htpasswd|git-credentials|dockercfg)|credentials(?:\.json)?)$|(?:^|\/)\.(?:git|ssh|aws|gnupg|kube|docker|tangle)\//i

/** Whether a file is one of those that hold secrets, by its name. */
export function isSecretName(path: string): boolean {
  return variables.test(path) || credentials.test(path)
}

/**
 * Of these files, those whose lines must not get into a page: what git ignores, and what holds secrets by its own name or
 * by that of the file which a link leads to.
 *
 * @param root Absolute; the paths are relative to it.
 */
export async function findSecretFiles(
  root: string,
  fileSystem: FileSystem,
  paths: readonly string[],
): Promise<Map<string, SecretReason>> {
  const found = new Map<string, SecretReason>()
  const reals = await Promise.all(paths.map(async (path) => (await fileSystem.realPath(path)) ?? path))
  const ignored = fileSystem instanceof NodeFileSystem ? await ignoredByGit(root, [...paths, ...reals]) : new Set()
  paths.forEach((path, at) => {
    const names = [path, reals[at] ?? path]
    if (names.some(isSecretName)) found.set(path, 'secret')
    else if (names.some((name) => ignored.has(name))) found.set(path, 'ignored')
  })
  return found
}

/** None where there is no git. The repository may be anybody's: nothing that it configures is started. */
function ignoredByGit(root: string, paths: readonly string[]): Promise<Set<string>> {
  if (paths.length === 0) return Promise.resolve(new Set())
  const args = ['-c', 'core.fsmonitor=false', 'check-ignore', '-z', '--stdin']
  return new Promise((resolve) => {
    // It ends with status 1 if none is ignored.
    const child = execFile('git', args, { cwd: root, maxBuffer: 2 ** 26 }, (_error, stdout) => {
      resolve(new Set(stdout.split('\0').filter((path) => path !== '')))
    })
    child.stdin?.on('error', () => {}).end(`${[...new Set(paths)].join('\0')}\0`)
  })
}
