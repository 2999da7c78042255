import type { Block, BlockReference } from '../model/block.ts'
import { blockId, idOfName } from '../model/block-id.ts'
import type { Target } from '../model/origin-map.ts'
import type { Page } from '../model/page.ts'
import type { Project } from '../project/project.ts'
import type { BlockIndex } from '../resolve/block-index.ts'
import { collectExamples, exampleName } from '../run/example/example.ts'
import { findExampleLinks } from './example-link.ts'
import { isOnSite, type SiteScope } from './site-scope.ts'

/** A spot that a link can lead to. Without an id it is the top of the page. */
export interface Place {
  /** The page, relative to the project root. */
  readonly page: string
  /** The id of the element on that page. */
  readonly id?: string
}

/** One page as the site shows it. */
export interface PageMap {
  /** The page as it was read. */
  readonly page: Page
  /** The blocks that a reader sees, in order. */
  readonly blocks: readonly Block[]
  /** The id of each visible block that has a name, is an excerpt, or shows what an example does. */
  readonly ids: ReadonlyMap<Block, string>
  /** Its first heading, as text; the path where there is none. */
  readonly title: string
  /** The full examples of the page, in order. */
  readonly sections: readonly { readonly target: Target; readonly id: string }[]
}

/** Who is where on the site: everything that a caption or a link needs to know about other pages. */
export class SiteMap {
  /** The targets of the project, by their paths. */
  readonly targets: ReadonlyMap<string, Target>
  /** The pages of the project, by their paths. */
  readonly pages: ReadonlyMap<string, PageMap>
  /** The names of the targets that can be run. */
  readonly examples: ReadonlyMap<Target, string>
  readonly #targetsOf = new Map<Block, Set<Target>>()
  readonly #sections = new Map<Target, Place>()
  readonly #referrers = new Map<string, Set<Block>>()
  readonly #index: BlockIndex
  readonly #isOnSite: (page: string) => boolean

