import type { PathAliases } from './path-aliases.ts'

/** What the loader of a program knows about its project. Written as JSON by the run, read in every Node process of it. */
export interface LoaderPlan {
  /** The root of the project, as it was given and with links followed. Absolute. */
  readonly roots: readonly string[]
  /** Holds everything of this run: the texts of targets, and what is compiled. Absolute. */
  readonly folder: string
  /** The targets that programs may load: by path relative to the root, where their texts stand in {@link targetsFile}. */
  readonly targets: Readonly<Record<string, readonly [offset: number, length: number]>>
  /** The tsconfig with everything that it extends, as the compiler is given it for what is included in it. */
  readonly tsconfig: { readonly path: string; readonly config: object } | undefined
  readonly aliases: PathAliases | undefined
  /** `allowJs` of the tsconfig. */
  readonly allowJs: boolean
  /** The path of the compiler's module, for what only the program knows that it loads. */
  readonly esbuild: string
}

/** All texts of targets, one behind the other, in UTF-8; in the folder of the run. */
export const targetsFile = 'targets.txt'

/** The folder of compiled modules in the folder of the run, each called by its key. */
export const modulesFolder = 'modules'

/**
 * The name of the module that Node is told to import before a TypeScript program: by it a process, and what it forks,
 * knows that it behaves as under `tsx`. Without it, a process behaves as a plain `node`.
 */
export const typescriptFile = 'typescript.mjs'

/** The same for an ECMAScript module in JavaScript: Node then starts it as one, even if it is not on the disk. */
export const moduleFile = 'module.mjs'

/** How a process behaves: `tsx FILE`, or `node FILE`. */
export type LoaderMode = 'tsx' | 'node'

/** The preload of the run, and the hooks that it installs: names that no target has, since they are in a folder of ours. */
export const preloadName = '.preload'
export const hooksName = '.hooks.mjs'
/** What compiles in a process; loaded there only if something is not compiled yet. */
export const compilerName = '.compiler.cjs'

/** Whether the frame of a stack is in the loader, and so none of the program. */
export function isLoaderFile(path: string): boolean {
  return (
    /[\\/]\.tangle[\\/]run-[^\\/]+[\\/]\.(?:preload-\d+|hooks|compiler)\.[cm]js$/.test(path) ||
    path.endsWith(facadeMark)
  )
}

/** Marks the address of a CommonJS module that an ECMAScript module imports, and that Node cannot look into by itself. */
export const facadeMark = 'tangle-commonjs'

/** Stands in front of it in the address of the program itself. */
export const mainMark = 'main-'
