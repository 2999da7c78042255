/** Where pages are, unless a configuration says otherwise. */
export const defaultPages: readonly string[] = ['**/*.md', '**/*.mdx', '**/*.markdown']

/** The configuration of a project, as `tangle.config.{ts,js,json}` exports it. Every key may be left out. */
export interface TangleConfig {
  /** The address of the schema, in a configuration that is JSON: editors look there. Default none. */
  readonly $schema?: string
  /** Globs of the pages to read. Default: all files that end with `.md`, `.mdx` or `.markdown`; `node_modules`, `site-packages`, `.venv` and hidden folders never count. */
  readonly pages?: readonly string[]
  /** Globs taken away from the pages. Default none. */
  readonly ignore?: readonly string[]
  /** Folders that hold generated files only: a file in them that no page writes is an orphan. Default none. */
  readonly outputs?: readonly string[]
  /** Move imports of JavaScript and TypeScript targets to the top and merge them. Default true. */
  readonly hoistImports?: boolean
  /**
   * Which names a page sees. `global`, the default: those of all pages. `private`: its own. `private-then-global`: its
   * own, then those of pages whose front matter says `tangle: { namespace: global }`. Names of another page are reached
   * as `<<its/path.md::name>>`, or by the namespace that its front matter gives.
   */
  readonly namespaces?: 'global' | 'private' | 'private-then-global'
  /** Bounds of one target, beyond which an expansion is stopped and reported. */
  readonly limits?: LimitsConfig
  /** The targets that are programs to be run. Without it `tangle run` has nothing to do. */
  readonly examples?: ExamplesConfig
  /**
   * How targets are type-checked, by the TypeScript of the project, 5.0 or later. `false` leaves it out. Default: each by
   * itself, under the `tsconfig.json` nearest to it, or strictly where there is none.
   */
  readonly types?: TypesConfig | false
  /**
   * Languages of which every block must be proven: part of a target, or a command that is run, unless it says
   * `check=skip` with a reason. `ts` means `typescript` as well. Default none: then only named blocks must be used.
   */
  readonly executable?: readonly string[]
  /** Pages and exports for `tangle check --coverage` to compare. Without it no names are listed. */
  readonly coverage?: CoverageConfig
  /** How terminal blocks (`$ command`, and what it prints) are run. Without it they are not. */
  readonly commands?: CommandsConfig
  /**
   * Check that links lead to a file, and to a heading in it. Links to other hosts and out of the project are left alone;
   * one that starts with `/` is sought from the root of the project and from the first folder of the page. `relative`
   * looks only at links to files that are written with `./` or `../` and an extension. Default true.
   */
  readonly links?: boolean | 'relative' | LinksConfig
  /**
   * How code blocks that nobody has named are checked. `false` leaves it out. Default: all in TypeScript, each with the
   * earlier blocks of its page that it needs.
   */
  readonly blocks?: boolean | BlocksConfig
  /**
   * Inline code of pages that nothing declares: names, paths, flags, variables. `true`: each is a warning, or an error if
   * git says that it was known when the line was written. `'error'`: each is an error. `false` leaves it out. Default: as
   * `true`, but a word is only reported if nearly all others of its kind are known, so that it stands out.
   */
  readonly words?: boolean | 'error' | WordsConfig
  /**
   * Parts of pages that programs of the project write, by the name that a page calls them: what stands between
   * `<!-- weave: name -->` and `<!-- /weave -->`. Only in a configuration that is a module. Default none.
   */
  readonly tables?: Readonly<Record<string, TableMaker>>
  /** Settings for some pages that differ from those for the rest. The last one that matches a page counts. Default none. */
  readonly overrides?: readonly OverrideConfig[]
}

/** Makes the text of a table, as Markdown. */
export type TableMaker = () => string | Promise<string>

export interface WordsConfig {
  /** The severity of an unknown word. Default `'warning'`. */
  readonly level?: 'warning' | 'error'
  /** Programs of the project that are asked with `--help` for their commands and flags. They are started. Default none. */
  readonly commands?: readonly string[]
  /** Words that are meant to be unknown, with the reason for each; `*` stands for any part of one. Default none. */
  readonly ignore?: readonly string[] | Readonly<Record<string, string>>
}

/** How blocks without a name are checked: `blocks` of the configuration. */
export interface BlocksConfig {
  /** Check blocks in JavaScript, too. Default: what `checkJs` of the nearest tsconfig says. */
  readonly js?: boolean
  /**
   * Modules or declaration files of the project: what they export, or declare globally, every block may use without an
   * import. Relative to the root. Default none.
   */
  readonly prelude?: readonly string[]
  /**
   * Read what site generators write beside braces as well: `source="PATH#REGION"` at a block, and lines of their own
   * `<<< @/PATH#REGION`. A block with a source must hold its lines. Default false: only `excerpt=PATH#REGION` counts.
   */
  readonly regions?: boolean
  /**
   * Globs of pages whose complete blocks are run, each as a program of its own with the earlier blocks that it needs. A
   * block runs as well if it says `{run}`. Default none.
   */
  readonly run?: readonly string[]
  /**
   * Check the code blocks in the JSDoc of declarations that the entry points of the project's packages export. Default false.
   */
  readonly jsdoc?: boolean
  /** Whether a block with names that nothing declares is nothing to report, or an error. Default `'ignore'`. */
  readonly incomplete?: 'ignore' | 'error'
}

