import type { Diagnostic } from '../model/diagnostic.ts'
import { FileChangedError } from '../model/file-error.ts'
import type { FileSystem } from '../model/file-system.ts'
import { type Project, planProject } from '../project/project.ts'
import { targetsOfPages } from '../project/touched-targets.ts'
import type { Tangled } from '../resolve/tangled.ts'
import { applyPlan } from '../write/apply.ts'
import { hashText } from '../write/ledger.ts'
import { changesAnything } from '../write/plan.ts'
import { WriteError } from '../write/write-error.ts'
import { keepBase } from './base-store.ts'
import { changedMeanwhileDiagnostic } from './stitch-diagnostics.ts'
import type { PageChange, StitchPlan } from './stitch-project.ts'

/**
 * What is about to be written into pages, kept from before the first page is written until all targets are. After a
 * crash in between, the next run ends the work. Not committed.
 */
export const stitchJournalPath = '.tangle/stitch'

interface StitchJournal {
  readonly pages: readonly PageChange[]
  /** Path of each edited target to the hashes of what it was, and of what it will be. */
  readonly targets: readonly (readonly [path: string, edited: string, after: string])[]
}

/** What an interrupted run had begun, and is done now but for the targets. */
export interface ResumedStitch {
  readonly pages: ReadonlySet<string>
  /** The targets whose edits are in the pages now, as hashes of what was edited. */
  readonly targets: ReadonlyMap<string, string>
}

export interface AppliedStitch {
  /** Pages and targets, by path. */
  readonly written: readonly string[]
  readonly diagnostics: readonly Diagnostic[]
}

/**
 * Writes the pages of a plan, and then the targets that they say. `resumed` is what an interrupted run had begun.
 * Nothing is written if a page or a target is not what the plan saw any more; then it says so. A page that changes after
 * that is left alone, and no target is written: the next run carries over what is missing.
 *
 * @throws FileError if the lock, a journal or a page cannot be written.
 */
export async function applyStitch(project: Project, plan: StitchPlan, resumed?: ResumedStitch): Promise<AppliedStitch> {
  const { fileSystem } = project
  const { tangled, taken, pages } = plan
  const late = await writePages(plan, fileSystem)
  if (late.diagnostics.length > 0) return late
  const paths = pages.map(({ path }) => path)
  const concerned = targetsOfPages(tangled, new Set([...paths, ...(resumed?.pages ?? [])]))
  const hashes = [...taken].map(async ([path, text]) => [path, await hashText(text)] as const)
  const written = new Map([...(project.written ?? []), ...(await Promise.all(hashes))])
  const all = await planProject({ ...project, tangled, written }, { only: new Set([...concerned, ...taken.keys()]) })
  // Another target that was edited, and was not to be stitched, stays as it is.
  const writes = { ...all, diagnostics: all.diagnostics.filter(({ code }) => code !== 'conflict') }
  const changed = writes.actions.flatMap(({ kind, path }) => (kind === 'create' || kind === 'update' ? [path] : []))
  const failures = changesAnything(writes) ? await tryApply(() => applyPlan(writes, fileSystem)) : new Map()
  const done = [...changed, ...taken.keys()].filter((path) => !failures.has(path))
  await keepBase({ tangled, fileSystem }, new Set(done))
  if (failures.size === 0) await forgetJournal(fileSystem)
  return {
    written: [...paths, ...changed.filter((path) => !failures.has(path))],
    diagnostics: [...writes.diagnostics, ...new Set(failures.values())],
  }
}

async function tryApply(work: () => Promise<void>): Promise<ReadonlyMap<string, Diagnostic>> {
  try {
    await work()
    return new Map()
  } catch (error) {
    if (!(error instanceof WriteError)) throw error
    return error.failures
  }
}

