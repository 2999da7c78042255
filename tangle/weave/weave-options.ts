import type { Block } from '../model/block.ts'
import type { Target } from '../model/origin-map.ts'
import type { Project } from '../project/project.ts'
import type { Expectation } from '../run/example/example.ts'
import type { SiteInfo } from './site-info.ts'
import type { SiteScope } from './site-scope.ts'

/** An example, and where on a page something can be done with it. */
export interface ExampleActionPlace {
  /** The name of the example, as `tangle run` knows it. */
  readonly name: string
  /** The file that the example is. */
  readonly target: Target
  /** With the full view of the example, or in the caption of a block that is part of it. */
  readonly place: 'example' | 'block'
}

/** Gives the buttons and links that a site offers for an example, as HTML; nothing where it offers none. */
export type ExampleAction = (example: ExampleActionPlace) => string | undefined

/** Blocks that nobody has named: all, none, or those that say `twoslash`. */
export type PlainBlocks = boolean | 'twoslash'

/** Options of `weave`. */
export interface WeaveOptions extends SiteScope {
  /** The tangled project, or a function that gives it as it is now: in dev mode it changes. */
  readonly project: Project | (() => Project)
  /**
   * Which blocks that nobody has named are marked, so that their types appear on hover (see `hoverFiles`); what they say
   * to twoslash is not shown. Default none.
   */
  readonly plainBlocks?: PlainBlocks
  /** The command that runs an example. Default `tangle run NAME`. */
  readonly command?: (name: string) => string
  /**
   * Draws a block with `output=` or `transcript=` as HTML; its text stays one click away. Nothing comes back for a block
   * that is shown as text.
   */
  readonly renderExpectation?: (kind: Expectation['kind'], lines: readonly string[]) => string | undefined
  /** The address of a target as a file to download. Default: none is offered. */
  readonly download?: (target: Target) => string
  /** Stands beside the full view of each example, and in the captions of its blocks. Default: nothing. */
  readonly actions?: ExampleAction
  /** Stands at the end of a block that nobody has named, in its element. Default: nothing. */
  readonly plainActions?: (block: Block) => string | undefined
}

/** The part of a page's environment that the plugin reads. */
export interface WeaveEnvironment {
  /** The file, absolute or relative to the project root. Without it the plugin does nothing. */
  readonly path?: string
  /** The file that `path` was made from, where the site generator keeps the two apart. */
  readonly realPath?: string
  /** The page is rendered for a search index: full examples are left out, since their blocks are in it already. */
  readonly weaveSearch?: boolean
}

/** Facts about a block, kept as `token.meta.weave`. */
export interface WovenBlock {
  /** Its info string, read, and the same in the words of VitePress. */
  readonly siteInfo: SiteInfo
  /** Missing if the page is newer than the project, for a moment, in dev mode: the caption then has no links. */
  readonly block: Block | undefined
}
