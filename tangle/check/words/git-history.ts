import { execFile } from 'node:child_process'

/** A commit, or nothing where a line is not committed yet. */
type Commit = string

/**
 * The commit in which a line was written last, if a source of that commit has a word as a whole and none has it today;
 * `undefined` if none, or where git does not know the page. Other Markdown does not count.
 *
 * @param line Counted from 0.
 */
export async function wasKnownWhenWritten(
  root: string,
  page: string,
  line: number,
  word: string,
): Promise<Commit | undefined> {
  const blame = await git(root, [
    'blame',
    '-s',
    '--porcelain',
    '--no-textconv',
    '-L',
    `${line + 1},${line + 1}`,
    '--',
    page,
  ])
  const commit = /^([0-9a-f]{40,64}) /.exec(blame ?? '')?.[1]
  if (commit === undefined) return undefined
  const at = /^0+$/.test(commit) ? 'HEAD' : commit
  const excluded = [':!*.md', ':!*.mdx', ':!*.markdown', ':!**/test/**', ':!**/tests/**', ':!*.test.*', ':!*.lock']
  const has = async (...places: string[]) =>
    (await git(root, ['grep', '-q', '-w', '-F', '-e', word, ...places, '--', '.', ...excluded])) !== undefined
  // Where it still stands today, in a comment for example, nothing has been taken away.
  return (await has(at)) && !(await has()) ? at : undefined
}

/** `undefined` if git fails. The repository may be anybody's: nothing that it configures is started. */
function git(root: string, args: readonly string[]): Promise<string | undefined> {
  const safe = ['-c', 'core.fsmonitor=false', '-c', 'core.pager=cat', '-c', 'diff.external=', '--no-pager']
  return new Promise((resolve) => {
    const options = { cwd: root, maxBuffer: 2 ** 24, timeout: 10_000, env: { ...process.env, GIT_NO_LAZY_FETCH: '1' } }
    execFile('git', [...safe, ...args], options, (error, stdout) => resolve(error ? undefined : stdout))
  })
}
