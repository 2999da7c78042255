import { fileURLToPath } from 'node:url'
import {
  collectExamples,
  type ExampleResult,
  type FileSystem,
  NodeFileSystem,
  openProject,
  type Project,
} from '@parley/tangle'
import type { Scenario } from '../src/mock/index.ts'
import { withMissingPrograms } from '../tangle/run/example/find-programs.ts'
import { preparePrograms } from '../tangle/run/prepare-programs.ts'
import { runExample } from '../tangle/run/run-example.ts'
import config from '../tangle.config.ts'
import { type ExampleHost, start, startWithScenario } from './host.ts'

export const root = fileURLToPath(new URL('..', import.meta.url))

/** Changes one line of one page on its way from the disk. */
export interface PageEdit {
  readonly page: string
  readonly before: string
  readonly after: string
}

/** This repository's own project; with an edit, as if a page said something else. Nothing is written. */
export function openOwnProject(edit?: PageEdit) {
  const disk = new NodeFileSystem(root)
  if (!edit) return openProject({ root, config, fileSystem: disk })
  const read: FileSystem['read'] = async (path) => {
    const text = await disk.read(path)
    if (path !== edit.page) return text
    if (!text?.includes(edit.before)) throw new Error(`${path} does not contain: ${edit.before}`)
    return text.replace(edit.before, () => edit.after)
  }
  const fileSystem: FileSystem = {
    read,
    write: (path) => Promise.reject(new Error(`${path} is not to be written`)),
    remove: (path) => Promise.reject(new Error(`${path} is not to be removed`)),
    exists: (path) => disk.exists(path),
    glob: (patterns, ignore) => disk.glob(patterns, ignore),
    realPath: (path) => disk.realPath(path),
  }
  return openProject({ root, config, fileSystem })
}

/** The examples that this machine lacks a program for, such as an interpreter. */
export async function skippedExamples(): Promise<ReadonlySet<string>> {
  const project = await openOwnProject()
  const examples = await withMissingPrograms(project, collectExamples(project).examples)
  return new Set(examples.flatMap(({ name, skipped }) => (skipped === undefined ? [] : [name])))
}

export interface OwnRun {
  readonly result: ExampleResult
  /** For a look at the mock behind it. */
  readonly host: ExampleHost
  /** As the edit left it. */
  readonly project: Project
}

/** Runs one of our examples under its host, with another scenario if one is given. */
export async function runOwnExample(name: string, edit?: PageEdit, scenario?: Scenario): Promise<OwnRun> {
  const project = await openOwnProject(edit)
  const example = collectExamples(project).examples.find((candidate) => candidate.name === name)
  if (!example) throw new Error(`There is no example ${name}.`)
  const prepared = await preparePrograms(project, [example])
  let host: ExampleHost | undefined
  const options = {
    prepared,
    start: async (hosted: Parameters<typeof start>[0]) => {
      host = await (scenario ? startWithScenario(hosted.name, scenario) : start(hosted))
      return host
    },
  }
  const result = await runExample(project, example, options)
  await prepared.remove()
  if (!host) throw new Error('The host was not started.')
  return { result, host, project }
}
