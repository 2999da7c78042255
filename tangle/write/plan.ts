import type { Diagnostic } from '../model/diagnostic.ts'
import { FileError } from '../model/file-error.ts'
import type { FileSystem } from '../model/file-system.ts'
import type { Target } from '../model/origin-map.ts'
import { targetPathProblem } from '../parse/target-path.ts'
import { isSameButEnds, settleDoubtful, withDifference } from './doubtful.ts'
import {
  addToJournal,
  formatLedger,
  hashText,
  isLedgerOfEntangled,
  journalPath,
  type Ledger,
  type LedgerNotes,
  ledgerPath,
  parseJournal,
  parseLedger,
  parseLedgerNotes,
  writtenPath,
} from './ledger.ts'
import {
  conflictDiagnostic,
  diskDiagnostic,
  doubtfulDiagnostic,
  editedOrphanDiagnostic,
  insideTargetDiagnostic,
  linkDiagnostic,
  reservedDiagnostic,
  sameFileDiagnostic,
  targetLocation,
  unprovenOrphanDiagnostic,
} from './plan-diagnostics.ts'
import type { Outcome, PlannedAction } from './planned-action.ts'

export type { PlannedAction } from './planned-action.ts'

/** The effect that writing would have, file by file. */
export interface Plan {
  /** Whether it is about all files, and not only about some targets. */
  readonly isComplete: boolean
  /** {@link PlanOptions.asEntangled} */
  readonly asEntangled: boolean
  /** The effect on each file, in the order of their paths. */
  readonly actions: readonly PlannedAction[]
  /** The ledger as it will be when all of it is done. */
  readonly ledger: Ledger
  /** The ledger as it stands on the disk. */
  readonly ledgerBefore: string | undefined
  /** Further entries for the ledger. */
  readonly notes: LedgerNotes
  /** Files that an interrupted run left: they are no edits by hand. */
  readonly journalBefore: string | undefined
  /** Files that cannot be written, and why. */
  readonly diagnostics: readonly Diagnostic[]
}

/** Options of `planWrites`. */
export interface PlanOptions {
  /** Plans these targets and no others: every other file stays, orphans as well, with its line of the ledger. */
  readonly only?: ReadonlySet<string>
  /** Files that are never removed, and that no target may be that nobody wrote before, and what they are: `a page`. */
  readonly reserved?: ReadonlyMap<string, string>
  /**
   * Says what a file with this text would be that no target may be, whatever was written before: `the configuration`.
   * The path is that of the file itself, with links followed.
   */
  readonly forbid?: (path: string, text: string) => Promise<string | undefined>
  /** The files that another tool wrote last, in whose place this one stands: they are no edits by hand. */
  readonly written?: Ledger
  /** Files that the other tool says that it wrote, whatever they say now. Default none. */
  readonly claimed?: ReadonlySet<string>
  /** Whether the text of a file says itself that it was generated, so that it is no stranger. Default: none does. */
  readonly isGenerated?: (text: string) => boolean
  /** The contents of the ledger from now on. Default: what it does remember. */
  readonly notes?: LedgerNotes
  /** Nothing but its database says that this is a project of Entangled; its ledger goes on to say so. Default false. */
  readonly asEntangled?: boolean
}

/** The hashes of everything that the tangler wrote, or may have written, to a path. */
type KnownHashes = ReadonlyMap<string, ReadonlySet<string>>

