import type { Diagnostic } from '../model/diagnostic.ts'
import type { FileSystem } from '../model/file-system.ts'
import type { Outcome, PlannedAction } from './planned-action.ts'

/**
 * A file that says itself that it was generated, and that nobody has a record of, may be outdated, or edited. It is
 * written if git could bring back what it says now.
 */
export async function settleDoubtful(outcomes: readonly Outcome[], fileSystem: FileSystem): Promise<Outcome[]> {
  const doubtful = outcomes.flatMap(({ action, isDoubtful }) => (action && isDoubtful ? [action.path] : []))
  const tracked = doubtful.length === 0 ? undefined : await fileSystem.tracked?.(doubtful)
  return outcomes.map(({ isDoubtful, hash, ...outcome }): Outcome => {
    const { action, real } = outcome
    if (!isDoubtful) return { ...outcome, ...(hash !== undefined && { hash }) }
    if (action?.kind !== 'conflict' || !action.target || !tracked?.has(action.path)) return outcome
    const { path, target, before } = action
    return {
      action: { kind: 'update', path, target, before },
      ...(hash !== undefined && { hash }),
      ...(real !== undefined && { real }),
    }
  })
}

/** Most conflicts are plain, and then nothing that compares texts is loaded. */
export async function withDifference(diagnostic: Diagnostic, { before, target }: Conflict): Promise<Diagnostic> {
  const { describeDifference, isSameButSpace, onlySpace } = await import('./describe-difference.ts')
  const after = target?.text ?? ''
  const message = isSameButSpace(before, after) ? `${diagnostic.message} ${onlySpace}` : diagnostic.message
  return { ...diagnostic, message, detail: describeDifference(before, after) }
}

type Conflict = Extract<PlannedAction, { kind: 'conflict' }>

/** Whether two texts differ in nothing but white space at the ends of lines, and of the whole. */
export function isSameButEnds(before: string, after: string): boolean {
  return withoutEnds(before) === withoutEnds(after)
}

function withoutEnds(text: string): string {
  return text.replace(/[^\S\n]+$/gm, '').trimEnd()
}
