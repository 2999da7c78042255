import type { Diagnostic } from '../model/diagnostic.ts'
import { FileChangedError, FileError } from '../model/file-error.ts'
import type { FileSystem, WriteOptions } from '../model/file-system.ts'
import type { Target } from '../model/origin-map.ts'
import { targetPathProblem } from '../parse/target-path.ts'
import {
  addToJournal,
  formatJournal,
  formatLedger,
  type Journal,
  journalPath,
  ledgerPath,
  parseJournal,
  parseLedger,
  writtenPath,
} from './ledger.ts'
import type { Plan, PlannedAction } from './plan.ts'
import { changedMeanwhileDiagnostic, diskDiagnostic } from './plan-diagnostics.ts'
import { WriteError } from './write-error.ts'

/**
 * Carries out a plan, while no other process carries out one. Each file is replaced as a whole, and only if it still is
 * what the plan saw. First a journal says what is about to be written, last the ledger what was: whenever the process
 * ends in between, the next plan knows its own work from an edit by hand.
 *
 * @throws WriteError if some files could not be written; all others were.
 * @throws FileError if the lock or the journal cannot be written; then nothing was.
 */
export async function applyPlan(plan: Plan, fileSystem: FileSystem): Promise<void> {
  const work = () => carryOut(plan, fileSystem)
  const failures = await (fileSystem.exclusively ? fileSystem.exclusively(work) : work())
  if (failures.size > 0) throw new WriteError(failures)
}

async function carryOut(plan: Plan, fileSystem: FileSystem): Promise<Map<string, Diagnostic>> {
  // What is behind a link is no ledger of ours, whatever it is.
  const ledger = await fileSystem.realPath(ledgerPath)
  if (ledger !== undefined && ledger.toLowerCase() !== ledgerPath)
    throw new FileError(ledgerPath, `${ledgerPath} is a link to ${ledger}, which is not followed. Delete the link.`)
  const journalText = await fileSystem.read(journalPath)
  const journal = parseJournal(journalText ?? '')
  // A journal is a file that anyone may have edited: what no target can be is no place to look at.
  const interrupted = [ledgerPath, ...[...journal.keys()].filter((path) => !targetPathProblem(path))]
  if (journalText !== undefined) await fileSystem.removeLeftovers?.(interrupted)
  const written = plan.actions.filter(({ kind }) => kind === 'create' || kind === 'update')
  for (const { path } of written) addToJournal(journal, path, plan.ledger.get(path) ?? '')
  if (written.length > 0) await fileSystem.write(journalPath, formatJournal(journal))

  const failures = new Map<string, Diagnostic>()
  for (const action of plan.actions) {
    const diagnostic = await tryAction(action, fileSystem)
    if (diagnostic) failures.set(action.path, diagnostic)
  }
  try {
    await writeLedger(plan, failures, fileSystem)
    await keepWritten(plan, failures, fileSystem)
    const before = parseJournal(journalText ?? '')
    if (written.length > 0 || journalText !== undefined) await settleJournal(plan, before, failures, fileSystem)
  } catch (error) {
    // The journal stays, and stands for the ledger until the next run.
    if (!(error instanceof FileError)) throw error
    failures.set(error.path, diskDiagnostic(error, error.path, undefined))
  }
  return failures
}

/**
 * Leaves of the journal that an interrupted run left what the ledger does not know by now: what could not be written, or
 * was not looked at. What this run was about to write has been written, or surely not, and then an edit of that file is
 * not one of the new text.
 */
async function settleJournal(
  plan: Plan,
  journal: Journal,
  failures: ReadonlyMap<string, Diagnostic>,
  fileSystem: FileSystem,
): Promise<void> {
  const seen = new Set(plan.actions.map(({ path }) => path))
  const left = [...journal].filter(([path]) => failures.has(path) || (!plan.isComplete && !seen.has(path)))
  if (left.length === 0) await fileSystem.remove(journalPath)
  else await fileSystem.write(journalPath, formatJournal(new Map(left)))
}

async function tryAction(action: PlannedAction, fileSystem: FileSystem): Promise<Diagnostic | undefined> {
  const target = 'target' in action ? action.target : undefined
  try {
    const isDone = await applyAction(action, fileSystem)
    return isDone ? undefined : changedMeanwhileDiagnostic(action.path, target)
  } catch (error) {
    if (!(error instanceof FileError)) throw error
    return diskDiagnostic(error, action.path, target)
  }
}

/** Whether the file is as the plan wants it now. */
async function applyAction(action: PlannedAction, fileSystem: FileSystem): Promise<boolean> {
  switch (action.kind) {
    case 'create':
      return writeTarget(action.target, undefined, fileSystem)
    case 'update':
      return writeTarget(action.target, action.before, fileSystem)
    case 'mode':
      await fileSystem.setMode?.(action.path, action.mode)
      return true
    case 'remove': {
      const now = await fileSystem.read(action.path)
      if (now === action.before) await fileSystem.remove(action.path)
      return now === undefined || now === action.before
    }
    case 'unchanged':
    case 'conflict':
    case 'stranger':
      return true
  }
}

async function writeTarget(
  { path, text, mode }: Target,
  before: string | undefined,
  fileSystem: FileSystem,
): Promise<boolean> {
  const now = await fileSystem.read(path)
  // Another process may have written the same.
  if (now === text) return true
  if (now !== before) return false
  // A person may edit it yet: it is compared once more, as late as possible.
  const options: WriteOptions = { ...(mode !== undefined && { mode }), ...(before !== undefined && { before }) }
  try {
    await fileSystem.write(path, text, options)
    return true
  } catch (error) {
    if (error instanceof FileChangedError) return false
    throw error
  }
}

/** Notes what this machine has written, or found to be what the pages say. Where it cannot be kept, less is known. */
async function keepWritten(
  plan: Plan,
  failures: ReadonlyMap<string, Diagnostic>,
  fileSystem: FileSystem,
): Promise<void> {
  const text = await fileSystem.read(writtenPath)
  const written = parseLedger(text ?? '')
  for (const { kind, path } of plan.actions) {
    const hash = plan.ledger.get(path)
    if (failures.has(path) || kind === 'conflict') continue
    if (kind === 'remove') written.delete(path)
    else if (hash !== undefined) written.set(path, hash)
  }
  const next = written.size === 0 ? undefined : formatLedger(written, plan.asEntangled)
  if (next === text) return
  try {
    if (next === undefined) await fileSystem.remove(writtenPath)
    else await fileSystem.write(writtenPath, next)
  } catch (error) {
    if (!(error instanceof FileError)) throw error
  }
}

/** Takes over what the plan changes in the ledger. What another process changed since it was read, stays. */
async function writeLedger(
  plan: Plan,
  failures: ReadonlyMap<string, Diagnostic>,
  fileSystem: FileSystem,
): Promise<void> {
  const old = parseLedger(plan.ledgerBefore ?? '')
  const text = await fileSystem.read(ledgerPath)
  const ledger = parseLedger(text ?? '')
  for (const path of new Set([...old.keys(), ...plan.ledger.keys()])) {
    const hash = plan.ledger.get(path)
    if (failures.has(path) || hash === old.get(path)) continue
    if (hash === undefined) ledger.delete(path)
    else ledger.set(path, hash)
  }
  const next = formatLedger(ledger, plan.asEntangled, plan.notes)
  if (text?.replaceAll('\r\n', '\n') === next || (text === undefined && ledger.size === 0)) return
  await fileSystem.write(ledgerPath, next)
}