/** Compares targets with the disk. The disk is the truth (12.9); nothing is written. */
export async function planWrites(
  targets: readonly Target[],
  fileSystem: FileSystem,
  outputs: readonly string[] = [],
  {
    only,
    reserved = new Map(),
    forbid,
    written = new Map(),
    claimed = new Set(),
    isGenerated,
    asEntangled = false,
    ...more
  }: PlanOptions = {},
): Promise<Plan> {
  const [ledgerBefore, journalBefore] = await Promise.all([fileSystem.read(ledgerPath), fileSystem.read(journalPath)])
  const old = parseLedger(ledgerBefore ?? '')
  // A ledger with a merge conflict in it names both sides: either is ours.
  const known = parseJournal(ledgerBefore ?? '')
  addAll(known, parseJournal(journalBefore ?? ''))
  for (const [path, hash] of written) addToJournal(known, path, hash)
  const planned = targets.filter(({ path }) => only?.has(path) ?? true)
  const tried: Outcome[] = []
  for (const target of planned)
    tried.push(await planTarget(target, fileSystem, known, { reserved, forbid, claimed, isGenerated }))
  const outcomes = await settleDoubtful(tried, fileSystem)
  const collisions = collidingTargets(planned, outcomes)
  const ledger = new Map(only ? old : [])
  const actions: PlannedAction[] = []
  const diagnostics: Diagnostic[] = []
  for (const [at, { path }] of planned.entries()) {
    const { action, diagnostic: ownDiagnostic, hash } = outcomes[at] ?? {}
    const diagnostic = collisions.get(path) ?? ownDiagnostic
    if (diagnostic) diagnostics.push(diagnostic)
    if (action && (!diagnostic || action.kind === 'conflict')) actions.push(action)
    const entry = diagnostic ? old.get(path) : hash
    if (entry !== undefined) ledger.set(path, entry)
  }
  const notes = more.notes ?? parseLedgerNotes(ledgerBefore ?? '')
  const before = { asEntangled, ledgerBefore, journalBefore, notes }
  if (only) return { isComplete: false, actions, ledger, diagnostics, ...before }

  const targeted = new Set(targets.map(({ path }) => path))
  const real = new Set([...outcomes.map((outcome) => outcome.real), ...reserved.keys()])
  const orphans = [...new Set([...known.keys(), ...claimed])].filter(
    (path) => !targeted.has(path) && !targetPathProblem(path),
  )
  const found: Outcome[] = []
  for (const orphan of orphans) found.push(await planOrphan(orphan, fileSystem, known, real))
  for (const { action, diagnostic } of await keepUnproven(found, journalBefore, asEntangled, fileSystem)) {
    // An edited file that only an interrupted run knew of is its owner's now, and so is one that Entangled left.
    if (action?.kind === 'conflict' && !old.has(action.path)) continue
    if (action) actions.push(action)
    if (diagnostic) diagnostics.push(diagnostic)
    const path = action?.kind === 'remove' ? undefined : (action?.path ?? diagnostic?.location?.file)
    const entry = path === undefined ? undefined : old.get(path)
    if (path !== undefined && entry !== undefined) ledger.set(path, entry)
  }
  const owned = await fileSystem.glob(outputs.map((folder) => `${folder}/**`))
  for (const path of owned) if (!targeted.has(path) && !known.has(path)) actions.push({ kind: 'stranger', path })
  return { isComplete: true, actions, ledger, diagnostics, ...before }
}

/** Whether applying the plan would change a file. */
export function changesAnything(plan: Plan): boolean {
  const kinds = new Set(plan.actions.map((action) => action.kind))
  const isChange = kinds.has('create') || kinds.has('update') || kinds.has('mode') || kinds.has('remove')
  return isChange || isLedgerStale(plan) || plan.journalBefore !== undefined
}

/** A project without targets needs no ledger. */
export function isLedgerStale(plan: Plan): boolean {
  if (plan.ledgerBefore === undefined) return plan.ledger.size + plan.notes.size > 0
  // A checkout may have added carriage returns.
  return plan.ledgerBefore.replaceAll('\r\n', '\n') !== formatLedger(plan.ledger, plan.asEntangled, plan.notes)
}

/** What decides about a single target. */
interface TargetRules {
  readonly reserved: ReadonlyMap<string, string>
  readonly forbid: PlanOptions['forbid'] | undefined
  readonly claimed: ReadonlySet<string>
  readonly isGenerated: PlanOptions['isGenerated'] | undefined
}

async function planTarget(
  target: Target,
  fileSystem: FileSystem,
  known: KnownHashes,
  { reserved, forbid, claimed, isGenerated }: TargetRules,
): Promise<Outcome> {
  const { path } = target
  let isKnown = known.has(path) || claimed.has(path)
  try {
    const real = await fileSystem.realPath(path)
    if (real === undefined) return { diagnostic: linkDiagnostic(target) }
    const problem = targetPathProblem(real)
    if (problem) return { diagnostic: { severity: 'error', location: targetLocation(target), ...problem } }
    const forbidden = await forbid?.(real, target.text)
    if (forbidden !== undefined) return { diagnostic: reservedDiagnostic(target, real, forbidden) }
    const what = reserved.get(real) ?? reserved.get(path)
    isKnown ||= known.has(real)
    if (what !== undefined && !isKnown) return { diagnostic: reservedDiagnostic(target, real, what) }
    const hash = await hashText(target.text)
    const before = await fileSystem.read(path)
    if (before === undefined) return { action: { kind: 'create', path, target }, hash, real }
    const hashBefore = before === target.text ? hash : await hashText(before)
    if (hashBefore === hash) return { action: await planMode(target, fileSystem), hash, real }
    if (known.get(path)?.has(hashBefore) || known.get(real)?.has(hashBefore))
      return { action: { kind: 'update', path, target, before }, hash, real }
    const action = { kind: 'conflict', path, target, before } as const
    if (isKnown || !isGenerated?.(before)) {
      const diagnostic = conflictDiagnostic(target, isKnown)
      return { action, diagnostic: claimed.has(path) ? await withDifference(diagnostic, action) : diagnostic, real }
    }
    // White space at the ends of lines is nobody's work.
    if (isSameButEnds(before, target.text)) return { action: { kind: 'update', path, target, before }, hash, real }
    return {
      action,
      diagnostic: await withDifference(doubtfulDiagnostic(target), action),
      hash,
      real,
      isDoubtful: true,
    }
  } catch (error) {
    if (!(error instanceof FileError)) throw error
    // What is no text is surely nothing that we wrote.
    if (error.code === undefined) return { diagnostic: conflictDiagnostic(target, isKnown) }
    return { diagnostic: diskDiagnostic(error, path, target) }
  }
}

