import { type AnnotationStyle, annotationStyles } from '../../entangled/config/annotation-style.ts'
import type { Diagnostic } from '../../model/diagnostic.ts'
import { FileError } from '../../model/file-error.ts'
import { visibleLine } from '../../model/visible-text.ts'
import { openProject, type Project, planProject, toPath } from '../../project/project.ts'
import { targetsOfPages, touchedTargets } from '../../project/touched-targets.ts'
import { count } from '../../report/format-diagnostics.ts'
import type { FileChange } from '../../report/format-patch.ts'
import { suggest } from '../../resolve/suggest.ts'
import { freshTargets, keepBase } from '../../stitch/base-store.ts'
import { applyPlan } from '../../write/apply.ts'
import { changesAnything, type Plan, type PlannedAction } from '../../write/plan.ts'
import { diskDiagnostic } from '../../write/plan-diagnostics.ts'
import { WriteError } from '../../write/write-error.ts'
import { reportDiagnostics } from '../report.ts'
import { type CommandContext, type ExitCode, UsageError } from '../terminal.ts'
import { rememberUnchanged } from '../unchanged.ts'

export interface TangleCommandOptions {
  /** Print the difference, and write nothing. */
  readonly dryRun: boolean
  /** Write what no error touches. */
  readonly keepGoing: boolean
  readonly annotation: AnnotationStyle | undefined
}

/** The value of `--annotation`. Throws a {@link UsageError} for any other. */
export function readAnnotation(value: string | boolean | undefined): AnnotationStyle | undefined {
  const style = annotationStyles.find((candidate) => candidate === value)
  if (value !== undefined && style === undefined)
    throw new UsageError(`There is no annotation \`${value}\`: it is one of ${annotationStyles.join(', ')}.`)
  return style
}

/**
 * Writes the targets of all pages, or those that contain a block of the named ones. With an error anywhere, nothing is
 * written; with `keepGoing`, the targets that no error touches.
 */
export async function tangleCommand(
  pages: readonly string[],
  options: TangleCommandOptions,
  context: CommandContext,
): Promise<ExitCode> {
  for (let attempt = 1; ; attempt++) {
    const exitCode = await tryTangle(pages, options, context, attempt < maximumAttempts)
    if (exitCode !== undefined) return exitCode
  }
}

/** How often a run begins again because another process wrote in between. */
const maximumAttempts = 3

/** Nothing comes back if another process wrote the same files meanwhile, and `mayRepeat`: it may have newer pages. */
async function tryTangle(
  pages: readonly string[],
  { dryRun, keepGoing, annotation }: TangleCommandOptions,
  context: CommandContext,
  mayRepeat: boolean,
): Promise<ExitCode | undefined> {
  const { root, configFile, terminal } = context
  const open = () =>
    openProject({
      root,
      ...(configFile !== undefined && { configFile }),
      ...(annotation !== undefined && { annotation }),
    })
  const opened = await open()
  const chosen = choosePages(pages, opened)
  const woven = await weavePages(opened, chosen, dryRun)
  const project = woven.changes.length > 0 && !dryRun ? await open() : opened
  const { plan, diagnostics } = await planCommand(project, chosen, keepGoing)
  const isBlocked = plan === undefined || (plan.diagnostics.length > 0 && !keepGoing)
  const changes = plan && (dryRun || !isBlocked) ? toChanges(plan) : []
  const failures = isBlocked || dryRun ? new Map<string, Diagnostic>() : await tryApply(plan, changes, project)
  if (mayRepeat && [...failures.values()].some(({ code }) => code === 'conflict')) return undefined
  if (!isBlocked && !dryRun)
    await keepBase(project, new Set([...freshTargets(plan)].filter((path) => !failures.has(path))))
  const shown = [...woven.changes, ...changes]
  const written = dryRun ? [] : shown.filter(({ path }) => !failures.has(path))
  const result = { written: written.map(({ path }) => path), ...(dryRun && { changes: shown }) }
  const all = [...woven.diagnostics, ...diagnostics, ...new Set(failures.values())]
  if (plan && !isBlocked && !dryRun && all.length === 0 && project.tangled.targets.length > 0)
    await rememberUnchanged(project, plan, context)
  const exitCode = reportDiagnostics(all, project, context, result)
  if (dryRun) {
    const { formatChanges } = await import('../../report/format-patch.ts')
    terminal.out(formatChanges(shown, terminal.colors))
  } else terminal.out(describeChanges(written, exitCode === 0 ? plan : undefined))
  if (exitCode === 0 && !dryRun && plan?.actions.every(({ kind }) => kind === 'stranger'))
    terminal.out(chosen ? 'No target contains a block of these pages.\n' : nothingToWrite(project))
  if (exitCode !== 0) terminal.err(describeFailure(written.length, failures.size, dryRun && shown.length > 0))
  return exitCode
}

function nothingToWrite({ captions }: Project): string {
  return captions
    ? 'No page has a block with file= in braces. Outside of braces it is taken for a caption: write {file=…} where a block is to become a file.\n'
    : 'No page has a block with file=.\n'
}

