import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, relative, resolve, sep } from 'node:path'
import { fileURLToPath } from 'node:url'
import { originAt, type Target } from '../model/origin-map.ts'
import type { Project } from '../project/project.ts'
import type { Example } from '../run/example/example.ts'
import { runnerOf } from '../run/example/runner.ts'
import { loadHost, type StartHost } from '../run/host.ts'
import type { ExampleResult } from '../run/run-example.ts'
import { runExamples } from '../run/run-examples.ts'
import { traceExample } from '../run/trace-example.ts'
import { countStatements } from './count-statements.ts'
import { LineSet } from './line-set.ts'
import { profileModules } from './profile-modules.ts'
import { readProcessCoverage } from './read-process-coverage.ts'
import { visitRanLines } from './script-coverage.ts'

/** What happened when the examples ran, and which lines of the pages did. */
export interface CoveredRun {
  readonly results: readonly ExampleResult[]
  readonly ran: LineSet
  /** The examples some of whose lines are not known: one of their processes was ended while it wrote them down. */
  readonly damaged: readonly string[]
}

/**
 * Runs examples as `tangle run` does, with V8 counting: in the process of each example, and in this one for the modules
 * that the host loads, such as scenarios. Programs in other languages run a second time, as their runner traces them.
 */
export async function runWithCoverage(project: Project, examples: readonly Example[]): Promise<CoveredRun> {
  const folder = await mkdtemp(join(tmpdir(), 'tangle-coverage-'))
  try {
    const targets = new Map(project.tangled.targets.map((target) => [target.path, target]))
    const targetOf = (url: string) => targets.get(projectPath(project, url) ?? '')
    const modules = new Map<string, readonly string[]>()
    const { value, scripts } = await profileModules(
      (url) => targetOf(url) !== undefined,
      async () => {
        const start = await loadHost(project)
        const results = await runExamples(project, examples, {
          start: countedHost(start, folder),
          instrument: countStatements,
          onPrepared: async (prepared) => {
            for (const [url, texts] of prepared.modules) modules.set(url, texts)
          },
        })
        return { start, results }
      },
    )
    const { start, results } = value
    const ran = new LineSet()
    for (const script of scripts) visitRanLines(script, (_, line) => addTargetLine(targetOf(script.url), line, ran))
    const damaged: string[] = []
    for (const name of await readdir(folder))
      if (await addProcessLines(project, join(folder, name), modules, ran)) damaged.push(name)
    for (const { example, execution } of results) {
      // A program that could not be started cannot be traced either.
      if (!execution || runnerOf(project, example.target.path) === 'node') continue
      for (const line of await traceExample(project, example, start)) addTargetLine(example.target, line, ran)
    }
    return { results, ran, damaged }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

function addTargetLine(target: Target | undefined, line: number, ran: LineSet): void {
  const origin = target && originAt(target, { line, column: target.lines[line]?.segments[0]?.column ?? 0 })
  if (origin) ran.add(origin.block.page, origin.position.line)
}

/** A host whose examples leave what V8 counted in a folder of their own. */
function countedHost(start: StartHost, folder: string): StartHost {
  return async (example) => {
    const own = join(folder, example.name)
    await mkdir(own, { recursive: true })
    const host = await start(example)
    return {
      env: { ...host.env, NODE_V8_COVERAGE: own },
      transcript: () => host.transcript?.() ?? [],
      stop: () => host.stop(),
    }
  }
}

/** Returns whether something that was left there cannot be read. */
async function addProcessLines(
  project: Project,
  folder: string,
  modules: ReadonlyMap<string, readonly string[]>,
  ran: LineSet,
): Promise<boolean> {
  const pages = new Set(project.tangled.pages.map(({ path }) => path))
  const { scripts, damaged } = await readProcessCoverage(folder, modules)
  for (const script of scripts) {
    visitRanLines(script, (source, line) => {
      const path = projectPath(project, source)
      if (path !== undefined && pages.has(path)) ran.add(path, line)
    })
  }
  return damaged > 0
}

/** The path of a file of the project, by the URL that a program knows it by. */
function projectPath({ root }: Project, url: string): string | undefined {
  if (!url.startsWith('file:')) return undefined
  return relative(root, resolve(fileURLToPath(url.replace(/[?#].*$/, ''))))
    .split(sep)
    .join('/')
}
