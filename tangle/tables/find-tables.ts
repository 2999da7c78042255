import type { Location } from '../model/location.ts'
import { locate } from '../model/location.ts'
import type { Page } from '../model/page.ts'

/** A part of a page that something else is the source of: what stands between `<!-- weave: … -->` and `<!-- /weave -->`. */
export interface WovenPart {
  readonly page: string
  /** `options`, `flags`, `commands`, `data`, or a name of the configuration. */
  readonly kind: string
  readonly args: readonly string[]
  /** The words behind `weave:`. */
  readonly location: Location
  /** The line of the opening mark, from 0. */
  readonly opening: number
  /** The line of the closing mark; `undefined` if there is none. */
  readonly closing: number | undefined
}

/** Parts that a site fills in; on a code host nothing stands there. */
const ofSites = ['blocks', 'graph']

const opening = /^<!--\s*weave:\s*(\S(?:.*\S)?)\s*-->\s*$/
const closing = /^<!--\s*\/weave\s*-->\s*$/

/** The woven parts of a page, in order. Marks in code blocks are code. */
export function findWovenParts({ path, lines, blocks }: Page): WovenPart[] {
  if (!lines.some((line) => opening.test(line))) return []
  const code = new Set<number>()
  for (const { fence, endLine } of blocks) for (let line = fence.start.line; line <= endLine; line++) code.add(line)
  const parts: WovenPart[] = []
  lines.forEach((text, line) => {
    if (code.has(line)) return
    const words = opening.exec(text)?.[1]
    if (words !== undefined) {
      const [kind = '', ...args] = words.split(/\s+/)
      if (ofSites.includes(kind)) return
      const location = locate(path, { line, column: text.indexOf(words) }, words.length)
      parts.push({ page: path, kind, args, location, opening: line, closing: undefined })
    } else if (closing.test(text)) {
      const last = parts.at(-1)
      if (last && last.closing === undefined) parts[parts.length - 1] = { ...last, closing: line }
    }
  })
  return parts
}