/** Writes the pages while no other process writes. With anything to report, the targets are not to be written. */
async function writePages(plan: StitchPlan, fileSystem: FileSystem): Promise<AppliedStitch> {
  const { pages, taken, tangled } = plan
  if (pages.length === 0) return { written: [], diagnostics: [] }
  const texts = new Map(tangled.targets.map(({ path, text }) => [path, text]))
  const targets = [...taken].map(async ([path, text]): Promise<[string, string, string]> => {
    return [path, await hashText(text), await hashText(texts.get(path) ?? '')]
  })
  const journal: StitchJournal = { pages, targets: await Promise.all(targets) }
  return exclusively(fileSystem, async () => {
    const expected = [...pages.map(({ path, before }) => [path, before] as const), ...taken]
    const changed: string[] = []
    for (const [path, text] of expected) if ((await fileSystem.read(path)) !== text) changed.push(path)
    if (changed.length > 0) return { written: [], diagnostics: changed.map(changedMeanwhileDiagnostic) }
    await fileSystem.write(stitchJournalPath, `${JSON.stringify(journal)}\n`)
    const written: string[] = []
    try {
      for (const { path, before, after } of pages) {
        await fileSystem.write(path, after, { before })
        written.push(path)
      }
    } catch (error) {
      if (!(error instanceof FileChangedError)) throw error
      // The edits are still in their targets, and the next run finds those that are in pages already.
      await forgetJournal(fileSystem)
      return { written, diagnostics: [changedMeanwhileDiagnostic(error.path)] }
    }
    return { written, diagnostics: [] }
  })
}

/** The targets are written, too: there is nothing to end any more. */
async function forgetJournal(fileSystem: FileSystem): Promise<void> {
  if ((await fileSystem.read(stitchJournalPath)) !== undefined) await fileSystem.remove(stitchJournalPath)
}

/**
 * Ends what an interrupted run began: writes the pages that it did not get to. If anything was changed since, it is left
 * alone, and what the run had not done is forgotten: the edits are still in their targets. So it is where the journal
 * names anything but pages and targets of the project as it is now: no run would have written it.
 *
 * @returns what was ended; `undefined` if there was nothing to end.
 */
export async function resumeStitch({ fileSystem, tangled }: Project): Promise<ResumedStitch | undefined> {
  const text = await fileSystem.read(stitchJournalPath)
  if (text === undefined) return undefined
  return exclusively(fileSystem, async () => {
    const journal = parseJournal(text)
    if (!journal || !isAbout(journal, tangled) || !(await isUntouched(journal, fileSystem))) {
      await fileSystem.remove(stitchJournalPath)
      return undefined
    }
    for (const { path, before, after } of journal.pages)
      if (before !== after && (await fileSystem.read(path)) === before) await fileSystem.write(path, after, { before })
    return {
      pages: new Set(journal.pages.map(({ path }) => path)),
      targets: new Map(journal.targets.map(([path, edited]) => [path, edited])),
    }
  })
}

function isAbout(journal: StitchJournal, tangled: Tangled): boolean {
  const pages = new Set(tangled.pages.map(({ path }) => path))
  const targets = new Set(tangled.targets.map(({ path }) => path))
  return journal.pages.every(({ path }) => pages.has(path)) && journal.targets.every(([path]) => targets.has(path))
}

async function isUntouched({ pages, targets }: StitchJournal, fileSystem: FileSystem): Promise<boolean> {
  for (const { path, before, after } of pages) {
    const now = await fileSystem.read(path)
    if (now !== before && now !== after) return false
  }
  for (const [path, edited, after] of targets) {
    const now = await fileSystem.read(path)
    const hash = now === undefined ? undefined : await hashText(now)
    if (hash !== edited && hash !== after) return false
  }
  return true
}

function parseJournal(text: string): StitchJournal | undefined {
  try {
    const { pages, targets } = JSON.parse(text)
    const isJournal = isListOf(pages, isPageChange) && isListOf(targets, isTargetChange)
    return isJournal ? { pages, targets } : undefined
  } catch {
    // Written as a whole or not at all: another version's.
    return undefined
  }
}

function isListOf<T>(value: unknown, isItem: (item: unknown) => item is T): value is readonly T[] {
  return Array.isArray(value) && value.every(isItem)
}

function isPageChange(value: unknown): value is PageChange {
  const { path, before, after } = (value ?? {}) as Partial<Record<keyof PageChange, unknown>>
  return [path, before, after].every((text) => typeof text === 'string')
}

function isTargetChange(value: unknown): value is StitchJournal['targets'][number] {
  return Array.isArray(value) && value.length === 3 && value.every((text) => typeof text === 'string')
}

function exclusively<T>(fileSystem: FileSystem, work: () => Promise<T>): Promise<T> {
  return fileSystem.exclusively ? fileSystem.exclusively(work) : work()
}
