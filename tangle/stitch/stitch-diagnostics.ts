import type { Diagnostic } from '../model/diagnostic.ts'
import { type Location, locate } from '../model/location.ts'
import type { Target } from '../model/origin-map.ts'
import { targetLocation } from '../write/plan-diagnostics.ts'
import type { CopyConflict } from './block-edit.ts'
import type { EditedOrphan } from './edited-targets.ts'
import type { Hunk } from './line-edit.ts'
import { diffLines, type LineEdit, splitLines } from './line-edit.ts'
import { type MergeConflict, sideLines } from './merge-edits.ts'
import { type PageEdit, type TargetConflict, toLines } from './stitch-target.ts'

/** Both sides of a conflict, each under what it is called. */
function sides(...texts: readonly (readonly [title: string, lines: readonly string[]])[]): string {
  return texts
    .map(([title, lines]) => {
      const shown = lines.map((line) => `  | ${line.replace(/[\r\n]+$/, '')}`)
      return [`${title}:`, ...(shown.length > 0 ? shown : ['  (nothing)'])].join('\n')
    })
    .join('\n')
}

function conflict(message: string, location: Location, detail: string, hint: string): Diagnostic {
  return { code: 'stitch-conflict', severity: 'error', message, location, detail, hint }
}

function lineOf(path: string, line: number): Location {
  return locate(path, { line, column: 0 })
}

const decide = '`--ours` keeps what the page says there, `--theirs` takes what the file says.'

/** The page was edited too, and what both were before is not known. */
export function unknownBaseDiagnostic(target: Target, text: string): Diagnostic {
  const { path } = target
  const now = toLines(target.text)
  const edited = toLines(text.replaceAll('\r\n', '\n'))
  const edits = diffLines(now, edited)
  const shown = edits.map(({ start, end, lines }) =>
    sides(['the page says', now.slice(start, end)], [`${path} says`, lines]),
  )
  return conflict(
    `${path} and the page say different things, and what was written last is not known: either may have been edited since.`,
    targetLocation(target),
    shown.join('\n'),
    `\`tangle stitch ${path} --theirs\` makes the page say all that the file says, and \`--ours\` the reverse.`,
  )
}

/** Why the edits of one target could not be taken to a page. */
export function targetDiagnostics(target: Target, base: Target, problem: TargetConflict): Diagnostic[] {
  const { path } = target
  const before = toLines(base.text)
  switch (problem.kind) {
    case 'no-final-newline':
      return [
        conflict(
          `${path} does not end with a newline, and what is tangled always does.`,
          targetLocation(target),
          '',
          'Add one. `--ours` does.',
        ),
      ]
    case 'copies':
      return [copiesDiagnostic(path, problem.conflict)]
    case 'unattributed':
      return problem.hunks.map((hunk) => unattributedDiagnostic(path, before, hunk, base))
    case 'differs':
      return problem.hunks.map((hunk) => differsDiagnostic(path, problem.editedLines, hunk))
  }
}

function unattributedDiagnostic(path: string, before: readonly string[], hunk: Hunk, base: Target): Diagnostic {
  const { start, end, lines, editedStart } = hunk
  const origins = base.lines
    .slice(Math.max(0, start - 1), end + 1)
    .flatMap(({ segments }) => segments.map(({ origin }) => origin))
  const blocks = [...new Map(origins.map((origin) => [origin.block, origin])).values()]
  return {
    ...conflict(
      `It cannot be told which block this edit of ${path} belongs to.`,
      lineOf(path, editedStart),
      sides(['it said', before.slice(start, end)], ['it says', lines]),
      'Make the edit in the page and undo it here, or edit the lines of one block at a time. `--ours` undoes it.',
    ),
    related: blocks.map(({ block, position }) => ({
      message: `<<${block.name ?? block.target ?? ''}>> is here`,
      location: locate(block.page, position),
    })),
  }
}

function differsDiagnostic(path: string, edited: readonly string[], { start, end, lines }: LineEdit): Diagnostic {
  return conflict(
    `With this edit in the page, ${path} would be tangled differently.`,
    lineOf(path, Math.min(start, Math.max(0, edited.length - 1))),
    sides([`${path} says`, edited.slice(start, end)], ['it would say', lines]),
    'Write it as it would be tangled, or make the edit in the page and undo it here. `--ours` undoes it; where only imports differ, `--theirs` accepts what it would say.',
  )
}

