import type { OverrideConfig } from '../config/config.ts'
import type { BlockReport } from '../model/block-report.ts'
import type { Page } from '../model/page.ts'
import type { Project } from '../project/project.ts'

/** A kind of page that shows code which is not that of today. */
interface Kind {
  readonly reason: string
  matches(page: Page): boolean
}

const migration = /(?:^|[^a-z])(?:migrat(?:e|ion|ing)|upgrad(?:e|ing)|breaking[-_ ]changes?)(?![a-z])/i
const releases = /(?:^|\/)(?:changelog|releases?|release[-_]notes|whats[-_]new|history)(?:\/|\.[a-z]+$)/i

const kinds: readonly Kind[] = [
  {
    reason: 'Documentation of earlier versions shows code as it was.',
    matches: ({ path }) => /(?:^|\/)(?:versioned_docs|versions?|archive)\//i.test(path),
  },
  {
    reason: 'Migration notes show code as it was before.',
    matches: (page) => migration.test(page.path) || migration.test(titleOf(page)),
  },
  { reason: 'Release notes show code of their time.', matches: ({ path }) => releases.test(path) },
]

/**
 * The pages with findings that look like notes on an earlier version, as entries of `overrides`. A page that has no
 * finding needs no exception.
 */
export function learnExceptions({ tangled }: Project, blocks: readonly BlockReport[]): OverrideConfig[] {
  const found = blocks.filter(({ state }) => state === 'mistaken' || state === 'unreadable')
  const mistaken = new Set(found.map(({ block }) => block.page))
  const left = new Map(tangled.pages.filter(({ path }) => mistaken.has(path)).map((page) => [page.path, page]))
  return kinds.flatMap(({ reason, matches }): OverrideConfig[] => {
    const pages = [...left.values()].filter(matches).map(({ path }) => path)
    for (const path of pages) left.delete(path)
    return pages.length === 0 ? [] : [{ pages: pages.map(escapeGlob), check: 'skip', reason }]
  })
}

/** The title in the front matter, or the first heading. */
function titleOf({ lines }: Page): string {
  const title = lines.slice(0, 20).find((line) => /^(?:title:|#\s)/.test(line))
  return title?.replace(/^(?:title:|#)\s*/, '') ?? ''
}

function escapeGlob(path: string): string {
  return path.replace(/[\\*?[\]{}()!+@|]/g, '\\$&')
}
