import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/** `import … from './module.ts'` and `export … from`, of values: types are gone when a program runs. */
const imported = /^(?:import|export)\s(?!type\b)[^'"]*?\sfrom '(\.[^']+)'/gm

/**
 * The modules that make a verdict of the compiler what it is, absolute: those that ask it, and all that they import. They
 * belong to what a kept verdict rests on, so that another rule makes another one.
 *
 * @param entries Modules, as `file:` addresses.
 */
export function makersOf(entries: readonly string[]): readonly string[] {
  const found = new Set<string>()
  // A set hands out what is added while it is read.
  const addresses = new Set(entries)
  for (const address of addresses) {
    const path = fileURLToPath(address)
    found.add(path)
    for (const [, specifier = ''] of readFileSync(path, 'utf8').matchAll(imported))
      addresses.add(new URL(specifier, address).href)
  }
  return [...found].sort()
}

const ending = import.meta.url.slice(-3)

/** The makers of what the compilers of both kinds say. */
export function compilerMakers(): readonly string[] {
  const entries = ['find-compiler', 'find-type-errors', 'types-disk']
  return makersOf(entries.map((name) => new URL(`./${name}${ending}`, import.meta.url).href))
}
