import type { ImportScan } from './import-scan.ts'
import { isHeadComment, type OwnedImport } from './own-comments.ts'
import { isBlank, lineEnd, lineStart, shebangOf, type Trivia } from './trivia.ts'

/**
 * The offset at which the imports of a program belong (14.3): behind a shebang, directives and the comments of the head.
 * A comment that stands directly above the first statement, and is none of a head, is about that statement.
 */
export function findHead(text: string, scan: ImportScan, imports: readonly OwnedImport[], trivia: Trivia): number {
  const top = scan.directives.at(-1)?.end ?? shebangOf(text)[0]?.end ?? (text.startsWith('\uFEFF') ? 1 : 0)
  const first = trivia.next(top)
  const [own] = imports
  const body = own?.statement.start === first ? own.start : first
  const comments = scan.comments.filter(({ start, end }) => start >= top && end <= body)
  // What stands behind a directive in its line belongs to it.
  let at = top
  for (const { start, end } of scan.directives.length > 0 ? comments : [])
    if (isBlank(text.slice(at, start)) && start <= lineEnd(text, at)) at = end
  let head = body
  for (const comment of own?.statement.start === first ? [] : comments.toReversed()) {
    const isApart = /\n[^\S\n]*\n/.test(text.slice(comment.end, head))
    if (comment.start < at || isApart || isHeadComment(text.slice(comment.start, comment.end))) break
    head = comment.start
  }
  const line = lineStart(text, head)
  return line >= at && isBlank(text.slice(line, head)) ? line : head
}

/** Whether all imports stand at the head, with nothing but comments and `export … from` between them. */
export function isInHead(text: string, scan: ImportScan, trivia: Trivia): boolean {
  const ends = new Map(scan.imports.map(({ start, end }) => [start, end]))
  const last = scan.imports.at(-1)?.start ?? 0
  let reexports: ReadonlyMap<number, number> | undefined
  let at = trivia.next(scan.directives.at(-1)?.end ?? 0)
  for (;;) {
    if (at === last) return true
    let end = ends.get(at)
    if (end === undefined && text.startsWith('export', at) && at < last) {
      reexports ??= new Map(scan.reexports.map(({ start, end: behind }) => [start, behind]))
      end = reexports.get(at)
    }
    if (end === undefined) return false
    at = trivia.next(end)
  }
}
