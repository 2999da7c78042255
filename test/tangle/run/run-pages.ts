import {
  collectExamples,
  type Diagnostic,
  type ExampleResult,
  type ExamplesConfig,
  formatLocation,
  MemoryFileSystem,
  openProject,
  type Project,
  runExamples,
  type StartHost,
} from '@parley/tangle'
import { withMissingPrograms } from '../../../tangle/run/example/find-programs.ts'
import { temporaryProject } from '../temporary-project.ts'

export interface RunOfPages {
  readonly project: Project
  /** What is wrong with the pages themselves. */
  readonly findings: readonly Diagnostic[]
  readonly results: ReadonlyMap<string, ExampleResult>
}

export interface RunPagesOptions {
  readonly examples?: Partial<ExamplesConfig>
  readonly start?: StartHost
}

/** Opens pages as a project in a folder of its own; targets are never written to its disk. */
export async function openPages(
  pages: Readonly<Record<string, string>>,
  examples: Partial<ExamplesConfig> = {},
): Promise<Project> {
  const { root } = await temporaryProject({ 'package.json': '{ "type": "module" }' })
  const config = { hoistImports: false, examples: { include: ['out/*'], ...examples } }
  return openProject({ root, config, fileSystem: new MemoryFileSystem(pages) })
}

/** Runs all examples of pages, as `tangle run` does. */
export async function runPages(
  pages: Readonly<Record<string, string>>,
  { examples = {}, start }: RunPagesOptions = {},
): Promise<RunOfPages> {
  const project = await openPages(pages, examples)
  const collected = collectExamples(project)
  const runnable = await withMissingPrograms(project, collected.examples)
  const results = await runExamples(project, runnable, start ? { start } : {})
  return {
    project,
    findings: [...project.tangled.diagnostics, ...collected.diagnostics],
    results: new Map(results.map((result) => [result.example.name, result])),
  }
}

/** Runs one program, in the block of a page `a.md` whose first line is the first of the program, at `a.md:4:1`. */
export async function runProgram(
  lines: readonly string[],
  { path = 'out/x.ts', attributes = '', after = '', ...options }: ProgramOptions = {},
): Promise<ExampleResult> {
  const page = ['# Page', '', `\`\`\`ts {file=${path} ${attributes}}`, ...lines, '```', after, ''].join('\n')
  const { results, findings } = await runPages({ 'a.md': page }, options)
  const [result] = results.values()
  if (!result || findings.length > 0) throw new Error(findings.map(describeDiagnostic).join('\n'))
  return result
}

interface ProgramOptions extends RunPagesOptions {
  readonly path?: string
  readonly attributes?: string
  /** Further blocks of the page. */
  readonly after?: string
}

/** `a.md:4:1 example-failed x ended with status 1: …` */
export function describeDiagnostic({ code, location, message }: Diagnostic): string {
  return `${location ? formatLocation(location) : ''} ${code} ${message}`
}

/** How languages other than ours are run in tests. */
export const runners = {
  '.sh': { command: ['sh', '{file}'] },
  '.py': { command: ['python3', '{file}'] },
}
