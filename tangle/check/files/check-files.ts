import type { Diagnostic } from '../../model/diagnostic.ts'
import { locate } from '../../model/location.ts'
import { locationAt, type Target } from '../../model/origin-map.ts'
import { describeDifference, isSameButSpace, onlySpace } from '../../write/describe-difference.ts'
import { ledgerPath } from '../../write/ledger.ts'
import { isLedgerStale, type Plan, type PlannedAction } from '../../write/plan.ts'

/**
 * Targets that are not what the pages say, files that no page writes, and a ledger that is behind.
 *
 * @param isOurs Whether the ledger is how this project says what was written; else one that is missing says nothing.
 */
export function checkFiles(plan: Plan, isOurs = true): Diagnostic[] {
  const diagnostics = plan.actions.flatMap(checkAction)
  // Of all that can be wrong, a ledger alone is rare: a merge that took the files but not their hashes.
  if (diagnostics.length === 0 && isLedgerStale(plan) && (isOurs || plan.ledgerBefore !== undefined)) {
    const location = locate(ledgerPath, { line: 0, column: 0 })
    const message = 'The ledger does not list what is on the disk.'
    diagnostics.push({
      code: 'stale',
      severity: 'error',
      message,
      location,
      hint: 'Run `tangle` and commit the result.',
    })
  }
  return [...plan.diagnostics, ...diagnostics]
}

function checkAction(action: PlannedAction): Diagnostic[] {
  switch (action.kind) {
    case 'create':
      return [stale(action.target, `${action.path} has not been generated.`, 0)]
    case 'update':
      return [
        {
          ...stale(
            action.target,
            isSameButSpace(action.before, action.target.text)
              ? `${action.path} is stale. ${onlySpace}`
              : `${action.path} is stale: the page says something else here.`,
            firstDifference(action.target, action.before),
          ),
          detail: describeDifference(action.before, action.target.text),
        },
      ]
    case 'remove':
      return [
        orphan(
          action.path,
          `${action.path} was generated, but no page writes it any more.`,
          'Run `tangle` to remove it.',
        ),
      ]
    case 'stranger':
      return [
        orphan(
          action.path,
          `No page writes ${action.path}, which lies in a folder of generated files.`,
          'Move it elsewhere, or let a page write it.',
        ),
      ]
    case 'mode':
      return checkMode(action.target, action.mode, action.modeBefore)
    case 'unchanged':
    case 'conflict':
      return []
  }
}

/** Of the permissions, a clone keeps only whether a file is a program: the rest is no reason to fail there. */
function checkMode(target: Target, mode: number, modeBefore: number): Diagnostic[] {
  if (((mode ^ modeBefore) & 0o100) === 0) return []
  const location = target.root.attributes.get('mode')?.location ?? target.root.fence
  const message = `${target.path} has mode ${modeBefore.toString(8)}, and the page says ${mode.toString(8)}.`
  return [{ code: 'stale', severity: 'error', message, location, hint: 'Run `tangle` and commit the result.' }]
}

function stale(target: Target, message: string, line: number): Diagnostic {
  const location = locationAt(target, { line, column: target.lines[line]?.segments[0]?.column ?? 0 })
  const place = target.lines.length > 0 ? location : (target.root.attributes.get('file')?.location ?? location)
  return { code: 'stale', severity: 'error', message, location: place, hint: 'Run `tangle` and commit the result.' }
}

function firstDifference(target: Target, before: string): number {
  const old = before.split(/\r?\n/)
  const line = target.lines.findIndex((targetLine, index) => targetLine.text !== old[index])
  return line === -1 ? Math.max(0, target.lines.length - 1) : line
}

function orphan(path: string, message: string, hint: string): Diagnostic {
  return { code: 'orphan', severity: 'error', message, location: locate(path, { line: 0, column: 0 }), hint }
}
