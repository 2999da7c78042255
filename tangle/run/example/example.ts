import { posix } from 'node:path'
import picomatch from 'picomatch'
import type { Attribute, Block } from '../../model/block.ts'
import type { Diagnostic } from '../../model/diagnostic.ts'
import type { Target } from '../../model/origin-map.ts'
import type { Project } from '../../project/project.ts'
import { suggest } from '../../resolve/suggest.ts'
import { checkPlaceholders, type Placeholders } from '../compare/placeholders.ts'
import { checkExit } from './check-exit.ts'
import { readExitCode, readTimeout } from './run-attributes.ts'
import { runnerOf } from './runner.ts'
import { isRunningSnippet, type RunningSnippet, withRunningSnippets } from './running-snippets.ts'

/** The output that a page expects of a run: a block with `output=` or `transcript=` (syntax specification, 13.1). */
export interface Expectation {
  /** Says what is compared: what the program prints, its errors, or the transcript of the host. */
  readonly kind: 'stdout' | 'stderr' | 'transcript'
  /** The block whose text is expected. */
  readonly block: Block
  /** The value that `<any:id>` stands for in it. */
  readonly placeholders: Placeholders
}

/** A target that is a program, and everything that its pages say about running it. */
export interface Example {
  /** The target's file name without folder and extension. */
  readonly name: string
  /** The file that is run. */
  readonly target: Target
  /** The blocks to compare with, from all pages. Empty if the exit status is all that counts. */
  readonly expectations: readonly Expectation[]
  /** The exit status that it must have. Default 0. */
  readonly exitCode: number
  /** Milliseconds. */
  readonly timeout: number
  /** The arguments from `args=` of its page. Default: none. */
  readonly args: readonly string[]
  /** Why it is not run: its page says so, or a program that it needs is not there ({@link withMissingPrograms}). */
  readonly skipped: string | undefined
}

export interface Examples {
  readonly examples: readonly Example[]
  readonly diagnostics: readonly Diagnostic[]
}

const defaultTimeout = 30_000

/** Finds the examples of a project and the blocks that say how they run. */
export function collectExamples(project: Project): Examples {
  const collector = new Collector(withRunningSnippets(project))
  return { examples: collector.collect(), diagnostics: [...collector.diagnostics, ...checkExit(project)] }
}

/** The finding about a program in a language that the configuration does not know how to run. */
export function noRunner({ path, root }: Target): Diagnostic {
  const extension = posix.extname(path)
  return {
    code: 'invalid-attribute',
    severity: 'error',
    message: `${path} is an example, and nothing says how ${extension === '' ? 'a file without extension' : `a \`${extension}\` file`} is run.`,
    location: root.attributes.get('file')?.location ?? root.fence,
    hint: `Declare it in the configuration, \`examples: { runners: { '${extension || '.x'}': { command: ['…', '{file}'] } } }\`, or take the file out of \`examples.include\`.`,
  }
}

class Collector {
  readonly diagnostics: Diagnostic[] = []
  readonly #project: Project
  readonly #targets = new Map<string, Target>()
  readonly #expectations = new Map<string, Expectation[]>()
  /** Plain blocks that are run. */
  readonly #snippets = new Map<Block, RunningSnippet>()

