import { isMap, isScalar, isSeq, parseDocument } from 'yaml'
import { type Location, locate } from '../model/location.ts'
import type { Page } from '../model/page.ts'

/** What the front matter of a page says about its plain blocks: `tangle: { check: skip, reason: … }`. */
export interface PageSettings {
  /** Nothing is reported of its blocks. */
  readonly isSkipped: boolean
  readonly reason: string | undefined
  /** More modules or declaration files, relative to the root of the project. */
  readonly prelude: readonly string[]
  /** Where `tangle:` stands; the first line of the page if it does not. */
  readonly location: Location
}

/** Reads the settings of a page; defaults if it has none, or if its front matter is none. */
export function readPageSettings({ path, lines }: Pick<Page, 'path' | 'lines'>): PageSettings {
  const end = /^---\s*$/.test(lines[0] ?? '') ? lines.findIndex((line, at) => at > 0 && /^---\s*$/.test(line)) : -1
  const header = lines.slice(1, Math.max(1, end))
  const line = header.findIndex((text) => /^tangle\s*:/.test(text)) + 1
  const location = locate(path, { line, column: 0 }, (lines[line] ?? '').length)
  const none = { isSkipped: false, reason: undefined, prelude: [], location }
  if (line === 0) return none
  const document = parseDocument(header.join('\n'), { uniqueKeys: false })
  const tangle = document.errors.length === 0 && isMap(document.contents) ? document.get('tangle', true) : undefined
  if (!isMap(tangle)) return none
  const reason = tangle.get('reason')
  return {
    isSkipped: tangle.get('check') === 'skip',
    reason: typeof reason === 'string' && reason !== '' ? reason : undefined,
    prelude: stringsOf(tangle.get('prelude', true)),
    location,
  }
}

function stringsOf(node: unknown): string[] {
  if (isScalar(node)) return typeof node.value === 'string' ? [node.value] : []
  return isSeq(node) ? node.items.flatMap(stringsOf) : []
}
