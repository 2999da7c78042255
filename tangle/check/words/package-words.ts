import { readdirSync, statSync } from 'node:fs'
import { isBuiltin } from 'node:module'
import { dirname, join } from 'node:path'
import type { Page } from '../../model/page.ts'
import type { Project } from '../../project/project.ts'
import { readRegularFile } from '../../state/read-regular-file.ts'

const specifier =
  /(?:\bfrom|\bimport|\brequire\s*\(|\bimport\s*\()\s*['"]((?:@[\w.-]+\/)?[a-z\d][\w.-]*)(?:\/[^'"]*)?['"]/g
const quotedOrWord =
  /(?<=^|[\s({[,;:=>|&?])\/\*[\s\S]*?\*\/|(?<=^|[\s;,(){}])\/\/[^\n]*|([A-Za-z_$][\w$]*(?:-[a-z\d]+)*)/g

/** More than any package of types has. */
const mostFiles = 3_000

/** The names of the packages that code blocks import, without those of the project itself. */
export function importedPackages({ tangled }: Project, own: ReadonlySet<string>): string[] {
  return importsOf(tangled.pages, own)
}

function importsOf(pages: readonly Pick<Page, 'blocks'>[], own: ReadonlySet<string>): string[] {
  const found = new Set<string>()
  for (const { content = '' } of pages.flatMap(({ blocks }) => blocks)) {
    for (const [, name = ''] of content.matchAll(specifier)) if (!own.has(name)) found.add(name)
  }
  return [...found].sort()
}

/** The pages whose code blocks import packages, and whether one of those is not installed: nobody knows its names. */
export function pagesWithMissingPackages({ root, tangled }: Project, own: ReadonlySet<string>): Map<string, boolean> {
  const isThere = new Map<string, boolean>()
  const isMissing = (name: string, folder: string) => {
    const key = `${folder} ${name}`
    const known = isThere.get(key) ?? findPackage(folder, name, new Set()) !== undefined
    isThere.set(key, known)
    return !known
  }
  const found = new Map<string, boolean>()
  for (const page of tangled.pages) {
    const names = importsOf([page], own).filter((name) => !isBuiltin(name))
    const folder = dirname(join(root, page.path))
    if (names.length > 0)
      found.set(
        page.path,
        names.some((name) => isMissing(name, folder)),
      )
  }
  return found
}

/**
 * Takes the words out of a set that installed packages have, or packages that those export from. Types are enough where a
 * package has some.
 *
 * @returns The files and folders that this rests on, absolute.
 */
export function dropPackageWords(root: string, names: readonly string[], unknown: Set<string>): string[] {
  const visited = new Set<string>()
  const waiting = names.map((name) => ({ name, from: root, depth: 0 }))
  const seen = new Set<string>()
  for (let next = waiting.shift(); next && unknown.size > 0; next = waiting.shift()) {
    const folder = findPackage(next.from, next.name, visited)
    if (folder === undefined || seen.has(folder)) continue
    seen.add(folder)
    unknown.delete(next.name)
    const files = filesIn(folder, visited)
    const types = files.filter((file) => /\.d\.[cm]?ts$/.test(file))
    for (const file of types.length > 0 ? types : files) {
      const text = read(file)
      visited.add(file)
      dropWordsIn(text, unknown)
      if (next.depth >= 2) continue
      for (const [, name = ''] of text.matchAll(specifier)) waiting.push({ name, from: folder, depth: next.depth + 1 })
    }
  }
  return [...visited]
}

/** Takes the words of a declaration file out of a set. Names of headers count in any case: `Retry-After`. */
export function dropWordsIn(text: string, unknown: Set<string>): void {
  const headers = new Map([...unknown].filter(isHeader).map((word) => [word.toLowerCase(), word]))
  for (const [, word] of text.matchAll(quotedOrWord)) {
    if (word === undefined) continue
    unknown.delete(word)
    const header = headers.get(word)
    if (header !== undefined) unknown.delete(header)
  }
}

/** Whether a word is written as headers of HTTP are. */
export function isHeader(word: string): boolean {
  return /^[A-Z][A-Za-z]*(?:-[A-Z][A-Za-z]*)+$/.test(word)
}

function findPackage(from: string, name: string, visited: Set<string>): string | undefined {
  for (let folder = from; ; folder = dirname(folder)) {
    for (const candidate of [name, `@types/${name.replace(/^@/, '').replace('/', '__')}`]) {
      const path = join(folder, 'node_modules', candidate)
      visited.add(path)
      if (statSync(join(path, 'package.json'), { throwIfNoEntry: false })?.isFile()) return path
    }
    if (dirname(folder) === folder) return undefined
  }
}

function filesIn(folder: string, visited: Set<string>, found: string[] = []): string[] {
  visited.add(folder)
  for (const entry of list(folder)) {
    if (found.length >= mostFiles) break
    const path = join(folder, entry.name)
    if (entry.isDirectory() && entry.name !== 'node_modules') filesIn(path, visited, found)
    else if (entry.isFile() && /\.(?:[cm]?[jt]s|vue|svelte)$/.test(entry.name)) found.push(path)
  }
  return found
}

function list(folder: string) {
  try {
    return readdirSync(folder, { withFileTypes: true })
  } catch {
    // What cannot be listed is as good as absent.
    return []
  }
}

function read(file: string): string {
  try {
    return readRegularFile(file).toString('utf8')
  } catch {
    return ''
  }
}
