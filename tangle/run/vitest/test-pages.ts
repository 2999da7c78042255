import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import type { TangleConfig } from '../../config/config.ts'
import type { Block } from '../../model/block.ts'
import type { BlockReport } from '../../model/block-report.ts'
import type { Diagnostic } from '../../model/diagnostic.ts'
import type { Position } from '../../model/location.ts'
import type { Page } from '../../model/page.ts'
import type { Project } from '../../project/project.ts'
import { snippetLanguage } from '../../snippets/languages.ts'
import { blocksConfig } from '../../snippets/snippet-settings.ts'
import { modulesOf, readHostGraph, sharedModules } from '../changed/fingerprint.ts'
import { readModuleGraph } from '../changed/module-graph.ts'
import { collectCommands } from '../commands/collect-commands.ts'
import { collectExamples, type Example } from '../example/example.ts'
import { isScript } from '../load/module-paths.ts'

/** A page as a test file. */
export interface TestPage {
  /** The root of the project, absolute. */
  readonly root: string
  /** So that not every test file has to load it. */
  readonly config: TangleConfig
  /** Relative to the root. */
  readonly path: string
  readonly examples: readonly Example[]
  /** The first terminal block whose commands are run. */
  readonly commands: Block | undefined
  /** Its plain blocks, and what is wrong with each. */
  readonly snippets: readonly SnippetTest[]
  /** Has errors of its own. */
  readonly isBroken: boolean
  /** The other files that its tests depend on, relative to the root, sorted. */
  readonly dependencies: readonly string[]
}

/** A test of a plain block. */
export interface SnippetTest {
  /** Where its fence opens, counted from 0. */
  readonly place: Position
  /** Why it is not checked, if the page says so. */
  readonly skipped: string | undefined
  readonly findings: readonly Diagnostic[]
}

/** The pages that are test files: those with something to run, and those whose errors may hide it. */
export function listTestPages(project: Project): string[] {
  const { examples, commands, errors } = collectTests(project)
  const pages = new Set([
    ...examples.map(({ target }) => target.root.page),
    ...commands.map((block) => block.page),
    ...errors.map(({ location }) => location?.file),
    ...project.tangled.pages.filter((page) => hasSnippets(page, project)).map(({ path }) => path),
  ])
  return project.tangled.pages.map(({ path }) => path).filter((path) => pages.has(path))
}

/**
 * What there is to test on a page; `undefined` if it is no page of the project.
 *
 * @param reports What came out of the plain blocks of the project.
 */
export async function readTestPage(
  project: Project,
  path: string,
  reports: readonly BlockReport[],
): Promise<TestPage | undefined> {
  const { root, config, tangled } = project
  if (!tangled.pages.some((page) => page.path === path)) return undefined
  const { examples, commands, errors } = collectTests(project)
  const own = examples.filter(({ target }) => target.root.page === path)
  const dependencies = new Set(configFiles.filter((file) => existsSync(resolve(root, file))))
  if (own.length > 0) for (const file of await readDependencies(project, own)) dependencies.add(file)
  dependencies.delete(path)
  return {
    root,
    config,
    path,
    examples: own,
    commands: commands.find(({ page }) => page === path),
    snippets: reports.filter(({ block }) => block.page === path).map(toSnippetTest),
    isBroken: errors.some(({ location }) => location?.file === path),
    dependencies: [...dependencies].sort(),
  }
}

/** The page of an example, and every page whose blocks are in its program or say what it shows. */
export function pagesOf({ target, expectations }: Example): Set<string> {
  const origins = target.lines.flatMap((line) => line.segments.map(({ origin }) => origin))
  const blocks = [...origins, ...origins.flatMap(({ also = [] }) => also)].map(({ block }) => block)
  return new Set([target.root, ...blocks, ...expectations.map(({ block }) => block)].map((block) => block.page))
}

/** The errors on some pages, and those that have no place. */
export function findErrors(diagnostics: readonly Diagnostic[], pages?: ReadonlySet<string>): Diagnostic[] {
  return diagnostics.filter(({ severity, location }) => {
    return severity === 'error' && (location === undefined || pages === undefined || pages.has(location.file))
  })
}

function toSnippetTest({ block, state, diagnostics }: BlockReport): SnippetTest {
  const reason = block.attributes.get('reason')?.value ?? 'the page says that it is not checked'
  const findings = diagnostics.filter(({ severity }) => severity === 'error')
  return { place: block.fence.start, skipped: state === 'skipped' ? reason : undefined, findings }
}

/** Whether a page may have plain blocks to check. Which they are is only known when they are checked. */
function hasSnippets({ blocks }: Page, { config, tangled }: Project): boolean {
  if (blocksConfig(config) === undefined) return false
  return blocks.some((block) => snippetLanguage(block)?.startsWith('ts') && !tangled.used.has(block))
}

function collectTests(project: Project) {
  const { examples, diagnostics } = collectExamples(project)
  const commands = collectCommands(project)
  const blocks = commands.pages.flatMap((page) => page.blocks.filter((block) => block.commands.length > 0))
  const errors = findErrors([...project.tangled.diagnostics, ...diagnostics, ...commands.diagnostics])
  return { examples, commands: blocks.map(({ block }) => block), errors }
}

const configFiles = ['tangle.config.ts', 'tangle.config.js', 'tangle.config.json']

async function readDependencies(project: Project, examples: readonly Example[]): Promise<string[]> {
  const host = await readHostGraph(project)
  const shared = host && sharedModules(project, host)
  const graphs = await Promise.all(
    examples
      .filter(({ target }) => isScript(target.path))
      .map(({ target }) => readModuleGraph(project, target.path, { fromPages: true })),
  )
  // A target of the page is written from the page: a change of the file alone changes nothing.
  const targets = new Set(examples.map(({ target }) => target.path))
  return [
    ...examples.flatMap((example) => [...pagesOf(example)]),
    ...graphs.flatMap(({ modules }) => modules).filter((module) => !targets.has(module)),
    ...(host && shared ? examples.flatMap(({ name }) => modulesOf(host, shared, name)) : []),
    // As far as it got.
    ...(host?.doubt === undefined ? [] : host.modules),
  ]
}
