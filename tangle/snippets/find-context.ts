import { runInNewContext } from 'node:vm'
import type { Declaration } from './names/declared-names.ts'
import type { NameUse } from './names/find-names.ts'
import type { Snippet } from './snippet.ts'

/** An earlier snippet that declares what a later one needs. */
export interface ContextPart {
  readonly snippet: Snippet
  /** What is taken of it: all, or only these imports. */
  readonly imports: ReadonlySet<string> | 'all'
}

export interface SnippetContext {
  /** In the order of the page. */
  readonly parts: readonly ContextPart[]
  /** The names that no earlier snippet of the page declares, and how they are used. */
  readonly missing: ReadonlyMap<string, NameUse>
}

/**
 * Finds the earlier snippets of a page that declare the names which a snippet uses and does not declare: the nearest
 * one for each name, and what that one needs in the same way (plain blocks, 3.3).
 *
 * @param page All snippets of the page, in order.
 */
export function findContext(snippet: Snippet, page: readonly Snippet[]): SnippetContext {
  const finder = new ContextFinder(snippet, page)
  finder.complete(snippet)
  return { parts: finder.parts, missing: finder.missing }
}

const known = new WeakMap<readonly Snippet[], Map<string, number[]>>()

/** Which snippets of a page declare a name. */
function declaringSnippets(page: readonly Snippet[]): Map<string, number[]> {
  const found = known.get(page)
  if (found) return found
  const byName = new Map<string, number[]>()
  page.forEach(({ names }, at) => {
    for (const name of names.declared.keys()) {
      const list = byName.get(name)
      if (list) list.push(at)
      else byName.set(name, [at])
    }
  })
  known.set(page, byName)
  return byName
}

class ContextFinder {
  readonly missing = new Map<string, NameUse>()
  readonly #page: readonly Snippet[]
  readonly #snippet: Snippet
  readonly #taken = new Map<Snippet, Set<string> | 'all'>()
  readonly #declared = new Map<string, readonly Declaration[]>()

  constructor(snippet: Snippet, page: readonly Snippet[]) {
    this.#page = page
    this.#snippet = snippet
    this.#declare(snippet)
  }

  get parts(): ContextPart[] {
    return this.#page.flatMap((snippet) => {
      const imports = this.#taken.get(snippet)
      return imports ? [{ snippet, imports }] : []
    })
  }

  complete(user: Snippet): void {
    for (const [name, use] of user.names.free) {
      if (this.#declared.has(name)) continue
      const source = this.#find(name, user)
      if (!source) this.#miss(name, use)
      else if (source.names.declared.get(name)?.every(({ from }) => from)) this.#takeImport(source, name)
      else {
        this.#taken.set(source, 'all')
        this.#declare(source)
        this.complete(source)
      }
    }
  }

  #miss(name: string, use: NameUse): void {
    const known = this.missing.get(name)
    const isValue = use.isValue || known?.isValue === true
    this.missing.set(name, { isValue, isType: use.isType || known?.isType === true })
  }

  /** The nearest earlier snippet that declares a name and goes together with what is there already. */
  #find(name: string, user: Snippet): Snippet | undefined {
    const declaring = declaringSnippets(this.#page).get(name) ?? []
    const index = this.#page.indexOf(user)
    // What the reader does not see is there for all blocks, wherever it stands.
    const hidden = declaring.filter((at) => at > index && this.#page[at]?.block.hidden)
    const earlier = declaring.filter((at) => at < index).reverse()
    const candidates = [...earlier, ...hidden].flatMap((at) => {
      const other = this.#page[at]
      return other && this.#declares(other, name) ? [other] : []
    })
    const [nearest] = candidates
    const group = nearest?.tab?.group
    if (group === undefined) return nearest
    // What a reader sees first comes first.
    const tabs = candidates.filter(({ tab }) => tab?.group === group).sort((a, b) => itemOf(a) - itemOf(b))
    const { block, tab } = this.#snippet
    const alike = tabs.find((other) => tab?.title !== undefined && other.tab?.title === tab.title)
    return alike ?? tabs.find((other) => other.block.language === block.language) ?? nearest
  }

  #declares(other: Snippet, name: string): boolean {
    const declarations = other.names.declared.get(name)
    if (!declarations || other.form !== 'module' || other.block === this.#snippet.block) return false
    if (areAlternatives(other, this.#snippet) || isMeantWrong(other)) return false
    if (this.#isOfOtherTab(other)) return false
    // `Date` of an example above is not the one that every program has.
    if (isOfLanguage(name) && other.section !== this.#snippet.section && !other.block.hidden) return false
    // An import is taken by itself, whatever else its snippet declares.
    if (declarations.every(({ from }) => from)) return true
    return [...other.names.declared].every(([own, theirs]) => {
      const known = this.#declared.get(own)
      return !known || this.#taken.get(other) === 'all' || isSameImport(known, theirs)
    })
  }

  /** Whether a snippet is in a tab that is called like another tab beside the one of the snippet in question. */
  #isOfOtherTab({ tab }: Snippet): boolean {
    const own = this.#snippet.tab
    if (tab?.title === undefined || own?.title === undefined || tab.title === own.title) return false
    return this.#page.some((one) => one.tab?.group === own.group && one.tab.title === tab.title)
  }

  #takeImport(source: Snippet, name: string): void {
    const taken = this.#taken.get(source)
    if (taken === 'all') return
    this.#taken.set(source, new Set([...(taken ?? []), name]))
    this.#declared.set(name, source.names.declared.get(name) ?? [])
  }

  #declare(snippet: Snippet): void {
    for (const [name, declarations] of snippet.names.declared) this.#declared.set(name, declarations)
  }
}

/** Whether two declarations are imports of one thing, so that one of them may go. */
export function isSameImport(first: readonly Declaration[], second: readonly Declaration[]): boolean {
  const [one] = first
  const [other] = second
  if (!one?.from || !other?.from) return false
  return one.from.module === other.from.module && one.from.name === other.from.name
}

function itemOf({ tab }: Snippet): number {
  return tab?.item ?? 0
}

function areAlternatives(first: Snippet, second: Snippet): boolean {
  if (!first.tab || !second.tab || first.tab.group !== second.tab.group) return false
  return first.tab.item !== second.tab.item
}

/** Whether a block shows a mistake on purpose. */
function isMeantWrong({ block, notation }: Snippet): boolean {
  return block.attributes.get('check')?.value === 'error' || notation.errors.length > 0 || notation.noErrors === 'all'
}

/** The names of ECMAScript itself, without those of a platform. */
const ofLanguage = new Set(runInNewContext('Object.getOwnPropertyNames(globalThis)') as string[])

/** What every program has without an import: `Map`, `isNaN`. */
function isOfLanguage(name: string): boolean {
  return ofLanguage.has(name)
}
