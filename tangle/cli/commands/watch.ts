import type { Diagnostic } from '../../model/diagnostic.ts'
import { visibleLine } from '../../model/visible-text.ts'
import type { Project } from '../../project/project.ts'
import { count, formatDiagnostics, summarize } from '../../report/format-diagnostics.ts'
import { watchFiles } from '../../watch/file-events.ts'
import { noNews } from '../../watch/page-texts.ts'
import { type StitchResult, WatchedProject, type WatchResult } from '../../watch/watch-project.ts'
import { NodeFileSystem } from '../../write/node-file-system.ts'
import { type CommandContext, type ExitCode, type Terminal, UsageError } from '../terminal.ts'

export interface WatchCommandOptions {
  /** Carry edits of targets over to the pages, too. */
  readonly both: boolean
}

/** Milliseconds without a change after which there is time for what nobody waits for. */
const quiet = 1000

/** Names more files than this only by their number. */
const maximumNames = 3

/** Tangles whenever a file changes, until the process is interrupted. No error ends it. */
export async function watchCommand({ both }: WatchCommandOptions, context: CommandContext): Promise<ExitCode> {
  const { root, configFile, terminal, reporter } = context
  if (reporter !== 'human') throw new UsageError('`tangle watch` reports to people only.')
  const project = new WatchedProject({
    root,
    ...(configFile !== undefined && { configFile }),
    fileSystem: new NodeFileSystem(root),
    ...(both && { stitch }),
  })
  const printer = new Printer(terminal, project)
  let timer: NodeJS.Timeout | undefined
  const keepBaseLater = () => {
    clearTimeout(timer)
    timer = setTimeout(() => void project.keepBase().catch((error) => printer.printError('', error)), quiet)
  }
  /** The cause is asked for when the work is done. If it is silent, only what was done is worth a line. */
  const tangle = async (causeOf: (result?: WatchResult) => Cause, work: () => Promise<WatchResult>) => {
    clearTimeout(timer)
    const started = performance.now()
    const written: string[] = []
    try {
      const result = await work()
      written.push(...result.created, ...result.updated)
      printer.print(causeOf(result), result, performance.now() - started)
    } catch (error) {
      printer.printError(causeOf().text, error)
    }
    await events.watchFolders(project.folders, { all: project.targets, written })
    keepBaseLater()
  }
  let first: Promise<void> | undefined
  const events = await watchFiles({
    root,
    isWanted: (path) => project.isWanted(path),
    onChange: async (paths) => {
      // One after the other: files are told of while they are read for the first time.
      await first
      // Our own writes come back as changes: nobody need hear of them, nor of what has nothing to do with the project.
      const others = [...paths].filter((path) => !project.isTarget(path))
      const known = new Set(others.filter((path) => project.concerns(path)))
      const causeOf = (result?: WatchResult) => {
        const told = others.filter((path) => known.has(path) || project.concerns(path))
        // A page may be told of twice, or be read before anybody tells of it.
        const { same, others: read } = result?.pages ?? noNews
        const heard = [...new Set([...told.filter((path) => !same.has(path)), ...read])]
        const targets = [...paths].filter((path) => project.isTarget(path))
        const [cause = []] = [heard, targets, [...paths]].filter((found) => found.length > 0)
        return { text: describePaths(cause), isSilent: heard.length === 0 }
      }
      await tangle(causeOf, () => (project.mustReopen(paths) ? reopen() : project.follow(paths)))
    },
    onError: (error) => printer.printError('', error),
  })
  // Files are watched before they are read: what changes meanwhile is noticed.
  async function reopen(): Promise<WatchResult> {
    await project.prepare()
    await events.watchFolders(project.folders)
    return project.open()
  }
  first = tangle(() => ({ text: `watching ${count(project.pageCount, 'page')}`, isSilent: false }), reopen)
  await first
  // A signal ends it.
  return new Promise(() => undefined)
}

async function stitch(open: () => Promise<Project>): Promise<StitchResult | undefined> {
  const { stitchEdits } = await import('../../watch/stitch-edits.ts')
  return stitchEdits(open)
}

/** What brought a change about. */
interface Cause {
  readonly text: string
  /** Nobody need hear of it. */
  readonly isSilent: boolean
}

/** One line for each change, and what is wrong if that is something else than before. */
class Printer {
  readonly #terminal: Terminal
  readonly #project: WatchedProject
  #findings = ''

  constructor(terminal: Terminal, project: WatchedProject) {
    this.#terminal = terminal
    this.#project = project
  }

  print({ text, isSilent }: Cause, result: WatchResult, milliseconds: number): void {
    const { colors, interactive } = this.#terminal
    const findings = this.#describe(result.diagnostics)
    const done = describeDone(result)
    const isOther = findings !== this.#findings
    this.#findings = findings
    const isMended = isOther && findings === ''
    const what = [done, result.diagnostics.length > 0 ? summarize(result.diagnostics) : isMended ? 'mended' : '']
      .filter((part) => part !== '')
      .join('; ')
    if (isSilent && done === '' && !isOther) return
    const time = interactive ? colors.dim(`  ${Math.round(milliseconds)} ms`) : ''
    this.#terminal.out(`${text}: ${what || 'nothing to write'}${time}\n`)
    if (isOther && findings !== '') this.#terminal.out(`${findings}\n`)
  }

  printError(cause: string, error: unknown): void {
    // What nobody expected needs its stack.
    const isOfSystem = error instanceof Error && 'syscall' in error
    const isKnown = error instanceof Error && (isOfSystem || ['ConfigError', 'FileError'].includes(error.name))
    const text = error instanceof Error ? (isKnown ? error.message : (error.stack ?? error.message)) : String(error)
    this.#findings = text
    const isNamed = cause === '' || text.startsWith(cause)
    this.#terminal.out(`${isNamed ? '' : `${cause}: `}${text}\n`)
  }

  #describe(diagnostics: readonly Diagnostic[]): string {
    return formatDiagnostics(diagnostics, (file) => this.#project.linesOf(file), this.#terminal.colors)
  }
}

function describeDone({ created, updated, removed }: WatchResult): string {
  return [describeFiles('created', created), describeFiles('updated', updated), describeFiles('removed', removed)]
    .filter((part) => part !== '')
    .join(', ')
}

function describeFiles(verb: string, paths: readonly string[]): string {
  if (paths.length === 0) return ''
  return `${verb} ${paths.length > maximumNames ? count(paths.length, 'file') : paths.map(visibleLine).join(', ')}`
}

function describePaths(paths: readonly string[]): string {
  const [first = ''] = paths.map(visibleLine)
  return paths.length > maximumNames ? `${first} and ${paths.length - 1} more` : paths.map(visibleLine).join(', ')
}
