import { digestText, readWriter } from '../entangled/index.ts'
import type { Target } from '../model/origin-map.ts'
import type { Page, PageSource } from '../model/page.ts'
import { targetPathProblem } from '../parse/target-path.ts'
import type { Project } from '../project/project.ts'
import { addToJournal, hashText, type Journal, journalPath, ledgerPath, parseJournal } from '../write/ledger.ts'
import { type BaseStore, readBaseStore } from './base-store.ts'
import type { TargetBase } from './stitch-target.ts'
import type { Tangler } from './tangler.ts'

/** A target that is not what the toolchain left, and the pages that it was written from. */
export interface EditedTarget {
  readonly target: Target
  /** What is on the disk. */
  readonly text: string
  /** `undefined` if the pages changed since, and nobody kept them as they were. */
  readonly base: TargetBase | undefined
  /** Whether the toolchain ever wrote it, or the file says that Entangled did. */
  readonly isKnown: boolean
}

/** A file that was a target, and that somebody edited. */
export interface EditedOrphan {
  readonly path: string
  /** What is on the disk. */
  readonly text: string
  /** What was written last; `undefined` if nobody kept it. */
  readonly before: string | undefined
}

/** Finds the files that no page writes any more, and that somebody edited: there is no page for the edit. */
export async function findEditedOrphans(project: Project, tangler: Tangler): Promise<EditedOrphan[]> {
  const { fileSystem, tangled } = project
  const written = await readWrittenTexts(project)
  const targets = new Set(tangled.targets.map(({ path }) => path))
  const orphans: EditedOrphan[] = []
  let store: BaseStore | undefined
  for (const path of written.paths()) {
    if (targets.has(path) || targetPathProblem(path) || (await fileSystem.realPath(path)) === undefined) continue
    const text = await fileSystem.read(path)
    if (text === undefined) continue
    if ((await written.has(path, text)) || (await written.has(path, text.replaceAll('\r\n', '\n')))) continue
    store ??= await readBaseStore(fileSystem)
    const kept = store.get(path)
    const old = kept && tangler.tangleOne(kept, path).targets.find((candidate) => candidate.path === path)
    orphans.push({ path, text, before: old && (await written.has(path, old.text)) ? old.text : undefined })
  }
  return orphans
}

/** Finds the targets of a project that somebody edited. A deleted one is none. */
export async function findEditedTargets(project: Project, tangler: Tangler): Promise<EditedTarget[]> {
  const { fileSystem, tangled } = project
  const written = await readWrittenTexts(project)
  const sources = tangled.pages.map(toSource)
  const edited: EditedTarget[] = []
  let store: BaseStore | undefined
  for (const target of tangled.targets) {
    const { path } = target
    if ((await fileSystem.realPath(path)) === undefined) continue
    const text = await fileSystem.read(path)
    if (text === undefined || text.replaceAll('\r\n', '\n') === target.text) continue
    if (await written.has(path, text)) continue
    // A file of Entangled says itself that it was generated, whatever is recorded.
    const isKnown = written.knows(path) || (tangler.isEntangled && readWriter(text) !== undefined)
    if (written.isUncertain(path)) {
      edited.push({ target, text, base: undefined, isKnown })
      continue
    }
    if (await written.has(path, target.text)) {
      edited.push({ target, text, base: { sources, tangled, target }, isKnown })
      continue
    }
    store ??= await readBaseStore(fileSystem)
    const kept = store.get(path)
    const old = kept && tangler.tangleOne(kept, path)
    const before = old?.targets.find((candidate) => candidate.path === path)
    const isBase = before !== undefined && (await written.has(path, before.text))
    const base = isBase ? { sources: kept ?? [], tangled: old as TargetBase['tangled'], target: before } : undefined
    edited.push({ target, text, base, isKnown })
  }
  return edited
}

export function toSource({ path, text }: Page): PageSource {
  return { path, text }
}

async function readWrittenTexts(project: Project): Promise<WrittenTexts> {
  const { fileSystem } = project
  const [ledger, journal] = await Promise.all([fileSystem.read(ledgerPath), fileSystem.read(journalPath)])
  return new WrittenTexts(parseJournal(ledger ?? ''), parseJournal(journal ?? ''), project)
}

/** What the ledger says was written to each path, or the database of Entangled. */
class WrittenTexts {
  readonly #hashes: ReadonlyMap<string, ReadonlySet<string>>
  readonly #uncertain: ReadonlySet<string>
  readonly #database: NonNullable<Project['entangled']>['database']

  constructor(ledger: Journal, interrupted: Journal, { entangled }: Project) {
    const all = new Map([...ledger].map(([path, hashes]) => [path, new Set(hashes)]))
    for (const [path, hashes] of interrupted) for (const hash of hashes) addToJournal(all, path, hash)
    this.#hashes = all
    const isLarger = (path: string) => (all.get(path)?.size ?? 0) > (ledger.get(path)?.size ?? 0)
    this.#uncertain = new Set([...interrupted.keys()].filter((path) => ledger.has(path) && isLarger(path)))
    this.#database = entangled?.database
  }

  /** Those of the ledger: Entangled never takes anything out of its database. */
  paths(): string[] {
    return [...this.#hashes.keys()].sort()
  }

  knows(path: string): boolean {
    return this.#hashes.has(path) || this.#database?.targets.has(path) === true
  }

  /** A run ended while it wrote the file: which text somebody edited then, the old one or the new one, is not known. */
  isUncertain(path: string): boolean {
    return this.#uncertain.has(path)
  }

  async has(path: string, text: string): Promise<boolean> {
    const hashes = this.#hashes.get(path)
    if (hashes) return hashes.has(await hashText(text))
    const digest = this.#database?.targets.has(path) ? this.#database.digests.get(path) : undefined
    return digest !== undefined && digest === (await digestText(text))
  }
}
