import type { Block } from '../model/block.ts'
import type { Diagnostic } from '../model/diagnostic.ts'
import type { PageSource } from '../model/page.ts'
import { lengthenFences, withoutFences } from './fence-edits.ts'
import { applyEdits, diffLines, sortEdits, splitLines } from './line-edit.ts'
import { mergeEdits, type Side } from './merge-edits.ts'
import { mergeDiagnostic, missingPageDiagnostic } from './stitch-diagnostics.ts'
import type { PageEdit, StitchedTarget } from './stitch-target.ts'

export interface MergedPages {
  /** All pages; those that no edit belongs to are as they were. */
  readonly pages: readonly PageSource[]
  readonly diagnostics: readonly Diagnostic[]
}

/** Edits of one page, as it was when they were made. */
interface EditedPage {
  readonly base: string
  readonly blocks: readonly Block[]
  /** Without those of fences. */
  edits: readonly PageEdit[]
}

/**
 * Puts the edits of several targets into the pages as they are now. What one target says goes together with what others
 * say and with what was changed in the page, unless two of them mean the same lines.
 */
export function mergePages(
  current: readonly PageSource[],
  stitched: readonly StitchedTarget[],
  prefer: Side | undefined,
): MergedPages {
  const diagnostics: Diagnostic[] = []
  const edited = gatherPages(stitched, prefer, diagnostics)
  const pages = current.map((page) => {
    const versions = edited.get(page.path)
    return versions ? { ...page, text: mergePage(page, versions, prefer, diagnostics) } : page
  })
  for (const [path, versions] of edited) {
    const first = versions[0]?.edits[0]
    if (!first || current.some((page) => page.path === path) || prefer === 'ours') continue
    diagnostics.push(missingPageDiagnostic(path, first.target, first.targetLine))
  }
  return { pages, diagnostics }
}

/** The edits of all targets by page, and by what the page was. */
function gatherPages(
  stitched: readonly StitchedTarget[],
  prefer: Side | undefined,
  diagnostics: Diagnostic[],
): Map<string, EditedPage[]> {
  const edited = new Map<string, EditedPage[]>()
  for (const { base, edits: pageEdits } of stitched) {
    for (const [path, own] of pageEdits) {
      const text = base.sources.find((source) => source.path === path)?.text ?? ''
      const blocks = base.tangled.pages.find((page) => page.path === path)?.blocks ?? []
      const lines = splitLines(text)
      const edits = withoutFences(own, blocks, lines)
      const versions = edited.get(path) ?? []
      edited.set(path, versions)
      const known = versions.find((version) => version.base === text)
      if (!known) {
        versions.push({ base: text, blocks, edits })
        continue
      }
      // Between two targets, the one that was named first is the one to be taken.
      const merged = mergeEdits(lines, known.edits, edits, prefer === 'theirs' ? 'ours' : undefined)
      known.edits = merged.edits
      if (prefer === undefined)
        for (const found of merged.conflicts) diagnostics.push(mergeDiagnostic(path, lines, found, found.start))
    }
  }
  return edited
}

function mergePage(
  { path, text }: PageSource,
  versions: readonly EditedPage[],
  prefer: Side | undefined,
  diagnostics: Diagnostic[],
): string {
  let now = text
  for (const { base, blocks, edits } of versions) {
    const lines = splitLines(base)
    const own: PageEdit[] =
      base === now ? [] : diffLines(lines, splitLines(now)).map((edit) => ({ ...edit, target: path, targetLine: 0 }))
    const merged = mergeEdits(lines, own, edits, prefer)
    for (const found of merged.conflicts) diagnostics.push(mergeDiagnostic(path, lines, found, moved(found.start, own)))
    const isAdded = ({ target }: PageEdit) => target !== path
    now = applyEdits(lines, lengthenFences(merged.edits, blocks, lines, isAdded)).join('')
  }
  return now
}

/** Where a line is after some edits. */
function moved(line: number, edits: readonly PageEdit[]): number {
  return sortEdits(edits)
    .filter(({ end }) => end <= line)
    .reduce((at, { start, end, lines }) => at + lines.length - (end - start), line)
}
