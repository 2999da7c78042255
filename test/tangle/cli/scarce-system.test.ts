import { spawn, spawnSync } from 'node:child_process'
import { chmodSync, chownSync, existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'
import { builtCommand } from '../built-command/built-command.ts'
import { type CommandResult, runCommand, temporaryProject } from '../temporary-project.ts'

// What a system may be short of: each command ends with a sentence, and nothing is lost.

const isRoot = process.getuid?.() === 0
const page = ['```txt {file=out/a.txt}', 'a', '```', '```js {file=run/b.mjs}', 'console.log(1)', '```', ''].join('\n')
const files = { 'a.md': page, 'tangle.config.json': '{"types": false, "examples": {"include": ["run/*"]}}' }

function expectSentence({ exitCode, stdout, stderr }: CommandResult, sentence: string) {
  expect(stdout + stderr).toContain(sentence)
  expect(stdout + stderr).not.toMatch(/^\s+at /m)
  expect(exitCode).toBe(1)
}

// From Node 22 on, whoever has enough files to start Node at all has enough for the command.
it.runIf(process.platform !== 'win32').each([22, 24])('%i open files', async (count) => {
  const { root } = await temporaryProject(files)
  const line = `ulimit -n ${count}; exec '${process.execPath}' '${await builtCommand()}'`
  const result = await runCommand('sh', ['-c', line], root)
  const isWritten = result.exitCode === 0 && existsSync(join(root, 'out/a.txt'))
  const isNodes = result.exitCode !== 0 && /^node:(?:internal|fs)\b/.test(result.stderr)
  if (Number(process.versions.node.split('.')[0]) < 22 || !(isWritten || isNodes))
    expectSentence(result, 'Allow this process more open files (`ulimit -n 256`).')
})

const own = [...(isRoot ? [] : ['-r']), '-m']
const mount = 'mount -t tmpfs -o size=4k,nr_inodes=20 tmpfs .tangle'
const canMount =
  process.platform === 'linux' && spawnSync('unshare', [...own, 'mount', '-t', 'tmpfs', 'tmpfs', '/mnt']).status === 0

it.runIf(canMount).each([
  ['', 'Nothing was written.'],
  ['run', ''],
])('no room in .tangle, for `tangle %s`', async (command, more) => {
  const { root } = await temporaryProject({ ...files, '.tangle/.gitignore': '*\n' })
  const line = `${mount}; head -c 4096 /dev/zero > .tangle/full; '${process.execPath}' '${await builtCommand()}' ${command}`
  const result = await runCommand('unshare', [...own, 'sh', '-c', line], root)
  expectSentence(result, '.tangle cannot be written: the disk is full (ENOSPC).')
  expect(result.stderr).toContain(more)
  expect(existsSync(join(root, 'out'))).toBe(false)
})

/** What is built may lie where nobody else can read it. */
const source = fileURLToPath(new URL('../../../tangle/bin/tangle.js', import.meta.url))
const [uid, gid] = isRoot ? [65_534, 65_534] : [process.getuid?.() ?? 0, process.getgid?.() ?? 0]
const canRead =
  process.platform !== 'win32' && spawnSync(process.execPath, [source, '--version'], { uid, gid, env: {} }).status === 0

/** As an ordinary user: root may read everything. */
function asUser(root: string, ...args: string[]): Promise<CommandResult> {
  const env = { PATH: process.env.PATH ?? '', HOME: root, TMPDIR: root, NO_COLOR: '1', TANGLE_NETWORK: 'machine' }
  const child = spawn(process.execPath, [source, ...args], { cwd: root, uid, gid, env })
  const result = { stdout: '', stderr: '' }
  for (const stream of ['stdout', 'stderr'] as const)
    child[stream].setEncoding('utf8').on('data', (text: string) => {
      result[stream] += text
    })
  return new Promise((resolve) => child.on('close', (exitCode) => resolve({ ...result, exitCode })))
}

it.runIf(canRead)('what may not be read is not taken for gone', async () => {
  const { root } = await temporaryProject({ ...files, 'docs/c.md': '```txt {file=out/c.txt}\nc\n```\n' })
  const all = (folder: string): string[] =>
    readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
      const path = join(folder, entry.name)
      return entry.isDirectory() ? [path, ...all(path)] : entry.isFile() ? [path] : []
    })
  if (isRoot) for (const path of [join(root, '..'), root, ...all(root)]) chownSync(path, 65_534, 65_534)
  expect(await asUser(root)).toMatchObject({ exitCode: 0, stderr: '' })
  for (const [path, mode, sentence] of [
    ['docs', 0o755, 'docs cannot be read: permission is denied (EACCES).'],
    ['a.md', 0o644, 'a.md cannot be read: permission is denied (EACCES).'],
  ] as const) {
    chmodSync(join(root, path), 0)
    expectSentence(await asUser(root), sentence)
    chmodSync(join(root, path), mode)
  }
  expect(readdirSync(join(root, 'out')).sort()).toEqual(['a.txt', 'c.txt'])
})
