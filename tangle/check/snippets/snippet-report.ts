import type { OverrideConfig } from '../../config/config.ts'
import type { Block } from '../../model/block.ts'
import type { BlockReport } from '../../model/block-report.ts'
import type { Diagnostic } from '../../model/diagnostic.ts'
import type { Page } from '../../model/page.ts'
import type { Project } from '../../project/project.ts'
import { groupBy } from '../../snippets/group-by.ts'
import type { UnreadableBlock } from '../../snippets/read-snippets.ts'
import { blocksConfig } from '../../snippets/snippet-settings.ts'
import { isExecutable } from '../proof/block-proof.ts'
import { checkQueries } from './check-queries.ts'
import type { JudgedSnippets } from './check-snippets.ts'
import type { SnippetVerdict } from './judge-target.ts'
import { placeError, placeIncomplete, placeUnreadable } from './place-errors.ts'
import { settleErrors } from './settle-errors.ts'

export interface SnippetReport {
  readonly diagnostics: readonly Diagnostic[]
  readonly blocks: readonly BlockReport[]
}

/** Turns verdicts into what is reported: mistakes at their places, exceptions observed (plain blocks, 3.7 and 3.8). */
export function reportSnippets(project: Project, judged: JudgedSnippets): SnippetReport {
  const isError = blocksConfig(project.config)?.incomplete === 'error'
  const byBlock = groupBy(judged.verdicts, ({ target }) => target.root)
  const outcomes = new Map<Block, BlockReport>()
  for (const unreadable of judged.unreadable) outcomes.set(unreadable.block, unreadableReport(unreadable))
  for (const block of judged.unchecked) outcomes.set(block, parsedReport(block))
  for (const [block, verdicts] of byBlock) outcomes.set(block, reportOf(block, verdicts, isError, project.root))
  const usedOverrides = new Map<OverrideConfig, BlockReport[]>()
  const reports = [...project.tangled.pages, ...judged.comments].flatMap((page) => {
    const own = page.blocks.flatMap((block) => outcomes.get(block) ?? [])
    const { skippedBy, page: settings } = judged.settings.get(page.path) ?? {}
    if (skippedBy === undefined) return own.map((outcome) => observeBlock(outcome, project))
    if (skippedBy !== 'page') usedOverrides.set(skippedBy, [...(usedOverrides.get(skippedBy) ?? []), ...own])
    const needless = skippedBy === 'page' && settings && isNeedless(own) ? [needlessPage(page, settings.location)] : []
    const reasonless =
      skippedBy === 'page' && settings?.reason === undefined && settings ? [noReason(settings.location)] : []
    return own.map((outcome, at) => skipped(outcome, at === 0 ? [...needless, ...reasonless] : []))
  })
  const overrides = (project.config.overrides ?? []).filter(({ check }) => check === 'skip')
  const needless = overrides.flatMap((one) => (isNeedless(usedOverrides.get(one) ?? []) ? [needlessOverride(one)] : []))
  return {
    blocks: reports,
    diagnostics: [
      ...mergeSame(reports.flatMap(({ diagnostics }) => diagnostics)),
      ...needless,
      ...missingPreludes(judged),
    ],
  }
}

function unreadableReport(unreadable: UnreadableBlock): BlockReport {
  const diagnostics = [placeUnreadable(unreadable)]
  return { block: unreadable.block, state: 'unreadable', unknown: [], missingModules: [], diagnostics }
}

function parsedReport(block: Block): BlockReport {
  return { block, state: 'parsed', unknown: [], missingModules: [], diagnostics: [] }
}

function reportOf(block: Block, verdicts: readonly SnippetVerdict[], isError: boolean, root: string): BlockReport {
  const { remaining, missing } = settleErrors(verdicts)
  const queries = checkQueries(verdicts.map(({ target }) => target))
  const unknown = [...new Set(verdicts.flatMap((verdict) => verdict.unknown))]
  const missingModules = [...new Set(verdicts.flatMap((verdict) => verdict.missingModules))]
  const errors = [...remaining.map(([{ target }, error]) => placeError(target, error, root)), ...missing, ...queries]
  const hasContext = verdicts.some(({ target }) => target.context.length + target.implied.imports.length > 0)
  const state = errors.some(({ severity }) => severity === 'error')
    ? 'mistaken'
    : verdicts.some(({ target }) => target.snippet.isOld)
      ? 'past'
      : unknown.length > 0
        ? 'incomplete'
        : missingModules.length > 0
          ? 'not-installed'
          : hasContext
            ? 'with-context'
            : 'complete'
  const incomplete = isError && unknown.length > 0 ? [placeIncomplete(block, unknown)] : []
  return { block, state, unknown, missingModules, diagnostics: [...errors, ...incomplete] }
}

/** `check=skip` at the block itself. */
function observeBlock(outcome: BlockReport, { config }: Project): BlockReport {
  const attribute = outcome.block.attributes.get('check')
  if (attribute?.value !== 'skip') return outcome
  const needless: Diagnostic = {
    code: 'needless-exception',
    severity: 'error',
    message: 'The block says that it is not checked, but there is nothing wrong with it.',
    location: attribute.location,
    hint: 'Take `check=skip` away.',
  }
  // In a language of which every block must be proven, it is proof that it excepts from.
  const isNeeded = isExecutable(outcome.block, config) || !isNeedless([outcome])
  return skipped(outcome, isNeeded ? [] : [needless])
}

function skipped(outcome: BlockReport, diagnostics: readonly Diagnostic[]): BlockReport {
  return { ...outcome, state: 'skipped', diagnostics }
}

/** Whether blocks are known to be right, so that no exception need be made of them. */
function isNeedless(outcomes: readonly BlockReport[]): boolean {
  return outcomes.every(
    ({ state, diagnostics }) => diagnostics.length === 0 && (state === 'complete' || state === 'with-context'),
  )
}

function needlessPage(page: Page, location: Diagnostic['location']): Diagnostic {
  return {
    code: 'needless-exception',
    severity: 'error',
    message: `${page.path} says that its blocks are not checked, but there is nothing wrong with them.`,
    ...(location && { location }),
    hint: 'Take `check: skip` out of the front matter.',
  }
}

function missingPreludes({ settings }: JudgedSnippets): Diagnostic[] {
  return [...settings.values()].flatMap(({ page, missingPrelude }) =>
    missingPrelude.map((path) => ({
      code: 'invalid-attribute',
      severity: 'error',
      message: `The prelude ${path} is no file of the project.`,
      location: page.location,
      hint: 'Name a file, relative to the root of the project.',
    })),
  )
}

function noReason(location: NonNullable<Diagnostic['location']>): Diagnostic {
  return {
    code: 'invalid-attribute',
    severity: 'error',
    message: '`check: skip` gives no reason.',
    location,
    hint: 'Write `tangle: { check: skip, reason: … }`.',
  }
}

function needlessOverride({ pages }: OverrideConfig): Diagnostic {
  const globs = [pages].flat().join(', ')
  return {
    code: 'needless-exception',
    severity: 'error',
    message: `\`overrides\` makes an exception of ${globs}, but there is nothing wrong with the blocks of these pages.`,
    hint: 'Take the entry out of the configuration.',
  }
}

/** One mistake that several alternatives of a block show is reported once. */
function mergeSame(diagnostics: readonly Diagnostic[]): Diagnostic[] {
  const merged = new Map<string, Diagnostic>()
  for (const diagnostic of diagnostics) {
    const key = JSON.stringify([diagnostic.code, diagnostic.message, diagnostic.location])
    if (!merged.has(key)) merged.set(key, diagnostic)
  }
  return [...merged.values()]
}
