import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, relative, resolve, sep } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { originAt, type Target } from '../model/origin-map.ts'
import type { Project } from '../project/project.ts'
import type { Example } from '../run/example.ts'
import { loadHost, type StartHost } from '../run/host.ts'
import type { ExampleResult } from '../run/run-example.ts'
import { runExamples } from '../run/run-examples.ts'
import { runnerOf } from '../run/runner.ts'
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
    const programs = new Map<string, string>()
    const { value, scripts } = await profileModules(
      (url) => targetOf(url) !== undefined,
      async () => {
        const start = await loadHost(project)
        const results = await runExamples(project, examples, {
          start: countedHost(start, folder),
          onCompiled: async ({ files }) => {
            const compiled = [...files.values()].filter((file) => file.endsWith('.mjs'))
            for (const file of compiled) programs.set(...(await countProgram(file)))
          },
        })
        return { start, results }
      },
    )
    const { start, results } = value
    const ran = new LineSet()
    for (const script of scripts) visitRanLines(script, (_, line) => addTargetLine(targetOf(script.url), line, ran))
    for (const name of await readdir(folder)) await addProcessLines(project, join(folder, name), programs, ran)
    for (const { example, execution } of results) {
      // A program that could not be started cannot be traced either.
      if (!execution || runnerOf(project, example.target.path) === 'node') continue
      for (const line of await traceExample(project, example, start)) addTargetLine(example.target, line, ran)
    }
    return { results, ran }
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

/** Lets V8 count each statement of a compiled example. Returns its URL and its text. */
async function countProgram(file: string): Promise<[url: string, text: string]> {
  const counted = countStatements(await readFile(file, 'utf8'))
  await writeFile(file, counted)
  return [pathToFileURL(file).href, counted]
}

async function addProcessLines(
  project: Project,
  folder: string,
  programs: ReadonlyMap<string, string>,
  ran: LineSet,
): Promise<void> {
  const pages = new Set(project.tangled.pages.map(({ path }) => path))
  for (const script of await readProcessCoverage(folder, programs)) {
    visitRanLines(script, (source, line) => {
      const path = projectPath(project, source)
      if (path !== undefined && pages.has(path)) ran.add(path, line)
    })
  }
}

/** The path of a file of the project, by the URL that a program knows it by. */
function projectPath({ root }: Project, url: string): string | undefined {
  if (!url.startsWith('file:')) return undefined
  return relative(root, resolve(fileURLToPath(url.replace(/[?#].*$/, ''))))
    .split(sep)
    .join('/')
}
