import { readFile } from 'node:fs/promises'

/** What sources call their build's constants: `__DEV__`, `__FEATURE_OPTIONS__`, `__VERSION__`. */
const constant = /\b__(?!PURE__|NO_SIDE_EFFECTS__)[A-Z][A-Z\d]*(?:_[A-Z\d]+)*__\b/g

/** Larger files are no sources. */
const largest = 1_000_000

/**
 * Values for constants that only the build of a package defines, where its sources stand in a page because it is not
 * built: as a bundle for browsers has them. A name that a source declares keeps what that says.
 *
 * @param inputs The files of a bundle, absolute. Those of installed packages are built, and are not read.
 * @returns Expressions by name, for the `define` of a bundler.
 */
export async function buildConstants(inputs: Iterable<string>): Promise<Record<string, string>> {
  const sources = [...inputs].filter((path) => !/[\\/]node_modules[\\/]/.test(path) && /\.[cm]?[jt]sx?$/.test(path))
  const texts = await Promise.all(sources.map((path) => readFile(path, 'utf8').catch(() => '')))
  const names = texts.flatMap((text) => (text.length > largest ? [] : (text.match(constant) ?? [])))
  return Object.fromEntries([...new Set(names)].map((name) => [name, inBrowsers(name)]))
}

function inBrowsers(name: string): string {
  if (/VERSION|COMMIT|HASH|DATE/.test(name)) return '""'
  return String(/DEV__$|BROWSER|BUNDLER|FEATURE|FULL/.test(name) && !/DROP|DISABLE/.test(name))
}
