import { realpathSync } from 'node:fs'
import { basename, dirname, extname, isAbsolute, join, sep } from 'node:path'

// The rules by which `tsx` takes one file for another (its `extension-resolution.ts`), as tables.

/** Extensions of emitted files, and of the sources that stand for them, in the order in which they are looked for. */
const substitutes: Readonly<Record<string, readonly string[]>> = {
  '.js': ['.ts', '.tsx', '.js', '.jsx'],
  '.jsx': ['.tsx', '.ts', '.jsx', '.js'],
  '.cjs': ['.cts'],
  '.mjs': ['.mts'],
}

/** What may be left out at the end of a path: in the project sources come first, in packages what was built. */
const implied = ['.ts', '.tsx', '.jsx', '.js', '.json']
const impliedInPackages = ['.js', '.json', '.ts', '.tsx', '.jsx']

/** They are what they say: nothing is put in their place or behind them. */
const verbatim: ReadonlySet<string> = new Set(['.ts', '.tsx', '.mts', '.cts', '.json', '.node'])

/** The paths that a module may mean by a path, in order; none if it can mean only that path itself. */
export function candidatesOf(path: string): string[] {
  const extension = extname(path)
  if (verbatim.has(extension)) return []
  const sources = substitutes[extension]
  if (sources) return sources.map((source) => path.slice(0, -extension.length) + source)
  return (isInPackage(path) ? impliedInPackages : implied).map((source) => path + source)
}

/** Is it compiled before it runs? */
export function isTypeScript(path: string): boolean {
  return /\.(?:[cm]?ts|tsx|jsx)$/.test(path)
}

/** Is it a module in JavaScript or TypeScript? */
export function isScript(path: string): boolean {
  return /\.[cm]?[jt]sx?$/.test(path)
}

/** Does it lie in a package that was installed? Those of a workspace are links to folders outside of `node_modules`. */
export function isInPackage(path: string | undefined): boolean {
  return path?.split(sep).includes('node_modules') ?? false
}

/** Does a specifier name a file, and not a package? */
export function isFilePath(specifier: string): boolean {
  return /^\.\.?(?:\/|$)/.test(specifier) || isAbsolute(specifier)
}

/** The path of a file that is not on the disk, with the links above it followed: packages of a workspace are links. */
export function realPathOf(path: string): string
export function realPathOf(path: string | undefined): string | undefined
export function realPathOf(path: string | undefined): string | undefined {
  if (path === undefined || dirname(path) === path) return path
  try {
    return realpathSync(path)
  } catch {
    return join(realPathOf(dirname(path)), basename(path))
  }
}