  constructor(project: Project, scope: SiteScope = {}) {
    const { pages, targets, index } = project.tangled
    this.#index = index
    this.#isOnSite = isOnSite(scope)
    this.targets = new Map(targets.map((target) => [target.path, target]))
    this.pages = new Map(pages.map((page) => [page.path, toPageMap(page, this.targets)]))
    this.examples = new Map(collectExamples(project).examples.map(({ target, name }) => [target, name]))
    const sectionPages = [...this.pages.values()].filter(({ page }) => this.#isOnSite(page.path))
    for (const { page, sections } of sectionPages) {
      for (const { target, id } of sections) {
        // The page that composes a target explains it; any other only shows it.
        const isHome = target.root.page === page.path && this.#sections.get(target)?.page !== page.path
        if (isHome || !this.#sections.has(target)) this.#sections.set(target, { page: page.path, id })
      }
    }
    const owners = new Map<BlockReference, Block>()
    for (const block of index.blocks) {
      for (const { reference } of block.lines) {
        if (!reference) continue
        owners.set(reference, block)
        const key = index.keyOf(reference.name, block)
        const referrers = this.#referrers.get(key) ?? new Set()
        this.#referrers.set(key, referrers.add(block))
      }
    }
    for (const target of targets) this.#collectBlocks(target, index.targeted.get(target.path) ?? [], owners)
  }

  /** The targets that contain some of a block, in the order of the project. */
  targetsOf(block: Block): readonly Target[] {
    return [...(this.#targetsOf.get(block) ?? [])]
  }

  /** Where a reader finds a target: its section on this page, else on another one, else the page that composes it. */
  placeOf(target: Target, page: string): Place | undefined {
    const here = this.pages.get(page)?.sections.find((section) => section.target === target)
    if (here) return { page, id: here.id }
    const section = this.#sections.get(target)
    if (section) return section
    const { root } = target
    if (!this.#isOnSite(root.page)) return undefined
    const id = this.pages.get(root.page)?.ids.get(root)
    if (id !== undefined) return { page: root.page, id }
    return root.page === page ? undefined : { page: root.page }
  }

  /**
   * Whether a target means something to a reader: one that a hidden block puts together only so that it is compiled, and
   * that no page shows, does not.
   */
  isForReaders(target: Target): boolean {
    const { hidden, attributes } = target.root
    return !hidden || attributes.get('check')?.value !== 'skip' || this.#sections.has(target)
  }

  /** The top of a page, if the site has it. */
  placeOfPage(page: string): Place | undefined {
    return this.#isOnSite(page) ? { page } : undefined
  }

  /** Where a reader finds a block: itself, or the page that it hides in. Nothing if no page of the site has it. */
  placeOfBlock(block: Block): Place | undefined {
    if (!this.#isOnSite(block.page)) return undefined
    const id = this.pages.get(block.page)?.ids.get(block)
    return id === undefined ? { page: block.page } : { page: block.page, id }
  }

  /** All blocks of a name, as a block writes it, in the order in which they are put together. */
  partsOf(name: string, from: Block): readonly Block[] {
    return this.#index.named.get(this.#index.keyOf(name, from)) ?? []
  }

  /** The blocks that refer to a name, as a block writes it. */
  referrersOf(name: string, from: Block): readonly Block[] {
    return [...(this.#referrers.get(this.#index.keyOf(name, from)) ?? [])]
  }

  /** The example that a block with `output=` or `transcript=` belongs to. */
  exampleOf(name: string): Target | undefined {
    for (const [target, example] of this.examples) if (example === name) return target
    return undefined
  }

  #collectBlocks(target: Target, roots: readonly Block[], owners: ReadonlyMap<BlockReference, Block>): void {
    const add = (block: Block | undefined) => {
      if (!block) return
      const targets = this.#targetsOf.get(block) ?? new Set()
      this.#targetsOf.set(block, targets.add(target))
    }
    roots.forEach(add)
    for (const { segments } of target.lines) {
      for (const { origin } of segments) {
        for (const { block, via } of [origin, ...(origin.also ?? [])]) {
          add(block)
          for (let chain = via; chain; chain = chain.parent) add(owners.get(chain.reference))
        }
      }
    }
  }
}

function toPageMap(page: Page, targets: ReadonlyMap<string, Target>): PageMap {
  const taken = new Set<string>()
  const blocks = page.blocks.filter((block) => !block.hidden)
  const ids = new Map<Block, string>()
  for (const block of blocks) {
    const base = idOfBlock(block)
    if (base !== undefined) ids.set(block, unique(base, taken))
  }
  const sections = findExampleLinks(page, targets).map((target) => {
    return { target, id: unique(exampleId(target), taken) }
  })
  return { page, title: titleOf(page), blocks, ids, sections }
}

function titleOf(page: Page): string {
  const inCode = (line: number) => page.blocks.some(({ fence, endLine }) => line >= fence.start.line && line <= endLine)
  const heading = page.lines.find((line, at) => /^# +\S/.test(line) && !inCode(at))
  return (
    heading
      ?.slice(2)
      .replace(/\{#[^}]*\}\s*$/, '')
      .replace(/[`*]/g, '')
      .trim() ?? page.path
  )
}

function idOfBlock(block: Block): string | undefined {
  const output = block.attributes.get('output')
  const transcript = block.attributes.get('transcript')
  if (output)
    return `${block.attributes.get('stream')?.value === 'stderr' ? 'stderr' : 'output'}-${idOfName(output.value)}`
  if (transcript) return `transcript-${idOfName(transcript.value)}`
  const excerpt = block.attributes.get('excerpt')
  if (excerpt && block.name === undefined) return `excerpt-${idOfName(exampleName(excerpt.value))}`
  return block.name === undefined ? undefined : blockId(block.name)
}

/** The id of the section with a full example, unless an earlier one on the page has it. */
export function exampleId(target: Target): string {
  return `example-${idOfName(exampleName(target.path))}`
}

/** The id, with a number if an earlier block or example of the page has it. */
function unique(id: string, taken: Set<string>): string {
  let found = id
  for (let number = 2; taken.has(found); number++) found = `${id}-${number}`
  taken.add(found)
  return found
}
