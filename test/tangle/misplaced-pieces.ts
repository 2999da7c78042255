import { originAt } from '../../tangle/model/origin-map.ts'
import type { Tangled } from '../../tangle/resolve/tangle-pages.ts'

/** A merged import joins words of several places with these, which are nobody's. */
const joiningWord = /^(?:import|type|from|as)$/

/**
 * The promise that everything else rests on: what a target says at a place is what the page says at its origin. Returns
 * what breaks it. Where imports are moved, words are compared, and everywhere else every character.
 */
export function misplacedPieces({ pages, targets }: Pick<Tangled, 'pages' | 'targets'>): string[] {
  const linesOf = new Map(pages.map((page) => [page.path, page.lines]))
  return targets.flatMap((target) => {
    const hasMovedImports = /\.[cm]?[jt]sx?$/.test(target.path)
    const piece = hasMovedImports ? /[\p{L}\p{N}_$]+/gu : /.+/gsu
    return target.lines.flatMap((line, index) => {
      const before = line.text.slice(0, line.segments[0]?.column).trim()
      const isNobodys =
        before === '' || (hasMovedImports && /^(?:\b(?:import|type|from|as)\b|[\s{},*;])*$/.test(before))
      const wrong = isNobodys ? [] : [`${target.path}:${index + 1}: text that comes from nowhere`]
      for (const [at, segment] of line.segments.entries()) {
        const end = line.segments[at + 1]?.column ?? line.text.length
        for (const { index: offset, 0: text } of line.text.slice(segment.column, end).matchAll(piece)) {
          if (hasMovedImports && joiningWord.test(text)) continue
          const column = segment.column + offset
          const origin = originAt(target, { line: index, column })
          const { line: pageLine = 0, column: pageColumn = 0 } = origin?.position ?? {}
          const there = linesOf.get(origin?.block.page ?? '')?.[pageLine]?.slice(pageColumn, pageColumn + text.length)
          // What keeps a module a module stands for its last import.
          if (there === text || (text === 'export' && there === 'import')) continue
          wrong.push(`${target.path}:${index + 1}:${column + 1}: ${JSON.stringify(text)}, not ${JSON.stringify(there)}`)
        }
      }
      return wrong
    })
  })
}
