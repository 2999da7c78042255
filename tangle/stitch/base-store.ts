import type { FileSystem } from '../model/file-system.ts'
import type { PageSource } from '../model/page.ts'
import type { Project } from '../project/project.ts'
import { blocksOf } from '../project/touched-targets.ts'
import type { Tangled } from '../resolve/tangle-pages.ts'
import { FileError } from '../write/file-error.ts'
import { parseLedger } from '../write/ledger.ts'
import type { Plan } from '../write/plan.ts'

/**
 * The pages that targets were last written from, so that an edit of a target can be told from one of its page when both
 * were edited. Not committed, and nothing is lost without it: where only one side changed, the ledger is enough.
 */
export const baseStorePath = '.tangle/base'

/** Path of a target to the pages, as they were, that its blocks stand in. */
export type BaseStore = ReadonlyMap<string, readonly PageSource[]>

/** What was kept; empty if there is nothing, or nothing that can be read. */
export async function readBaseStore(fileSystem: FileSystem): Promise<BaseStore> {
  return parseBaseStore((await fileSystem.read(baseStorePath)) ?? '')
}

/**
 * Keeps the pages of these targets, which were just written; those of all others stay as they are. Where it cannot be
 * written, stitching knows less, and nothing else is wrong.
 */
export async function keepBase(
  { tangled, fileSystem }: Pick<Project, 'tangled' | 'fileSystem'>,
  written: ReadonlySet<string>,
): Promise<void> {
  try {
    const before = (await fileSystem.read(baseStorePath)) ?? ''
    // The rest was written earlier, from pages that gave the same text.
    const fresh = basesOf(tangled, (path) => before === '' || written.has(path))
    if (fresh.size === 0) return
    const paths = new Set(tangled.targets.map(({ path }) => path))
    const kept = [...parseBaseStore(before)].filter(([path]) => paths.has(path))
    const text = formatBaseStore(new Map([...kept, ...fresh]))
    if (text !== before) await fileSystem.write(baseStorePath, text)
  } catch (error) {
    if (!(error instanceof FileError)) throw error
  }
}

/** The targets of a plan that the ledger did not know as they are now. */
export function freshTargets({ ledger, ledgerBefore }: Plan): Set<string> {
  const before = parseLedger(ledgerBefore ?? '')
  return new Set([...ledger].flatMap(([path, hash]) => (before.get(path) === hash ? [] : [path])))
}

/** For each of these targets the pages that its blocks stand in. */
export function basesOf({ targets, index, pages }: Tangled, isWanted: (path: string) => boolean): BaseStore {
  const sources = new Map(pages.map(({ path, text }) => [path, { path, text }]))
  return new Map(
    targets
      .filter(({ path }) => isWanted(path))
      .map((target) => {
        const paths = new Set([...blocksOf(target, index)].map(({ page }) => page))
        return [target.path, [...paths].flatMap((path) => sources.get(path) ?? [])]
      }),
  )
}

/** Each page once, however many targets it has a part of. */
function formatBaseStore(store: BaseStore): string {
  const pages: PageSource[] = []
  const places = new Map<string, number>()
  const targets = [...store].map(([path, sources]): [string, number[]] => {
    const own = sources.map((source) => {
      const key = `${source.path}\0${source.text}`
      const place = places.get(key) ?? pages.push(source) - 1
      places.set(key, place)
      return place
    })
    return [path, own]
  })
  return `${JSON.stringify({ version: 1, targets, pages })}\n`
}

function parseBaseStore(text: string): Map<string, PageSource[]> {
  try {
    const { version, targets, pages } = JSON.parse(text)
    if (version !== 1) return new Map()
    return new Map(
      targets.map(([path, places]: [string, number[]]) => [
        path,
        places.map((place) => ({ path: String(pages[place].path), text: String(pages[place].text) })),
      ]),
    )
  } catch {
    // Another format, or half a file: then nothing is known.
    return new Map()
  }
}