/** The text is right. The permissions are looked at only if a page says something about them (12.7). */
async function planMode(target: Target, fileSystem: FileSystem): Promise<PlannedAction> {
  const { path, mode } = target
  const modeBefore = mode === undefined ? undefined : await fileSystem.mode?.(path)
  if (mode === undefined || modeBefore === undefined || modeBefore === mode) return { kind: 'unchanged', path, target }
  return { kind: 'mode', path, target, mode, modeBefore }
}

async function planOrphan(
  path: string,
  fileSystem: FileSystem,
  known: KnownHashes,
  targets: ReadonlySet<string | undefined>,
): Promise<Outcome> {
  try {
    const real = await fileSystem.realPath(path)
    // A ledger is a file that anyone may have edited: it must not lead outside either. And on a disk that does not know
    // upper from lower case, a target that was renamed is still there.
    if (real === undefined || targetPathProblem(real) || targets.has(real)) return {}
    const before = await fileSystem.read(path)
    if (before === undefined) return {}
    const hash = await hashText(before)
    if (known.get(path)?.has(hash)) return { action: { kind: 'remove', path, before }, hash }
    const action = { kind: 'conflict', path, target: undefined, before } as const
    return { action, diagnostic: editedOrphanDiagnostic(path) }
  } catch (error) {
    if (!(error instanceof FileError)) throw error
    // A folder stands in its place by now, or it is no text any more: somebody else's.
    if (error.code === undefined || error.code === 'EISDIR' || error.code === 'ENOTDIR') return {}
    return { diagnostic: diskDiagnostic(error, path, undefined) }
  }
}

/**
 * A ledger may come from anybody: because of it alone, nothing is removed. A file is if it was written on this machine,
 * when the project was read in the same way, or if it is not lost, since git has it.
 */
async function keepUnproven(
  outcomes: readonly Outcome[],
  journalBefore: string | undefined,
  asEntangled: boolean,
  fileSystem: FileSystem,
): Promise<readonly Outcome[]> {
  if (!outcomes.some(({ action }) => action?.kind === 'remove')) return outcomes
  const written = (await fileSystem.read(writtenPath)) ?? ''
  const own = parseJournal(isLedgerOfEntangled(written) === asEntangled ? written : '')
  addAll(own, parseJournal(journalBefore ?? ''))
  const doubtful = outcomes.flatMap(({ action, hash = '' }) =>
    action?.kind === 'remove' && !own.get(action.path)?.has(hash) ? [action.path] : [],
  )
  if (doubtful.length === 0) return outcomes
  const tracked = await fileSystem.tracked?.(doubtful)
  const kept = new Set(doubtful.filter((path) => !tracked?.has(path)))
  return outcomes.map((outcome): Outcome => {
    const { action } = outcome
    if (action?.kind !== 'remove' || !kept.has(action.path)) return outcome
    const { path, before } = action
    return {
      action: { kind: 'conflict', path, target: undefined, before },
      diagnostic: unprovenOrphanDiagnostic(path),
    }
  })
}

function addAll(known: Map<string, Set<string>>, others: KnownHashes): void {
  for (const [path, hashes] of others) for (const hash of hashes) addToJournal(known, path, hash)
}

/** Targets that are one file on this disk, and targets below a target. */
function collidingTargets(targets: readonly Target[], outcomes: readonly Outcome[]): Map<string, Diagnostic> {
  const collisions = new Map<string, Diagnostic>()
  const byPath = new Map(targets.map((target) => [target.path, target]))
  const byRealPath = new Map<string, Target>()
  for (const [at, target] of targets.entries()) {
    const real = outcomes[at]?.real ?? target.path
    const other = byRealPath.get(real)
    if (other) collisions.set(target.path, sameFileDiagnostic(target, other))
    else byRealPath.set(real, target)
    for (let slash = target.path.lastIndexOf('/'); slash > 0; slash = target.path.lastIndexOf('/', slash - 1)) {
      const outer = byPath.get(target.path.slice(0, slash))
      if (outer) collisions.set(target.path, insideTargetDiagnostic(target, outer))
    }
  }
  return collisions
}
