import { rmSync } from 'node:fs'
import { mkdir, rm, writeFile } from 'node:fs/promises'
import { dirname, extname, resolve } from 'node:path'
import type { Diagnostic } from '../model/diagnostic.ts'
import { FileError, toFileError } from '../model/file-error.ts'
import type { Project } from '../project/project.ts'
import { StateFolder, stateFolderName } from '../state/state-folder.ts'
import { type Example, noRunner } from './example/example.ts'
import { fillCommand, runnerOf } from './example/runner.ts'
import { type Instrument, writeLoader } from './load/write-loader.ts'
import { atExit } from './process/at-exit.ts'
import type { Command } from './process/execute.ts'

export type { Instrument } from './load/write-loader.ts'

/** A program that is ready to be started. */
export interface PreparedProgram {
  readonly command: Command
  /** The absolute path of what is executed: the target itself, or a copy in the folder of the run. */
  readonly file: string
}

/** Programs of examples, with a folder of their own, so that two runs at once do not mix. */
export interface PreparedPrograms {
  /** Absolute. */
  readonly folder: string
  /** How each example is started that has a runner. */
  readonly programs: ReadonlyMap<string, PreparedProgram>
  /** Why the others cannot be. */
  readonly failures: ReadonlyMap<string, readonly Diagnostic[]>
  /** By URL, the texts as which Node may load each target, with their maps; only if they are instrumented. */
  readonly modules: ReadonlyMap<string, readonly string[]>
  remove(): Promise<void>
}

/**
 * Makes each example ready to be run as its pages say it now, whatever lies on the disk: JavaScript and TypeScript runs
 * from where it is, under a loader that knows the targets; everything else is written as it is, under its own name, with
 * the other targets of its language beside it.
 */
export async function preparePrograms(
  project: Project,
  examples: readonly Example[],
  instrument?: Instrument,
): Promise<PreparedPrograms> {
  const own = new StateFolder(project.root).makeRunFolder()
  // Also when the run is interrupted, which leaves time for nothing asynchronous.
  const callOff = atExit(() => rmSync(own, { recursive: true, force: true }))
  const scripts = examples.map(({ target }) => target.path).filter((path) => runnerOf(project, path) === 'node')
  const write = async () => {
    const written = scripts.length === 0 ? undefined : await writeLoader(project, scripts, own, instrument)
    await writeTargets(project, examples, own)
    return written
  }
  const loader = await write().catch((error) => {
    callOff()
    rmSync(own, { recursive: true, force: true })
    throw toDiskError(error)
  })
  const programs = new Map<string, PreparedProgram>()
  const failures = new Map<string, readonly Diagnostic[]>()
  for (const { name, target } of examples) {
    const runner = runnerOf(project, target.path)
    const start = loader?.starts.get(target.path)
    if (typeof runner === 'object') {
      const file = resolve(own, target.path)
      programs.set(name, { file, command: { ...fillCommand(runner.command, file), env: {} } })
    } else if (start) {
      const file = resolve(project.root, target.path)
      const env = { NODE_OPTIONS: start.nodeOptions }
      programs.set(name, { file, command: { program: process.execPath, args: [...start.args, file], env } })
    } else failures.set(name, [noRunner(target)])
  }
  return {
    folder: own,
    programs,
    failures,
    modules: loader?.modules ?? new Map(),
    async remove() {
      callOff()
      await rm(own, { recursive: true, force: true })
    },
  }
}

/** Of what is written there, esbuild writes a part, and has words of its own for what the system says. */
function toDiskError(error: unknown): unknown {
  if (!(error instanceof Error)) return error
  if ('syscall' in error) return toFileError(error, stateFolderName, 'written')
  const [first] = 'errors' in error && Array.isArray(error.errors) ? error.errors : []
  return first ? new FileError(stateFolderName, `${stateFolderName} cannot be written: ${first.text}.`) : error
}

/** Programs in other languages, and the modules that they may load from beside them. */
async function writeTargets(project: Project, examples: readonly Example[], own: string): Promise<void> {
  const extensions = new Set(
    examples
      .filter(({ target }) => typeof runnerOf(project, target.path) === 'object')
      .map(({ target }) => extname(target.path)),
  )
  for (const { path, text } of project.tangled.targets) {
    if (!extensions.has(extname(path))) continue
    const file = resolve(own, path)
    await mkdir(dirname(file), { recursive: true })
    await writeFile(file, text)
  }
}
