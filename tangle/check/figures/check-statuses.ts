import type { Diagnostic } from '../../model/diagnostic.ts'
import { locate } from '../../model/location.ts'
import type { Page } from '../../model/page.ts'
import { parseMarkdownText } from '../../parse/markdown-text.ts'
import type { Project } from '../../project/project.ts'
import { findPastPages } from '../../snippets/past-pages.ts'
import { readSources, wantsFacts } from '../../sources/read-sources.ts'

/** `status 409 or 412`, `the status 404`, `statuses from 301 to 308`. */
const stated = /\bstatus(?:es)?(?: of| from| code| is)? ([1-5]\d\d)(?: (?:or|and|to) ([1-5]\d\d))?(?![\w-]|\.\d)/g

/** A status in front of its code: 400 `invalid_param`. */
const beside = /(?<![\w.,-])([1-5]\d\d) `([A-Za-z_][\w-]*)`/g

/** A status of HTTP on a page. */
interface StatedStatus {
  readonly status: number
  readonly line: number
  readonly column: number
  /** The names that it could be the status of, the ones that say most first. */
  readonly names: readonly string[]
  /** It may be anything unless its name is known. */
  readonly isBeside?: boolean
}

/**
 * Statuses of HTTP in prose that are others than in the sources: beside a name or in the section of a code that sources
 * put into one line with statuses, one of these; else any that the sources or the blocks of the page have. Only where
 * somebody wants words to be looked at.
 */
export async function checkStatuses(project: Project): Promise<Diagnostic[]> {
  if (!wantsFacts(project)) return []
  const isPast = findPastPages(project.tangled.pages.map(({ path }) => path))
  const pages = project.tangled.pages.filter(({ path, text }) => /\b[1-5]\d\d\b/.test(text) && !isPast(path))
  if (pages.length === 0) return []
  const { statuses } = (await readSources(project)).facts
  return pages.flatMap((page) => {
    const ofBlocks = new Set(
      page.blocks.flatMap(({ content = '' }) => content.match(/(?<![\w.])[1-5]\d\d(?![\w.])/g) ?? []),
    )
    return findStatuses(page).flatMap(({ status, line, column, names, isBeside }): Diagnostic[] => {
      const name = names.find((one) => statuses.has(one))
      const known = statuses.get(name ?? '') ?? new Set<number>()
      const isOther = name === undefined && (isBeside || ofBlocks.has(String(status)))
      if (known.has(status) || known.size === 0 || isOther) return []
      const all = [...known].sort((a, b) => a - b).join(', ')
      return [
        {
          code: 'wrong-figure',
          severity: 'error',
          message:
            name === undefined
              ? `No source of the project has the status ${status}.`
              : `The status of ${name} is stated as ${status}, but the sources say ${all}.`,
          location: locate(page.path, { line, column }, 3),
          hint: 'Correct the status, or the source.',
        },
      ]
    })
  })
}

function findStatuses({ lines }: Page): StatedStatus[] {
  const found: StatedStatus[] = []
  let heading: string[] = []
  let isHeading = false
  for (const { type, map } of parseMarkdownText(lines).tokens) {
    if (type.endsWith('_open')) isHeading = type === 'heading_open'
    // The cells of a table have no lines of their own.
    if ((type !== 'inline' && type !== 'tr_open') || !map) continue
    const [first, end] = map
    const texts = lines.slice(first, end)
    const names = texts.flatMap(namesIn)
    if (isHeading) heading = names
    texts.forEach((text, at) => {
      const line = first + at
      for (const { 0: all, 1: status = '', 2: next, index } of text.matchAll(stated)) {
        const column = index + all.indexOf(status)
        found.push({ status: Number(status), line, column, names: [...heading, ...names] })
        if (next !== undefined)
          found.push({
            status: Number(next),
            line,
            column: index + all.lastIndexOf(next),
            names: [...heading, ...names],
          })
      }
      for (const { 1: status = '', 2: name = '', index: column } of text.matchAll(beside))
        found.push({ status: Number(status), line, column, names: [name], isBeside: true })
    })
  }
  return found
}

function namesIn(text: string): string[] {
  return [...text.matchAll(/`([A-Za-z_][\w-]*)`/g)].map(([, name = '']) => name)
}