function copiesDiagnostic(path: string, { first, second }: CopyConflict): Diagnostic {
  const { block } = first
  return {
    ...conflict(
      `<<${block.name ?? block.target ?? ''}>> is in ${path} more than once, and was edited differently.`,
      lineOf(path, first.targetLine),
      sides(
        [`${path}:${first.targetLine + 1} says`, first.lines],
        [`${path}:${second.targetLine + 1} says`, second.lines],
      ),
      'Edit one of them, or all in the same way. `--ours` undoes both edits.',
    ),
    related: [
      { message: 'the other one', location: lineOf(path, second.targetLine) },
      { message: 'the block', location: block.fence },
    ],
  }
}

/** Page and target, or two targets, have edits of the same lines. */
export function mergeDiagnostic(
  page: string,
  base: readonly string[],
  { start, end, ours, theirs }: MergeConflict<PageEdit>,
  line: number,
): Diagnostic {
  const nameOf = (edits: readonly PageEdit[]) => edits[0]?.target ?? page
  const [left, right] = [nameOf(ours), nameOf(theirs)]
  const range = { start, end }
  return {
    ...conflict(
      `${left} and ${right} have different edits in the same place.`,
      lineOf(page, line),
      sides(
        ['before', base.slice(start, end)],
        [`${left} says`, sideLines(base, range, ours)],
        [`${right} says`, sideLines(base, range, theirs)],
      ),
      left === page
        ? decide
        : `\`tangle stitch ${left} --theirs\` takes its edit, \`--ours\` none of them. Or make them alike.`,
    ),
    related: [...ours, ...theirs].flatMap(({ target, targetLine }) =>
      target === page ? [] : [{ message: `${target} was edited here`, location: lineOf(target, targetLine) }],
    ),
  }
}

/** The page that an edit belongs to is not there any more. */
export function missingPageDiagnostic(page: string, target: string, line: number): Diagnostic {
  return conflict(
    `${target} was edited, but ${page}, where the edit belongs, is gone.`,
    lineOf(target, line),
    '',
    'Bring the page back, or undo the edit. `--ours` undoes it.',
  )
}

/** The file is none of the project any more: the block with its name is gone, or is called differently. */
export function orphanDiagnostic({ path, text, before }: EditedOrphan): Diagnostic {
  const now = toLines(text.replaceAll('\r\n', '\n'))
  const old = toLines(before ?? '')
  const shown = diffLines(old, now).map(({ start, end, lines }) =>
    sides(['before', old.slice(start, end)], [`${path} says`, lines]),
  )
  return conflict(
    `${path} was edited, but no page writes it any more.`,
    lineOf(path, 0),
    ['no page says anything.', ...shown].join('\n'),
    'Bring the block with its name back, make the edit in a page by hand, or delete the file if nobody needs it.',
  )
}

/** Each edit for itself was sound, all together are not. */
export function mergedDiagnostic(target: Target, expected: readonly string[], text: string): Diagnostic {
  const [edit] = diffLines(expected, toLines(text))
  const { start = 0, end = 0, lines = [] } = edit ?? {}
  return conflict(
    `${target.path} would be tangled differently once all edits are in the pages.`,
    targetLocation(target),
    sides(['it should say', expected.slice(start, end)], ['it would say', lines]),
    'Stitch one file at a time: `tangle stitch FILE`.',
  )
}

/** Edits that were put together end a block early, or make another one. */
export function otherBlocksDiagnostic(path: string, before: string, after: string): Diagnostic {
  const [old, now] = [splitLines(before), splitLines(after)]
  const edits = diffLines(old, now)
  return conflict(
    `${path} would have other blocks once all edits are in it.`,
    lineOf(path, edits[0]?.start ?? 0),
    edits.map(({ start, end, lines }) => sides(['it says', old.slice(start, end)], ['it would say', lines])).join('\n'),
    'Stitch one file at a time: `tangle stitch FILE`.',
  )
}

/** Somebody else was faster. */
export function changedMeanwhileDiagnostic(path: string): Diagnostic {
  return conflict(
    `${path} was changed while its edits were looked at; it is left as it is now.`,
    lineOf(path, 0),
    '',
    'Run `tangle stitch` again.',
  )
}
