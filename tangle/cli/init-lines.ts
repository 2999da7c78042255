import { baselinePath } from '../check/baseline.ts'
import type { TangleConfig } from '../config/config.ts'
import type { LearnedConfiguration } from '../init/learn-configuration.ts'
import type { BlockReport } from '../model/block-report.ts'
import type { Diagnostic } from '../model/diagnostic.ts'
import type { FindPresence } from '../model/package-presence.ts'
import { visibleLine } from '../model/visible-text.ts'
import type { Colors } from '../report/colors.ts'
import { formatCounts, formatHints } from '../report/format-blocks.ts'
import { count } from '../report/format-diagnostics.ts'

/** What a check finds with the configuration that was just written. */
export interface InitFindings {
  readonly pageCount: number
  readonly blocks: readonly BlockReport[]
  /** How many findings the baseline has. */
  readonly known: number
  /** The findings that no baseline takes. */
  readonly left: readonly Diagnostic[]
  /** Whether the baseline has just been written. */
  readonly isNew: boolean
}

/** What was learned from the documentation of a project, what of it is in order, and what to do next. */
export function learnedLines(
  { config, prelude }: LearnedConfiguration,
  { pageCount, blocks, known, left }: InitFindings,
  colors: Colors,
  presenceOf: FindPresence,
): string[] {
  const pages = count(pageCount, 'page')
  const isUnknown = left.some(({ code }) => code === 'no-compiler')
  const counts = blocks.length > 0 ? formatCounts(blocks) : isUnknown ? '' : 'no code block that can be checked yet'
  const learned = [
    ...(prelude
      ? [
          `${visibleLine(prelude.path)} declares ${names(prelude.names)} as your pages do, which completes ${count(prelude.completed, 'block')}`,
        ]
      : []),
    ...linkLines(config.links),
    ...(config.overrides ?? []).map(({ pages: excepted, reason }) => {
      const paths = [excepted].flat().map((path) => path.replaceAll('\\', ''))
      return `${count(paths.length, 'page')} ${paths.length === 1 ? 'is' : 'are'} excepted (${visibleLine(paths.slice(0, 3).join(', '))}${paths.length > 3 ? ', …' : ''}): ${reason}`
    }),
  ]
  return [
    [pages, counts].filter((part) => part !== '').join(', '),
    ...learned.map((line) => `  ${colors.green('learned:')} ${line}`),
    ...[...formatHints(blocks, presenceOf), ...leftHints(left)].map((line) => `  ${colors.green('hint:')} ${line}`),
    '',
    nextLine(known, left),
  ]
}

function names(list: readonly string[]): string {
  const shown = list.slice(0, 5).map((name) => `\`${name}\``)
  return `${shown.join(', ')}${list.length > shown.length ? `, and ${list.length - shown.length} more,` : ''}`
}

function linkLines(links: TangleConfig['links']): string[] {
  if (links === 'relative') return ['links are checked where they name a file: all others are resolved by the site']
  if (typeof links !== 'object') return []
  const { root, ignore } = links
  return [
    ...(root === undefined ? [] : [`links that begin with / begin in ${visibleLine([root].flat().join(', '))}`]),
    ...(ignore === undefined ? [] : [`links to ${visibleLine(ignore.join(', '))} are ignored: no folder is called so`]),
  ]
}

function leftHints(left: readonly Diagnostic[]): string[] {
  return left.slice(0, 3).map(({ message, hint }) => `${message}${hint === undefined ? '' : ` ${hint}`}`)
}

function nextLine(known: number, left: readonly Diagnostic[]): string {
  if (left.some(({ code }) => code === 'no-compiler'))
    return 'Next: install TypeScript, and run `npx tangle check --baseline`: until then, types are not looked at.'
  if (left.some(({ severity }) => severity === 'error')) return 'Next: `npx tangle check`.'
  if (known === 0) return 'Next: `npx tangle check`; it passes.'
  return `Next: read ${baselinePath}, which has ${count(known, 'finding')}. \`npx tangle check\` passes, and finds what is new.`
}
