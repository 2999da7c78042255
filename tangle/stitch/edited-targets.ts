import { digestText } from '../entangled/index.ts'
import type { Target } from '../model/origin-map.ts'
import type { Page, PageSource } from '../model/page.ts'
import type { Project } from '../project/project.ts'
import { hashText, journalPath, ledgerPath, parseJournal } from '../write/ledger.ts'
import { readBaseStore } from './base-store.ts'
import type { TargetBase } from './stitch-target.ts'
import type { Tangler } from './tangler.ts'

/** A target that is not what the toolchain left, and the pages that it was written from. */
export interface EditedTarget {
  readonly target: Target
  /** What is on the disk. */
  readonly text: string
  /** `undefined` if the pages changed since, and nobody kept them as they were. */
  readonly base: TargetBase | undefined
  /** Whether the toolchain ever wrote it. */
  readonly isKnown: boolean
}

/** Finds the targets of a project that somebody edited. A deleted one is none. */
export async function findEditedTargets(project: Project, tangler: Tangler): Promise<EditedTarget[]> {
  const { fileSystem, tangled } = project
  const [ledger, journal] = await Promise.all([fileSystem.read(ledgerPath), fileSystem.read(journalPath)])
  const written = new WrittenTexts(parseJournal(`${ledger ?? ''}\n${journal ?? ''}`), project)
  const sources = tangled.pages.map(toSource)
  const edited: EditedTarget[] = []
  let store: Awaited<ReturnType<typeof readBaseStore>> | undefined
  for (const target of tangled.targets) {
    const { path } = target
    if ((await fileSystem.realPath(path)) === undefined) continue
    const text = await fileSystem.read(path)
    if (text === undefined || text.replaceAll('\r\n', '\n') === target.text) continue
    if (await written.has(path, text)) continue
    const isKnown = written.knows(path)
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

/** What the ledger says was written to each path, or the database of Entangled. */
class WrittenTexts {
  readonly #hashes: ReadonlyMap<string, ReadonlySet<string>>
  readonly #database: NonNullable<Project['entangled']>['database']

  constructor(hashes: ReadonlyMap<string, ReadonlySet<string>>, { entangled }: Project) {
    this.#hashes = hashes
    this.#database = entangled?.database
  }

  knows(path: string): boolean {
    return this.#hashes.has(path) || this.#database?.targets.has(path) === true
  }

  async has(path: string, text: string): Promise<boolean> {
    const hashes = this.#hashes.get(path)
    if (hashes) return hashes.has(await hashText(text))
    const digest = this.#database?.targets.has(path) ? this.#database.digests.get(path) : undefined
    return digest !== undefined && digest === (await digestText(text))
  }
}
