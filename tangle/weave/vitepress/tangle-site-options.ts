import type { TangleConfig } from '../../config/config.ts'
import type { ReferenceOf } from '../hover/find-reference.ts'
import type { PlainBlocks, WeaveOptions } from '../weave-options.ts'

/** The features of Parley's tangle on a site, for `withTangle`. Everything is on unless it is switched off here. */
export interface TangleSiteOptions {
  /**
   * The folder of the project, absolute or relative to the current directory. Default: the nearest folder above the
   * pages that has a configuration, else the current directory.
   */
  readonly root?: string
  /** The configuration of the project. Default: the file in its folder, else defaults. */
  readonly config?: TangleConfig
  /** Which blocks that nobody has named have hovers, Run and Edit: all, none, or those that say `twoslash`. Default all. */
  readonly plainBlocks?: PlainBlocks
  /** Types on hover. Default true. */
  readonly hover?: boolean
  /**
   * The address of the page that explains a name, by the name, such as `Client.send`, and the file that declares it. The
   * type of the name has a link to it. Default none.
   */
  readonly reference?: ReferenceOf
  /** Programs that run in the page, and what they find there. Default true. */
  readonly run?: boolean | SiteRunOptions
  /** Whether a reader may change a program before it runs. Default true. */
  readonly edit?: boolean
  /** Whether a reader can take a program along from its editor: as a link to the changed program, and as a project that runs it. Default true. */
  readonly share?: boolean | SiteShareOptions
  /** Whether a full example can be downloaded. Default true. */
  readonly download?: boolean
  /** The copy button of a terminal block copies what one types, without prompts and output. Default false. */
  readonly copyCommands?: boolean
  /** In development: targets are written and the project is checked at each change, errors stand over the page. Default true. */
  readonly dev?: boolean | SiteDevOptions
  /** The command that runs an example. Default `tangle run NAME`. */
  readonly command?: (name: string) => string
  /** Draws a block with `output=` or `transcript=` as HTML. Default: it is shown as text. */
  readonly renderExpectation?: WeaveOptions['renderExpectation']
}

/** The world of a program that runs in a page. Paths are relative to the folder of the project. */
export interface SiteRunOptions {
  /**
   * A module whose default export gives a program its surroundings, an `OpenWorld`: environment, `fetch`, and events for
   * the panes. Default: the environment is empty, and nothing can be reached.
   */
  readonly world?: string
  /** Modules of panes: Vue components, or a `CreatePane` as the default export of each. Default: the output alone is shown. */
  readonly panes?: readonly string[]
  /**
   * Modules that stand for others in a page, by the name that a program imports: a path, or another name. Default: what
   * is installed, as far as it runs in a browser.
   */
  readonly modules?: Readonly<Record<string, string>>
  /** The path of the target that goes with an example: a module that is compiled and handed to the world. Default: none. */
  readonly companion?: (name: string) => string
}

/** The project that a reader takes along. */
export interface SiteShareOptions {
  /**
   * Whether the project can be opened in StackBlitz, which is a service of others: the program goes there when a reader
   * asks for it, and nothing before. Default false.
   */
  readonly stackblitz?: boolean
  /**
   * The entry for a package in the `package.json` of the project, by its name: a version, or an address. Default: the
   * version that is installed.
   */
  readonly dependencies?: Readonly<Record<string, string>>
  /** Markdown for the README of the project, such as the variables that a program needs, by its name. Default: nothing. */
  readonly readme?: (name: string) => string | undefined
}

/** Choices for development, when a page has changed. */
export interface SiteDevOptions {
  /** Whether targets are written. Default true. */
  readonly write?: boolean
}