  constructor(project: Project) {
    this.#project = project
    const { include = [] } = project.config.examples ?? {}
    const isExample = picomatch([...include])
    for (const target of project.tangled.targets) {
      if (isRunningSnippet(target)) {
        this.#snippets.set(target.root, target)
        continue
      }
      if (include.length === 0 || !isExample(target.path)) continue
      if (!runnerOf(project, target.path)) this.diagnostics.push(noRunner(target))
      const name = exampleName(target.path)
      const other = this.#targets.get(name)
      if (!other) this.#targets.set(name, target)
      else {
        const message = `${target.path} and ${other.path} are both called ${name}.`
        this.#report(
          'invalid-attribute',
          target.root.attributes.get('file'),
          message,
          'Give one of them another file name.',
        )
      }
    }
  }

  collect(): Example[] {
    for (const snippet of this.#snippets.values()) this.#checkSnippet(snippet)
    for (const block of this.#project.tangled.index.blocks) this.#collectExpectation(block)
    const snippets = [...this.#snippets.values()].flatMap((target) =>
      target.incomplete === undefined ? [this.#toExample(snippetName(target.root), target)] : [],
    )
    const examples = [...this.#targets].map(([name, target]) => this.#toExample(name, target))
    return [...examples, ...snippets].sort((a, b) => (a.name < b.name ? -1 : 1))
  }

  #collectExpectation(block: Block): void {
    const transcript = block.attributes.get('transcript')
    const output = block.attributes.get('output')
    const attribute = output ?? transcript
    if (!attribute) return
    const stream = block.attributes.get('stream')
    if (stream && stream.value !== 'stdout' && stream.value !== 'stderr') {
      this.#report('invalid-attribute', stream, `\`stream=\` is stdout or stderr, not ${stream.value}.`)
    }
    const above = attribute.value === '' ? this.#snippetAbove(block) : undefined
    if (attribute.value === '' && !above) {
      const message = '`output` names no example, and no block that is run stands directly above.'
      this.#report('unknown-example', attribute, message, 'Write `{output=NAME}`, or `{run}` at the block above.')
      return
    }
    const name = above ? snippetName(above) : attribute.value
    if (!above && !this.#targets.has(name)) {
      this.#report('unknown-example', attribute, `There is no example ${name}.`, this.#hintAt(name))
      return
    }
    const kind = output ? (stream?.value === 'stderr' ? 'stderr' : 'stdout') : 'transcript'
    const expectations = this.#expectations.get(name) ?? []
    if (expectations.some((other) => other.kind === kind)) {
      this.#report('invalid-attribute', attribute, `Another block says already what the ${kind} of ${name} is.`)
      return
    }
    const { placeholders = {} } = this.#project.config.examples ?? {}
    this.#expectations.set(name, [...expectations, { kind, block, placeholders }])
    this.diagnostics.push(...checkPlaceholders(block, placeholders))
  }

  /** The target that is no example yet, or an example that is meant. */
  #hintAt(name: string): string | undefined {
    const target = this.#project.tangled.targets.find(({ path }) => exampleName(path) === name)
    if (target) return `${target.path} is run if \`examples.include\` in the configuration names it.`
    const near = suggest(name, this.#targets.keys())
    return near && `Did you mean ${near}?`
  }

  /** The plain block directly above another block, if it is run. */
  #snippetAbove({ page, index }: Block): Block | undefined {
    return [...this.#snippets.keys()].find((block) => block.page === page && block.index === index - 1)
  }

  #checkSnippet({ root, incomplete }: RunningSnippet): void {
    if (incomplete === undefined) return
    const message = `The block is to be run, but ${incomplete}.`
    const hint = 'Complete it, in a block above or in `blocks.prelude`, or take `run` away.'
    this.#report('incomplete-block', root.attributes.get('run'), message, hint)
  }

  #toExample(name: string, target: Target): Example {
    const { attributes } = target.root
    const { timeout } = this.#project.config.examples ?? {}
    const skip = attributes.get('check')
    const reason = attributes.get('reason')
    return {
      name,
      target,
      expectations: this.#expectations.get(name) ?? [],
      exitCode: readExitCode(attributes.get('exit'), this.diagnostics),
      timeout: readTimeout(attributes.get('timeout'), this.diagnostics) ?? timeout ?? defaultTimeout,
      args:
        attributes
          .get('args')
          ?.value.split(/\s+/)
          .filter((arg) => arg !== '') ?? [],
      skipped: skip?.value === 'skip' ? (reason?.value ?? '') : undefined,
    }
  }

  #report(code: Diagnostic['code'], attribute: Attribute | undefined, message: string, hint?: string): void {
    const location = attribute && { location: attribute.location }
    this.diagnostics.push({ code, severity: 'error', message, ...location, ...(hint !== undefined && { hint }) })
  }
}

/** `examples_from_docs/upload_to_chat.ts` is `upload_to_chat`. */
export function exampleName(path: string): string {
  return path.replace(/^.*\//, '').replace(/\.[^.]+$/, '')
}

/** The name by which a plain block is run: `docs/guide.md:12`. */
function snippetName({ page, fence }: Block): string {
  return `${page}:${fence.start.line + 1}`
}
