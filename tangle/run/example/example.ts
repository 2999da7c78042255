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

/** What a page says that a run shows: a block with `output=` or `transcript=` (syntax specification, 13.1). */
export interface Expectation {
  readonly kind: 'stdout' | 'stderr' | 'transcript'
  readonly block: Block
  /** What `<any:id>` stands for in it. */
  readonly placeholders: Placeholders
}

/** A target that is a program, and everything that its pages say about running it. */
export interface Example {
  /** The target's file name without folder and extension. */
  readonly name: string
  readonly target: Target
  readonly expectations: readonly Expectation[]
  /** The exit status that it must have. Default 0. */
  readonly exitCode: number
  /** Milliseconds. */
  readonly timeout: number
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
  const collector = new Collector(project)
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

  constructor(project: Project) {
    this.#project = project
    const { include = [] } = project.config.examples ?? {}
    const isExample = picomatch([...include])
    for (const target of project.tangled.targets) {
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
    for (const block of this.#project.tangled.index.blocks) this.#collectExpectation(block)
    return [...this.#targets]
      .map(([name, target]) => this.#toExample(name, target))
      .sort((a, b) => (a.name < b.name ? -1 : 1))
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
    const name = attribute.value
    if (!this.#targets.has(name)) {
      const near = suggest(name, this.#targets.keys())
      this.#report('unknown-example', attribute, `There is no example ${name}.`, near && `Did you mean ${near}?`)
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
