import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { isDeepStrictEqual } from 'node:util'
import { expect } from 'vitest'
import { whenFileEnds } from '../../../leftovers.ts'
import { builtPackage } from '../../built-command/built-command.ts'
import { type CommandResult, runCommand, type TemporaryProject, temporaryProject } from '../../temporary-project.ts'

const vitest = fileURLToPath(new URL('../../../../node_modules/vitest/', import.meta.url))

/** The program behind `npx vitest`. */
export const vitestMain = `${vitest}vitest.mjs`

/** A test run of a vitest that watches: the test files that it ran, and the codes of the findings in them. */
export interface WatchedRun {
  readonly files: readonly string[]
  readonly findings: readonly string[]
}

export interface VitestProject extends TemporaryProject {
  vitest(...args: string[]): Promise<CommandResult>
  /** Starts vitest in watch mode. */
  watch(): WatchedVitest
}

export interface WatchedVitest {
  /**
   * Waits for a run that is like this. A file that is written can be seen half written, so runs of the same files, or of
   * those of the time before, may come first; a run of other files fails.
   */
  ran(expected: WatchedRun): Promise<void>
}

/** A temporary project whose pages are test files, with the plugin of this checkout, compiled. */
export async function vitestProject(files: Readonly<Record<string, string>>): Promise<VitestProject> {
  const plugin = join(await builtPackage(), 'dist/run/vitest/plugin.js')
  const project = await temporaryProject({
    'package.json': '{ "type": "module" }\n',
    'tangle.config.json': '{ "examples": { "include": ["out/*.ts"] } }\n',
    'vitest.config.ts': `import { pagesAsTests } from ${JSON.stringify(plugin)}\nexport default { plugins: [pagesAsTests()] }\n`,
    ...files,
  })
  let last = ''
  const write: VitestProject['write'] = (path, text) => {
    last = path
    return project.write(path, text)
  }
  return {
    ...project,
    write,
    async edit(path, before, after) {
      const text = await project.read(path)
      if (!text.includes(before)) throw new Error(`${path} does not contain ${before}`)
      await write(
        path,
        text.replace(before, () => after),
      )
    },
    vitest: (...args) => runCommand(process.execPath, [vitestMain, ...args], project.root),
    // Saved again, as it is.
    watch: () => watch(project.root, async () => last !== '' && project.write(last, await project.read(last))),
  }
}

/** After so many milliseconds of silence a file is saved again: watchers of files lose events, above all early ones. */
const patience = 10_000

function watch(root: string, saveAgain: () => Promise<unknown>): WatchedVitest {
  const script = `
    const { startVitest } = await import(${JSON.stringify(pathToFileURL(`${vitest}dist/node.js`).href)})
    let files = []
    const reporter = {
      onTestRunStart: (specifications) => void (files = specifications.map((it) => it.moduleId)),
      onTestRunEnd(modules) {
        const failed = modules.flatMap((it) => [...it.children.allTests('failed')])
        const messages = failed.flatMap((it) => it.result().errors.map(({ message }) => message))
        const findings = messages.map((message) => / error ([\\w-]+) /.exec(message)?.[1] ?? message)
        const names = files.map((file) => file.slice(process.cwd().length + 1)).sort()
        process.stdout.write(JSON.stringify({ files: names, findings }) + '\\n')
      },
    }
    await startVitest('test', [], { watch: true, reporters: [reporter] })
  `
  const child = spawn(process.execPath, ['--input-type=module', '--eval', script], {
    cwd: root,
    // Nothing else of the environment: in a CI, by any of the variables that tell of one, vitest watches no file.
    env: { PATH: process.env.PATH, HOME: process.env.HOME },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  whenFileEnds(() => child.kill('SIGKILL'))
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
  let before: WatchedRun | undefined
  return {
    async ran(expected) {
      for (;;) {
        const next = lines.next()
        const timer = setInterval(() => void saveAgain(), patience)
        const { value, done } = await next.finally(() => clearInterval(timer))
        if (done) throw new Error('vitest has ended.')
        const run: WatchedRun = JSON.parse(value)
        if (isDeepStrictEqual(run, expected)) break
        expect([expected.files, before?.files]).toContainEqual(run.files)
      }
      before = expected
    },
  }
}
