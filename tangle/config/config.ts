/** The configuration of a project, as `tangle.config.{ts,js,json}` exports it. Every key may be left out. */
export interface TangleConfig {
  /** Globs of the pages to read. Default `['**\/*.md']`; `node_modules`, `.git` and hidden folders never count. */
  readonly pages?: readonly string[]
  /** Globs taken away from the pages. Default none. */
  readonly ignore?: readonly string[]
  /** Folders that belong to the tangler: a file in them that no page writes is an orphan. Default none. */
  readonly outputs?: readonly string[]
  /** Move imports of JavaScript and TypeScript targets to the top and merge them. Default true. */
  readonly hoistImports?: boolean
  /** The targets that are programs to be run. Without it `tangle run` has nothing to do. */
  readonly examples?: ExamplesConfig
  /** How targets are type-checked. `false` leaves it out. Default: with the nearest `tsconfig.json`. */
  readonly types?: TypesConfig | false
}

export interface ExamplesConfig {
  /** Globs of targets; each match is an example, named after its file without folder and extension. */
  readonly include: readonly string[]
  /** A module that exports `start(example)`: the world the examples run in. Default: none. */
  readonly host?: string
  /** Milliseconds until an example that does not end is stopped. Default 30,000. A block's `timeout=` wins. */
  readonly timeout?: number
  /** How many examples run at once. Default: one per processor. */
  readonly concurrency?: number
}

export interface TypesConfig {
  /** Default `tsconfig.json`. */
  readonly tsconfig?: string
  /** Globs of the targets to check. Default: all TypeScript targets. */
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
