import pc from 'picocolors'
import { afterAll, test } from 'vitest'
import type { TangleConfig } from '../../config/config.ts'
import type { Diagnostic } from '../../model/diagnostic.ts'
import { openProject, type Project } from '../../project/project.ts'
import { formatDiagnostics } from '../../report/format-diagnostics.ts'
import { type CommandPage, collectCommands } from '../commands/collect-commands.ts'
import { listProjectFiles } from '../commands/project-files.ts'
import { whyNoCommands } from '../commands/run-commands.ts'
import { runCommandPage } from '../commands/run-page.ts'
import { collectExamples, type Example } from '../example/example.ts'
import { withMissingPrograms } from '../example/find-programs.ts'
import { loadHost, type StartHost } from '../host.ts'
import { type PreparedPrograms, preparePrograms } from '../prepare-programs.ts'
import { runExample } from '../run-example.ts'
import { ExampleFailure } from './example-failure.ts'
import { findErrors, pagesOf } from './test-pages.ts'

/** Options of `defineExampleTests`. */
export interface ExampleTestsOptions {
  /** Default: the current directory. */
  readonly root?: string
  /** Default: the configuration file in the root. */
  readonly config?: TangleConfig
  /** Only the examples of these pages, relative to the root. Default: all. */
  readonly pages?: readonly string[]
}

/** What the tests of one suite share: the examples, ready to run, and the host that starts their worlds. */
interface Prepared {
  readonly start: StartHost
  readonly prepared: PreparedPrograms
}

/** Declares tests in the test file, or the suite, that it was made in. */
export class PageTests {
  readonly examples: readonly Example[]
  readonly #project: Project
  readonly #commands: readonly CommandPage[]
  readonly #diagnostics: readonly Diagnostic[]
  #prepared: Promise<Prepared> | undefined

  private constructor(project: Project, examples: readonly Example[]) {
    const commands = collectCommands(project)
    this.examples = examples
    this.#project = project
    this.#commands = commands.pages
    this.#diagnostics = [
      ...project.tangled.diagnostics,
      ...collectExamples(project).diagnostics,
      ...commands.diagnostics,
    ]
  }

  /** @throws ConfigError if the configuration cannot be used. */
  static async open({ pages, ...options }: ExampleTestsOptions = {}): Promise<PageTests> {
    const project = await openProject(options)
    const all = await withMissingPrograms(project, collectExamples(project).examples)
    return new PageTests(project, pages ? all.filter(({ target }) => pages.includes(target.root.page)) : all)
  }

  /** Removes what was prepared when the tests are done. Call it where the tests are declared. */
  removeAfterwards(): void {
    afterAll(async () => {
      // What could not be prepared has failed a test already.
      const prepared = await this.#prepared?.catch(() => undefined)
      await prepared?.prepared.remove()
    })
  }

  /** A test that runs an example and fails, at a line of a page, if that does not show what the page says. */
  example(name: string): void {
    const example = this.examples.find((candidate) => candidate.name === name)
    if (!example) throw new Error(`There is no example ${name} on this page.`)
    // The example's own limit ends it first and says where; vitest's is only there in case that fails.
    const limit = example.timeout + 10_000
    test.concurrent(name, { timeout: limit }, async (context) => {
      if (example.skipped !== undefined) return context.skip(example.skipped)
      this.#failFor(pagesOf(example))
      this.#prepared ??= this.#prepare()
      const result = await runExample(this.#project, example, await this.#prepared)
      this.#fail(result.diagnostics)
    })
  }

  /** A test that runs the terminal blocks of a page, as one session, in a copy of the project. */
  commands(name: string): void {
    const page = this.#commands.find((candidate) => candidate.page === name)
    if (!page) throw new Error(`${name} has no terminal blocks.`)
    const limits = page.blocks.map(({ commands, timeout }) => commands.length * timeout)
    // Copying the project takes time as well.
    const limit = limits.reduce((sum, time) => sum + time, 60_000)
    test.concurrent('commands', { timeout: limit }, async (context) => {
      const reason = whyNoCommands(process.env)
      if (reason !== undefined) return context.skip(reason)
      this.#failFor([name])
      const files = await listProjectFiles(this.#project.root)
      const { diagnostics } = await runCommandPage(this.#project, page, files)
      this.#fail(diagnostics)
    })
  }

  /**
   * A test of a plain block, which was checked with all others when the page was loaded.
   *
   * @param line Where it opens, counted from 1.
   * @param skipped Why it is not checked.
   */
  snippet(line: number, findings: readonly Diagnostic[], skipped?: string): void {
    test(`block at line ${line}`, (context) => {
      if (skipped !== undefined) return context.skip(skipped)
      this.#fail(findings)
    })
  }

  /** A test that fails with what is wrong with a page that has errors, but nothing to run that shows them. */
  findings(page: string): void {
    test('can be tangled', () => this.#failFor([page]))
  }

  /** For a page that lost its tests while vitest was watching: a test file without any would fail. */
  nothing(): void {
    test('has nothing to run', (context) => context.skip('the page has no examples any more'))
  }

  async #prepare(): Promise<Prepared> {
    const runnable = this.examples.filter((example) => example.skipped === undefined)
    const [start, prepared] = await Promise.all([loadHost(this.#project), preparePrograms(this.#project, runnable)])
    return { start, prepared }
  }

  #failFor(pages: Iterable<string>): void {
    this.#fail(findErrors(this.#diagnostics, new Set(pages)))
  }

  #fail(findings: readonly Diagnostic[]): void {
    if (findings.length === 0) return
    const linesOf = (file: string) => this.#project.tangled.pages.find((page) => page.path === file)?.lines
    throw new ExampleFailure(findings, formatDiagnostics(findings, linesOf, pc), this.#project.root)
  }
}