function describeFailure(written: number, failed: number, isDifference: boolean): string {
  if (isDifference) return 'Nothing was written, and would be only with --keep-going.\n'
  if (written === 0) return 'Nothing was written.\n'
  return failed > 0 ? `${count(failed, 'file')} could not be written; the others are.\n` : ''
}

interface WovenPages {
  readonly changes: readonly FileChange[]
  readonly diagnostics: readonly Diagnostic[]
}

/** Brings tables of pages up to date, unless a page cannot be put together: then nothing of it is sure. */
async function weavePages(
  project: Project,
  only: ReadonlySet<string> | undefined,
  dryRun: boolean,
): Promise<WovenPages> {
  const { pages, diagnostics } = project.tangled
  if (!pages.some(({ text }) => text.includes('weave:')) || hasErrors(diagnostics))
    return { changes: [], diagnostics: [] }
  const { toWovenPages, weaveTables } = await import('../../tables/weave-tables.ts')
  const tables = await weaveTables(project, only)
  const changes = toWovenPages(tables.stale, pages)
  if (!dryRun) for (const { path, before, after } of changes) await project.fileSystem.write(path, after, { before })
  return { changes, diagnostics: tables.diagnostics }
}

function hasErrors(diagnostics: readonly Diagnostic[]): boolean {
  return diagnostics.some(({ severity }) => severity === 'error')
}

/** The pages of the command line; all their files if a folder is named. */
function choosePages(names: readonly string[], { root, tangled }: Project): ReadonlySet<string> | undefined {
  if (names.length === 0) return undefined
  const paths = tangled.pages.map(({ path }) => path)
  return new Set(
    names.flatMap((name) => {
      const path = toPath(root, name)
      const found = paths.filter((page) => page === path || path === '' || page.startsWith(`${path}/`))
      if (found.length > 0) return found
      const near = suggest(path, paths)
      throw new UsageError(`${name} is no page of this project.${near ? ` Did you mean ${near}?` : ''}`)
    }),
  )
}

interface PlannedCommand {
  /** Without one, an error in the pages came before. */
  readonly plan: Plan | undefined
  readonly diagnostics: readonly Diagnostic[]
}

async function planCommand(
  project: Project,
  pages: ReadonlySet<string> | undefined,
  keepGoing: boolean,
): Promise<PlannedCommand> {
  const { tangled } = project
  const touches = touchedTargets(tangled)
  const chosen = pages && targetsOfPages(tangled, pages)
  // Of pages that have nothing to do with the named ones, nothing is said.
  const isShown = (diagnostic: Diagnostic) =>
    !pages || pages.has(diagnostic.location?.file ?? '') || [...touches(diagnostic)].some((path) => chosen?.has(path))
  const diagnostics = tangled.diagnostics.filter(isShown)
  const errors = diagnostics.filter(({ severity }) => severity === 'error')
  if (errors.length > 0 && !keepGoing) return { plan: undefined, diagnostics }

  const left = new Set(errors.flatMap((error) => [...touches(error)]))
  const sound = tangled.targets.map(({ path }) => path).filter((path) => !left.has(path) && (chosen?.has(path) ?? true))
  // With errors nobody knows which files still belong to a page: orphans stay.
  const plan = await planProject(project, errors.length > 0 || chosen ? { only: new Set(sound) } : {})
  return { plan, diagnostics: [...diagnostics, ...plan.diagnostics] }
}

/** What could not be written, by path. */
async function tryApply(
  plan: Plan,
  changes: readonly FileChange[],
  { fileSystem }: Project,
): Promise<ReadonlyMap<string, Diagnostic>> {
  if (!changesAnything(plan)) return new Map()
  try {
    await applyPlan(plan, fileSystem)
    return new Map()
  } catch (error) {
    if (error instanceof WriteError) return error.failures
    if (!(error instanceof FileError)) throw error
    // Before anything was written: one reason for all.
    const diagnostic = diskDiagnostic(error, error.path, undefined)
    return new Map([error.path, ...changes.map(({ path }) => path)].map((path) => [path, diagnostic]))
  }
}

function toChanges(plan: Plan): FileChange[] {
  return plan.actions.flatMap((action) => toChange(action) ?? [])
}

function toChange(action: PlannedAction): FileChange | undefined {
  const { path } = action
  switch (action.kind) {
    case 'create':
    case 'update': {
      const { text, mode } = action.target
      const before = action.kind === 'update' ? action.before : undefined
      return { path, before, after: text, ...(mode !== undefined && { mode }) }
    }
    case 'mode': {
      const { mode, modeBefore, target } = action
      return { path, before: target.text, after: target.text, mode, modeBefore }
    }
    case 'remove':
      return { path, before: action.before, after: undefined }
    case 'unchanged':
    case 'conflict':
    case 'stranger':
      return undefined
  }
}

function describeChanges(changes: readonly FileChange[], plan: Plan | undefined): string {
  const lines = changes.map(({ path, before, after }) => {
    const verb = before === undefined ? 'created' : after === undefined ? 'removed' : 'updated'
    return `${verb} ${visibleLine(path)}\n`
  })
  const unchanged = (plan?.actions ?? []).filter((action) => action.kind === 'unchanged').length
  if (unchanged > 0) lines.push(`${count(unchanged, 'target')} unchanged\n`)
  return lines.join('')
}
