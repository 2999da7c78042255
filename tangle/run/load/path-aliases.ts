import { dirname, isAbsolute, join, resolve } from 'node:path'
import type { TsConfigResult } from 'get-tsconfig'

/** What the `paths` and the `baseUrl` of a tsconfig make of the name of a package; in a form that can be written down. */
export interface PathAliases {
  /** The most specific first. A pattern without a suffix stands for exactly one name. */
  readonly patterns: readonly {
    readonly prefix: string
    readonly suffix: string | undefined
    /** Absolute, with at most one `*`. */
    readonly paths: readonly string[]
  }[]
  /** Absolute. */
  readonly baseUrl: string | undefined
}

/** Reads the aliases of a tsconfig. A pattern with more than one `*` is none. */
export function readAliases({ path, config }: TsConfigResult): PathAliases {
  const options = config.compilerOptions ?? {}
  const { paths = {}, baseUrl } = options
  const base = baseUrl === undefined ? undefined : resolve(dirname(path), baseUrl)
  const folder = base ?? folderOfPaths(options) ?? dirname(path)
  const patterns = Object.entries(paths).flatMap(([pattern, targets]) => {
    const [prefix = '', suffix, ...more] = pattern.split('*')
    if (more.length > 0) return []
    return [{ prefix, suffix, paths: targets.map((target) => (isAbsolute(target) ? target : join(folder, target))) }]
  })
  const isExact = (suffix: string | undefined) => (suffix === undefined ? 1 : 0)
  patterns.sort((a, b) => isExact(b.suffix) - isExact(a.suffix) || b.prefix.length - a.prefix.length)
  return { patterns, baseUrl: base }
}

/**
 * The folder of the tsconfig that says the `paths`, which may be one that others extend: they are relative to it. The
 * reader notes it down under a symbol of its own.
 */
function folderOfPaths(options: object): string | undefined {
  const note = Object.getOwnPropertySymbols(options).find(({ description }) => description === 'implicitBaseUrl')
  const folder: unknown = note && Reflect.get(options, note)
  return typeof folder === 'string' ? folder : undefined
}

/** The absolute paths that a name may stand for, in the order in which they are looked for. */
export function aliasesOf({ patterns, baseUrl }: PathAliases, name: string): string[] {
  for (const { prefix, suffix, paths } of patterns) {
    if (suffix === undefined && name === prefix) return [...paths]
    if (suffix === undefined || !name.startsWith(prefix) || !name.endsWith(suffix)) continue
    if (name.length < prefix.length + suffix.length) continue
    const rest = name.slice(prefix.length, name.length - suffix.length)
    return paths.map((path) => path.replace('*', () => rest))
  }
  return baseUrl === undefined ? [] : [join(baseUrl, name)]
}
