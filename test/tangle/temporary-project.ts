import { spawn } from 'node:child_process'
import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { PassThrough } from 'node:stream'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { runCommandLine } from '../../tangle/cli/run-command-line.ts'
import { whenFileEnds } from '../leftovers.ts'
import { builtCommand } from './built-command/built-command.ts'

const repository = fileURLToPath(new URL('../../', import.meta.url))

export interface CommandResult {
  readonly exitCode: number | null
  readonly stdout: string
  readonly stderr: string
}

/** A project in a folder of its own, with a space in its name, that is gone when the test file is done. */
export interface TemporaryProject {
  readonly root: string
  write(path: string, text: string): Promise<void>
  /** Replaces the first occurrence; fails if there is none. */
  edit(path: string, before: string, after: string): Promise<void>
  read(path: string): Promise<string>
  /**
   * What the command does, in this process where it is not about processes: whatever executes programs of a project, or
   * goes on until somebody ends it, is done by the executable.
   */
  tangle(...args: string[]): Promise<CommandResult>
  /** The same by the real executable, as it is published. */
  execute(...args: string[]): Promise<CommandResult>
  tangleWith(env: Readonly<Record<string, string>>, ...args: string[]): Promise<CommandResult>
}

export async function temporaryProject(files: Readonly<Record<string, string>>): Promise<TemporaryProject> {
  const folder = await mkdtemp(join(tmpdir(), 'tangle test '))
  whenFileEnds(() => rm(folder, { recursive: true, force: true, maxRetries: 3 }))
  const root = join(folder, 'a project')
  await mkdir(root)
  await symlink(join(repository, 'node_modules'), join(root, 'node_modules'))
  const project: TemporaryProject = {
    root,
    async write(path, text) {
      await mkdir(dirname(join(root, path)), { recursive: true })
      await writeFile(join(root, path), text)
    },
    async edit(path, before, after) {
      const text = await project.read(path)
      if (!text.includes(before)) throw new Error(`${path} does not contain ${before}`)
      await project.write(
        path,
        text.replace(before, () => after),
      )
    },
    read: (path) => readFile(join(root, path), 'utf8'),
    tangle: (...args) => (executing.test(args.join(' ')) ? project.execute(...args) : runHere(args, root)),
    execute: (...args) => project.tangleWith({}, ...args),
    tangleWith: async (env, ...args) => runCommand(process.execPath, [await builtCommand(), ...args], root, env),
  }
  for (const [path, content] of Object.entries(files)) await project.write(path, content)
  return project
}

/** Commands that start programs, or a configuration that is one. */
const executing = /^(?:run|watch)\b|--coverage/

async function runHere(args: readonly string[], root: string): Promise<CommandResult> {
  const [stdout, stderr] = [new PassThrough(), new PassThrough()]
  const texts = Promise.all([stdout, stderr].map((stream) => text(stream)))
  const environment = { ...process.env, NO_COLOR: '1' }
  const exitCode = await runCommandLine(args, { root, environment, stdout, stderr })
  stdout.end()
  stderr.end()
  const [out = '', err = ''] = await texts
  return { exitCode, stdout: out, stderr: err }
}

export function runCommand(
  command: string,
  args: readonly string[],
  cwd: string,
  env: Readonly<Record<string, string>> = {},
): Promise<CommandResult> {
  const { PATH = '', HOME = '', TMPDIR = tmpdir(), XDG_STATE_HOME = '' } = process.env
  const child = spawn(command, args, {
    cwd,
    // Most tests are about something else than the network.
    env: { PATH, HOME, TMPDIR, XDG_STATE_HOME, NO_COLOR: '1', TANGLE_NETWORK: 'machine', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const result = { stdout: '', stderr: '' }
  for (const stream of ['stdout', 'stderr'] as const) {
    child[stream].setEncoding('utf8').on('data', (text: string) => {
      result[stream] += text
    })
  }
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('close', (exitCode) => resolve({ ...result, exitCode }))
  })
}