/** Settings for some pages. */
export interface OverrideConfig {
  /** Globs of the pages. */
  readonly pages: string | readonly string[]
  /** `skip`: nothing is reported of their plain blocks. */
  readonly check?: 'skip'
  /** Why. Needed with `check`. */
  readonly reason?: string
  /** More modules or declaration files, as in `blocks.prelude`. */
  readonly prelude?: readonly string[]
}

/** How links are checked: `links` of the configuration. */
export interface LinksConfig {
  /** Folders that `/x` means, relative to the root. Default: the root, and the first folder of the page. */
  readonly root?: string | readonly string[]
  /** Globs of addresses that are not checked, such as `/api/**`. Default none. */
  readonly ignore?: readonly string[]
  /** Look only at links to files that are written with `./` or `../` and an extension. Default false. */
  readonly relative?: boolean
}

/** How large a target may be: `limits` of the configuration. */
export interface LimitsConfig {
  /** Lines of a target, expanded references counted as well. Default 1,000,000. */
  readonly lines?: number
  /** Characters of a target. Default 67,108,864. */
  readonly characters?: number
  /** References inside references. Default 10,000. */
  readonly depth?: number
}

/** The part of a library that pages should show: `coverage` of the configuration. */
export interface CoverageConfig {
  /** Modules whose exported names a reader should meet on a page. */
  readonly entryPoints: readonly string[]
  /**
   * Exported names that no page shows yet. Any other one that is not shown is an error, and so is one of the list that a
   * page shows by now: take it out. Default none.
   */
  readonly unshown?: readonly string[]
}

/** How terminal blocks are run: `commands` of the configuration. */
export interface CommandsConfig {
  /** Commands that are not run, by their beginning: `npm ci` excepts `npm ci && npm test` too. Default none. */
  readonly except?: readonly string[]
  /** Milliseconds until a command that does not end is stopped. Default 60,000. */
  readonly timeout?: number
}

/** How programs are run: `examples` of the configuration. */
export interface ExamplesConfig {
  /** Globs of targets; each match is an example, named after its file without folder and extension. */
  readonly include: readonly string[]
  /** A module that exports `start(example)`: the world the examples run in. Default: none. */
  readonly host?: string
  /** Milliseconds until an example that does not end is stopped. Default 30,000. A block's `timeout=` wins. */
  readonly timeout?: number
  /** How many examples run at once. Default: one per processor. */
  readonly concurrency?: number
  /** How targets that are neither JavaScript nor TypeScript are run, by extension: `.py`, `.sh`. */
  readonly runners?: Readonly<Record<string, RunnerConfig>>
  /** Regular expressions by name. `<any:id>` in an expectation stands for any text that matches `id`. Default none. */
  readonly placeholders?: Readonly<Record<string, string>>
}

/** How a program in another language is run. */
export interface RunnerConfig {
  /** The program and its arguments; `{file}` is the program to run. The arguments of an example follow. */
  readonly command: readonly string[]
  /** Programs that must be on the path; without one of them an example is skipped, and says so. Default: the command. */
  readonly requires?: readonly string[]
  /** How the lines that ran are found out for `--coverage`. Without it they are not known. */
  readonly trace?: TraceConfig
}

/** A second way to run a program, which prints the lines that it executes. */
export interface TraceConfig {
  /** As in the runner itself, but so that the lines show. */
  readonly command: readonly string[]
  /** Added to the environment. */
  readonly env?: Readonly<Record<string, string>>
  /** A regular expression for lines of either output; its first group is a line number of the program. */
  readonly pattern: string
}

/** How targets are type-checked: `types` of the configuration. */
export interface TypesConfig {
  /**
   * The tsconfig of all targets. Default: for each the nearest `tsconfig.json`, from its folder up to the project root;
   * one with `references` hands over to the one that lists the target.
   */
  readonly tsconfig?: string
  /** Globs of the targets to check. Default: all in TypeScript, and those in JavaScript with `checkJs` or `// @ts-check`. */
  readonly include?: readonly string[]
}

/** Gives an editor the types of the configuration, and returns it as it is. */
export function defineConfig(config: TangleConfig): TangleConfig {
  return config
}

/** The configuration cannot be used. The message names the key and the form that was expected. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError'
}
