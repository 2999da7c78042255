import type { Diagnostic } from '../model/diagnostic.ts'
import type { FileSystem } from '../model/file-system.ts'
import { locate } from '../model/location.ts'
import type { Target } from '../model/origin-map.ts'
import { formatLedger, hashText, type Ledger, ledgerPath, parseLedger } from './ledger.ts'

/** What will happen to one file. */
export type PlannedAction =
  | { readonly kind: 'create'; readonly path: string; readonly target: Target }
  | { readonly kind: 'update'; readonly path: string; readonly target: Target; readonly before: string }
  | { readonly kind: 'unchanged'; readonly path: string; readonly target: Target }
  /** Someone else changed the file, or made it: it is not overwritten. */
  | { readonly kind: 'conflict'; readonly path: string; readonly target: Target | undefined; readonly before: string }
  /** Written by an earlier run, unmodified since, and no page names it any more. */
  | { readonly kind: 'remove'; readonly path: string; readonly before: string }
  /** Lies in a folder that the tangler owns, and the tangler did not write it. Reported, never touched. */
  | { readonly kind: 'stranger'; readonly path: string }

export interface Plan {
  readonly actions: readonly PlannedAction[]
  readonly ledger: Ledger
  /** The ledger as it stands on the disk. */
  readonly ledgerBefore: string | undefined
  readonly diagnostics: readonly Diagnostic[]
}

/** Compares targets with the disk. The disk is the truth (12.9); nothing is written. */
export async function planWrites(
  targets: readonly Target[],
  fileSystem: FileSystem,
  outputs: readonly string[] = [],
): Promise<Plan> {
  const ledgerBefore = await fileSystem.read(ledgerPath)
  const old = parseLedger(ledgerBefore ?? '')
  const ledger = new Map<string, string>()
  const actions: PlannedAction[] = []
  const diagnostics: Diagnostic[] = []
  for (const target of targets) {
    const { path } = target
    const real = await fileSystem.realPath(path)
    if (real === undefined || /^\.git(\/|$)/i.test(real)) {
      diagnostics.push(linkDiagnostic(target))
      continue
    }
    const hash = await hashText(target.text)
    const before = await fileSystem.read(path)
    const hashBefore = before === undefined ? undefined : await hashText(before)
    ledger.set(path, hash)
    if (before === undefined) actions.push({ kind: 'create', path, target })
    else if (hashBefore === hash) actions.push({ kind: 'unchanged', path, target })
    else if (hashBefore === old.get(path)) actions.push({ kind: 'update', path, target, before })
    else {
      actions.push({ kind: 'conflict', path, target, before })
      diagnostics.push(conflictDiagnostic(target, old.has(path)))
      const kept = old.get(path)
      if (kept === undefined) ledger.delete(path)
      else ledger.set(path, kept)
    }
  }
  const known = new Set(targets.map((target) => target.path))
  for (const [path, hash] of old) {
    if (known.has(path)) continue
    // A ledger is a file that anyone may have edited: it must not lead outside either.
    const isInside = !path.split('/').includes('..') && (await fileSystem.realPath(path)) !== undefined
    const before = isInside ? await fileSystem.read(path) : undefined
    if (before === undefined) continue
    if ((await hashText(before)) === hash) actions.push({ kind: 'remove', path, before })
    else {
      actions.push({ kind: 'conflict', path, target: undefined, before })
      diagnostics.push(editedOrphanDiagnostic(path))
      ledger.set(path, hash)
    }
  }
  const owned = await fileSystem.glob(outputs.map((folder) => `${folder}/**`))
  for (const path of owned) if (!known.has(path) && !old.has(path)) actions.push({ kind: 'stranger', path })
  return { actions, ledger, ledgerBefore, diagnostics }
}

/** Whether applying the plan would change a file. */
export function changesAnything(plan: Plan): boolean {
  const kinds = new Set(plan.actions.map((action) => action.kind))
  return kinds.has('create') || kinds.has('update') || kinds.has('remove') || isLedgerStale(plan)
}

/** A project without targets needs no ledger. */
export function isLedgerStale(plan: Plan): boolean {
  return plan.ledgerBefore === undefined ? plan.ledger.size > 0 : plan.ledgerBefore !== formatLedger(plan.ledger)
}

function conflictDiagnostic(target: Target, isKnown: boolean): Diagnostic {
  const why = isKnown ? 'was edited by hand since it was generated' : 'exists already, and tangle did not write it'
  return {
    code: 'conflict',
    severity: 'error',
    message: `${target.path} ${why}; it is not overwritten.`,
    location: target.root.attributes.get('file')?.location ?? target.root.fence,
    hint: isKnown
      ? 'Carry the edit over to the page, then delete the file and tangle again.'
      : 'Move it away, or give the block another file.',
  }
}

function editedOrphanDiagnostic(path: string): Diagnostic {
  return {
    code: 'conflict',
    severity: 'error',
    message: `${path} belongs to no page any more, and was edited by hand; it is not removed.`,
    location: locate(path, { line: 0, column: 0 }),
    hint: 'Delete it if nobody needs it.',
  }
}

function linkDiagnostic(target: Target): Diagnostic {
  return {
    code: 'path-outside-project',
    severity: 'error',
    message: `The target ${target.path} leads outside the project through a symbolic link.`,
    location: target.root.attributes.get('file')?.location ?? target.root.fence,
    hint: 'Name the real path, inside the project.',
  }
}
