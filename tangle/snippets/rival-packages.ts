import { type Dirent, readdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { readRegularFile } from '../state/read-regular-file.ts'
import type { OwnPackage } from './own-packages.ts'

/** `declare module 'core' {`, and `declare global {`; what is added ends with a brace at the margin. */
const augmentation = /^declare[ \t]+(?:module[ \t]+(['"])([^'"\n]+)\1|(global)\b)[ \t]*\{/gm

/** A member of an interface: `useMatch: …`, `readonly a?: …`, `use(`. */
const member = /^[ \t]+(?:readonly[ \t]+)?([\w$]+)\??[ \t]*[:(<]/gm

/** Where the sources of a package are. Those of tests and examples are nothing to its users. */
const sourceFolders = ['src', 'source', 'lib']
const otherFolders = /^(?:node_modules|dist|tests?|__tests__|fixtures?|examples?)$/

/** More files than these are no package whose parts somebody could use beside those of another one. */
const manyFiles = 2_000

/**
 * Tells which rivals a module comes with: packages of a workspace that add the same members to the same module, each in
 * its own way, as the editions of a library for several frameworks do. An application has one of them, so that no two may
 * be in one program. Plugins, which add different members, are no rivals.
 */
export type RivalsOf = (module: string) => readonly string[]

/** @param imported The modules that blocks import: only packages among those, and what they need, are looked into. */
export function findRivals(root: string, packages: readonly OwnPackage[], imported: ReadonlySet<string>): RivalsOf {
  const byName = new Map(packages.map((own) => [own.name, own]))
  const nameOf = (module: string) => packages.find(({ name }) => module === name || module.startsWith(`${name}/`))?.name
  const known = new Map<string, ReadonlySet<string>>()
  /** A package with all of the project that it needs. */
  const closureOf = (name: string): ReadonlySet<string> => {
    const found = new Set<string>()
    const add = (one: string): void => {
      const own = byName.get(one)
      if (!own || found.has(one)) return
      found.add(one)
      own.dependencies.forEach(add)
    }
    add(name)
    return found
  }
  const names = new Set([...imported].flatMap((module) => nameOf(module) ?? []))
  for (const name of names) known.set(name, closureOf(name))
  const used = new Set([...known.values()].flatMap((closure) => [...closure]))
  if (used.size < 2) return () => []
  const augmenting = new Map<string, string[]>()
  for (const name of used) {
    const { folder } = byName.get(name) ?? { folder: '.' }
    for (const added of addedBy(root, folder)) augmenting.set(added, [...(augmenting.get(added) ?? []), name])
  }
  const rivals = new Set([...augmenting.values()].flatMap((some) => (some.length > 1 ? some : [])))
  return (module) => {
    const name = nameOf(module)
    return name === undefined ? [] : [...(known.get(name) ?? closureOf(name))].filter((one) => rivals.has(one)).sort()
  }
}

/** What the sources of a package add to modules of others: each module with a member. */
function addedBy(root: string, folder: string): Set<string> {
  const found = new Set<string>()
  const files = sourceFolders.flatMap((one) => sourceFiles(resolve(root, folder, one)))
  for (const file of files.slice(0, manyFiles)) addTo(found, textOf(file))
  return found
}

function addTo(found: Set<string>, text: string): void {
  for (const { index, 2: module = '', 3: global } of text.matchAll(augmentation)) {
    const end = text.indexOf('\n}', index)
    // Where no brace is at the margin, none follows either.
    if (end === -1) return
    if (/^\.|\*/.test(module)) continue
    for (const [, name] of text.slice(index, end).matchAll(member)) found.add(`${global ?? module} ${name}`)
  }
}

function sourceFiles(folder: string): string[] {
  return entriesOf(folder).flatMap((entry) => {
    if (entry.isDirectory()) return otherFolders.test(entry.name) ? [] : sourceFiles(join(folder, entry.name))
    return entry.isFile() && /(?<!\.(?:test|spec|test-d))\.[cm]?tsx?$/.test(entry.name)
      ? [join(folder, entry.name)]
      : []
  })
}

function entriesOf(folder: string): Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true })
  } catch {
    return []
  }
}

function textOf(file: string): string {
  try {
    return readRegularFile(file).toString('utf8')
  } catch {
    return ''
  }
}
