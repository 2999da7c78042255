import { applyBaseline, baselinePath, formatBaseline, type LineOf, parseBaseline } from '../../check/baseline.ts'
import type { CheckedProject } from '../../check/check-project.ts'
import { ConfigError } from '../../config/config.ts'
import type { Diagnostic } from '../../model/diagnostic.ts'
import type { FindPresence } from '../../model/package-presence.ts'
import { sortDiagnostics } from '../../model/sort-diagnostics.ts'
import { openProject, type Project } from '../../project/project.ts'
import { formatCounts, formatHints, formatIncomplete } from '../../report/format-blocks.ts'
import { count } from '../../report/format-diagnostics.ts'
import { toJsonLocation } from '../../report/json-reporter.ts'
import { presenceIn } from '../../snippets/presence-in.ts'
import { findAll, lineReader } from '../known-findings.ts'
import { reportDiagnostics } from '../report.ts'
import type { CommandContext, ExitCode } from '../terminal.ts'
import { writeRegions } from '../write-regions.ts'

export interface CheckCommandOptions {
  /** Run the examples too, and say which blocks that proves. */
  readonly coverage: boolean
  /** List names that nothing declares. */
  readonly incomplete: boolean
  /** Take what is found as known. */
  readonly baseline: boolean
  /** Copy what pages show of files again. */
  readonly update: boolean
  /** Show all findings, however many there are. */
  readonly all: boolean
}

/** How many findings a terminal is given. */
const shownFindings = 20

/** Compares targets with pages, and type-checks them and all other code. Writes nothing but a baseline. */
export async function checkCommand(options: CheckCommandOptions, context: CommandContext): Promise<ExitCode> {
  const { root, configFile, terminal } = context
  const open = () => openProject({ root, ...(configFile !== undefined && { configFile }) })
  const opened = await open()
  const project = options.update && (await writeRegions(opened, terminal)) ? await open() : opened
  const checked = await findAll(project)
  const found = [...checked.diagnostics]
  const isBroken = [...project.tangled.diagnostics, ...checked.runs].some(({ severity }) => severity === 'error')
  // What cannot be put together cannot be run.
  if (options.coverage && !isBroken) found.push(...(await reportCoverage(project, context)))
  const lineOf = lineReader(project)
  if (options.baseline) return writeBaseline(sortDiagnostics(found), project, context, lineOf)
  const text = await project.fileSystem.read(baselinePath)
  const { diagnostics, knownCount } =
    text === undefined ? { diagnostics: found, knownCount: 0 } : applyBaseline(found, readBaseline(text), lineOf)
  const presenceOf = await presenceIn(
    project,
    checked.blocks.flatMap(({ missingModules }) => missingModules),
  )
  if (options.incomplete) terminal.out(`${formatIncomplete(checked.blocks, presenceOf)}\n`)
  return report(sortDiagnostics(diagnostics), knownCount, { ...checked, presenceOf }, options, project, context)
}

function report(
  diagnostics: readonly Diagnostic[],
  knownCount: number,
  { blocks, presenceOf }: CheckedProject & { readonly presenceOf: FindPresence },
  { incomplete, all }: CheckCommandOptions,
  project: Project,
  context: CommandContext,
): ExitCode {
  const { terminal, reporter } = context
  const { pages, targets } = project.tangled
  const isCut = reporter === 'human' && terminal.interactive && !all && diagnostics.length > shownFindings
  const more = blocks.length === 0 ? {} : { blocks: blocks.map(toJsonBlock) }
  const exitCode = reportDiagnostics(diagnostics, project, context, more, isCut ? shownFindings : undefined)
  if (isCut) terminal.out(`… and ${diagnostics.length - shownFindings} more: \`tangle check --all\` shows them\n`)
  const known = knownCount === 0 ? '' : `, ${count(knownCount, 'known finding')} in ${baselinePath}`
  if (blocks.length > 0) {
    terminal.out(`${count(pages.length, 'page')}, ${formatCounts(blocks)}\n`)
    if (!incomplete)
      for (const hint of formatHints(blocks, presenceOf)) terminal.out(`  ${terminal.colors.green('hint:')} ${hint}\n`)
    if (exitCode === 1 && diagnostics.length > 3 && knownCount === 0)
      terminal.out(
        `  ${terminal.colors.green('hint:')} \`tangle check --baseline\` takes these findings as known, so that CI starts green\n`,
      )
  }
  const without = diagnostics.some(({ code }) => code === 'no-compiler') ? ', without their types' : ''
  const what = `${count(targets.length, 'target')} of ${count(pages.length, 'page')}`
  if (exitCode === 0) terminal.out(`${what} checked${without}${known}\n`)
  else if (knownCount > 0) terminal.out(`${known.slice(2)} not counted\n`)
  return exitCode
}

async function writeBaseline(
  found: readonly Diagnostic[],
  project: Project,
  { terminal }: CommandContext,
  lineOf: LineOf,
): Promise<ExitCode> {
  const { fileSystem } = project
  const text = formatBaseline(found, lineOf)
  if (text === '') {
    await fileSystem.remove(baselinePath)
    terminal.out(`nothing was found, so that there is no ${baselinePath}\n`)
    return 0
  }
  await fileSystem.write(baselinePath, text)
  terminal.out(`${count(found.length, 'finding')} taken as known in ${baselinePath}: commit it\n`)
  return 0
}

function readBaseline(text: string) {
  const known = parseBaseline(text)
  if (!known) throw new ConfigError(`${baselinePath} cannot be read: delete it, and run \`tangle check --baseline\`.`)
  return known
}

function toJsonBlock({ block, state, unknown, missingModules }: CheckedProject['blocks'][number]) {
  return { ...toJsonLocation(block.fence), state, unknown, missingModules }
}

async function reportCoverage(project: Project, { terminal }: CommandContext): Promise<readonly Diagnostic[]> {
  // A check without coverage does not wait for what only coverage needs.
  const [{ measureCoverage }, { formatCoverage }] = await Promise.all([
    import('../../coverage/measure-coverage.ts'),
    import('../../coverage/format-coverage.ts'),
  ])
  const coverage = await measureCoverage(project)
  terminal.out(`${formatCoverage(coverage)}\n`)
  return coverage.diagnostics
}
