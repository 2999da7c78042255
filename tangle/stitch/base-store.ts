import { FileError } from '../model/file-error.ts'
import type { FileSystem } from '../model/file-system.ts'
import type { PageSource } from '../model/page.ts'
import type { Project } from '../project/project.ts'
import type { Tangled } from '../resolve/tangle-pages.ts'
import { namesOf } from '../resolve/target-blocks.ts'
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
    const texts = formatBaseStore(new Map([...kept, ...fresh]))
    if (before === '' || texts.join('') !== before) await fileSystem.write(baseStorePath, texts)
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
  const sources = new Map<string, PageSource>(pages.map((page) => [page.path, page]))
  const store = new Map<string, PageSource[]>()
  for (const target of targets) {
    if (!isWanted(target.path)) continue
    const own = new Set<string>()
    let last: string | undefined
    for (const key of namesOf(target, index)) {
      for (const { page } of index.named.get(key) ?? []) {
        // Mostly all are in one page.
        if (page !== last) own.add(page)
        last = page
      }
    }
    store.set(
      target.path,
      [...own].flatMap((page) => sources.get(page) ?? []),
    )
  }
  return store
}

/** What stands in front of the texts of the pages: which target has which of them, and how long each is. */
interface BaseStoreHead {
  readonly version: number
  readonly targets: readonly (readonly [path: string, places: readonly number[]])[]
  readonly pages: readonly (readonly [path: string, length: number])[]
}

const version = 2

/**
 * A line of JSON, and then the texts as they are, which is much quicker to write than a string of JSON. Each page once,
 * however many targets it has a part of.
 */
function formatBaseStore(store: BaseStore): string[] {
  const pages: PageSource[] = []
  // A page has another text where a target was not written since.
  const places = new Map<string, number[]>()
  const placeOf = (source: PageSource): number => {
    const known = places.get(source.path) ?? []
    const place = known.find((at) => pages[at]?.text === source.text)
    if (place !== undefined) return place
    places.set(source.path, [...known, pages.length])
    return pages.push(source) - 1
  }
  const head: BaseStoreHead = {
    version,
    targets: [...store].map(([path, sources]) => [path, sources.map(placeOf)]),
    pages: pages.map(({ path, text }) => [path, text.length]),
  }
  return [`${JSON.stringify(head)}\n`, ...pages.map(({ text }) => text)]
}

function parseBaseStore(text: string): Map<string, PageSource[]> {
  try {
    const end = text.indexOf('\n')
    const head = JSON.parse(text.slice(0, end)) as BaseStoreHead
    if (head.version !== version) return new Map()
    let at = end + 1
    const pages = head.pages.map(([path, length]): PageSource => {
      at += length
      return { path, text: text.slice(at - length, at) }
    })
    // Half a file: nothing of it can be trusted.
    if (at !== text.length) return new Map()
    return new Map(head.targets.map(([path, places]) => [path, places.flatMap((place) => pages[place] ?? [])]))
  } catch {
    // Another format, or garbled: then nothing is known.
    return new Map()
  }
}
