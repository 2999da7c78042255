import { spawn } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { whenFileEnds } from '../../leftovers.ts'
import { builtCommand } from '../built-command/built-command.ts'
import { type TemporaryProject, temporaryProject } from '../temporary-project.ts'

/** A project with a real `tangle watch` in it. */
export interface WatchedTestProject extends TemporaryProject {
  /** What the process has printed so far, both outputs together. */
  output(): string
  /** Waits until the output behind `from` contains a text. */
  says(text: string, from?: number): Promise<void>
  /** Waits until a file has this text; `undefined` until it is gone. */
  becomes(path: string, text: string | undefined): Promise<void>
  /** Sends the signal of Ctrl-C. The status with which the process ended. */
  interrupt(): Promise<number | null>
}

/** How long something that must happen may take on a machine that is busy with other things. */
const patience = 60_000

export async function watchProject(
  files: Readonly<Record<string, string>>,
  ...args: string[]
): Promise<WatchedTestProject> {
  return watchFolder(await temporaryProject(files), ...args)
}

/** Watches a project that is there. */
export async function watchFolder(project: TemporaryProject, ...args: string[]): Promise<WatchedTestProject> {
  const child = spawn(process.execPath, [await builtCommand(), 'watch', ...args], {
    cwd: project.root,
    env: { ...process.env, NO_COLOR: '1', FORCE_COLOR: undefined },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text
    })
  const ended = new Promise<number | null>((resolve) => child.on('close', resolve))
  whenFileEnds(() => child.kill('SIGKILL'))
  const watched: WatchedTestProject = {
    ...project,
    output: () => output,
    says: (text, from = 0) =>
      eventually(
        () => output.indexOf(text, from) !== -1,
        () => `no “${text}” in:\n${output}`,
      ),
    becomes(path, text) {
      const read = () => readFile(join(project.root, path), 'utf8').catch(() => undefined)
      return eventually(
        async () => (await read()) === text,
        async () => `${path} is ${JSON.stringify(await read())}, not ${JSON.stringify(text)}; output:\n${output}`,
      )
    },
    async interrupt() {
      child.kill('SIGINT')
      return ended
    },
  }
  await watched.says('\n')
  return watched
}

async function eventually(isSo: () => boolean | Promise<boolean>, describe: () => string | Promise<string>) {
  const end = Date.now() + patience
  while (!(await isSo())) {
    if (Date.now() > end) throw new Error(await describe())
    await setTimeout(15)
  }
}
