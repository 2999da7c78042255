import { posix } from 'node:path'
import type { FileSystem } from '../../model/file-system.ts'
import type { Page } from '../../model/page.ts'
import { isTooDeep } from '../../parse/nesting.ts'
import { type OwnPackage, sourcesOf } from '../own-packages.ts'
import { type Comment, parseCode } from '../syntax.ts'
import { readExamples } from './example-blocks.ts'
import { findExportedParts, type WantedNames } from './exported-ranges.ts'

/**
 * The code blocks in the JSDoc of what the entry points of a project's packages export, each comment as a page of its
 * own: what stands in another comment is no context. The path of such a page is that of the source.
 *
 * @param entryPoints More modules whose exports are public, relative to the root.
 */
export async function readJsDoc(
  root: string,
  fileSystem: FileSystem,
  packages: readonly OwnPackage[],
  entryPoints: readonly string[],
): Promise<Page[]> {
  const entries = [
    ...packages.flatMap((own) => sourcesOf(root, own)),
    ...entryPoints.map((path) => posix.normalize(path)),
  ]
  const comments = new Map<string, Map<number, Page>>()
  const seen = new Set<string>()
  const queue = [...new Set(entries)].map((path): Wanted => ({ path, names: 'all' }))
  const sources = new Map<string, Promise<ParsedSource | undefined>>()
  for (let wanted = queue.shift(); wanted; wanted = queue.shift()) {
    const { path, names } = wanted
    const key = JSON.stringify([path, names === 'all' ? names : [...names].sort()])
    if (seen.has(key)) continue
    seen.add(key)
    const known = sources.get(path) ?? readSource(path, fileSystem)
    sources.set(path, known)
    const source = await known
    if (!source) continue
    const { ranges, passedOn } = findExportedParts(source.program, names)
    const found = comments.get(path) ?? new Map<number, Page>()
    comments.set(path, found)
    for (const comment of source.comments) {
      if (!ranges.some(({ start, end }) => start <= comment.start && comment.end <= end)) continue
      const page = found.get(comment.start) ?? readComment(path, source, comment)
      if (page) found.set(comment.start, page)
    }
    for (const { module, names } of passedOn) {
      for (const file of candidates(path, module)) queue.push({ path: file, names })
    }
  }
  return [...comments].flatMap(([, pages]) => [...pages].sort(([a], [b]) => a - b).map(([, page]) => page))
}

interface Wanted {
  readonly path: string
  readonly names: WantedNames
}

type ParsedSource = ReturnType<typeof parseCode> & { readonly text: string }

async function readSource(path: string, fileSystem: FileSystem): Promise<ParsedSource | undefined> {
  const text = path.startsWith('..') ? undefined : await fileSystem.read(path).catch(() => undefined)
  if (text === undefined || isTooDeep(text)) return undefined
  return { ...parseCode(text, path.endsWith('x') ? 'tsx' : /\.d\.[cm]?ts$/.test(path) ? 'dts' : 'ts'), text }
}

function readComment(path: string, { text }: ParsedSource, { type, value, start, end }: Comment): Page | undefined {
  if (type !== 'Block' || !value.startsWith('*') || !/@example|```|~~~/.test(value)) return undefined
  const lineOf = (at: number) => text.slice(0, at).split('\n').length - 1
  return readExamples(path, text.split(/\r?\n/), lineOf(start), lineOf(end))
}

/** The files that a relative import may mean: sources are named by what they are compiled to, or without extension. */
function candidates(from: string, module: string): string[] {
  if (!module.startsWith('.')) return []
  const path = posix.join(posix.dirname(from), module)
  const stem = path.replace(/\.([cm]?)[jt]sx?$/, '')
  const extensions = ['.ts', '.tsx', '.mts', '.cts', '.js', '.jsx', '.mjs']
  return [
    ...new Set([...(stem === path ? [] : [path]), ...extensions.flatMap((one) => [stem + one, `${stem}/index${one}`])]),
  ]
}
