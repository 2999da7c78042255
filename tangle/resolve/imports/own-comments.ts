import type { ImportScan, ImportStatement, Span } from './import-scan.ts'
import { isBlank, lineEnd, lineStart } from './trivia.ts'

/** What tools read at the head of a file or from there on, and what says whose the file is: wherever it stands, it stays. */
const headMark =
  /^\/\/\/\s*<|^\/\*!|@ts-(?:no)?check\b|@jsx|@(?:license|licence|preserve|copyright|file|fileoverview|overview|module|packageDocumentation|flow|noflow|generated|format)\b|@(?:vitest|jest)-environment|\bcopyright\b|\blicen[cs]ed?\b|\bSPDX-|\b(?:eslint|oxlint|tslint)-(?:disable|enable|env)(?!-)|\b(?:biome|deno-lint|dprint)-ignore-(?:all|file|format-file)|-ignore-(?:start|end)\b|\b(?:c8|istanbul|v8) ignore (?:file|next file|start|stop)|\bnode:coverage\b|#(?:region|endregion)\b/i

export function isHeadComment(text: string): boolean {
  return headMark.test(text)
}

/** A comment that tells a tool what to do with the line below it, or with its own. */
const guard =
  /@ts-(?:expect-error|ignore)\b|\b(?:eslint|oxlint|tslint)[:-]disable(?:-next)?-line|\b(?:biome|prettier|deno-lint|dprint|deno|oxfmt|stylelint)-ignore\b(?!-)|\b(?:v8|c8|istanbul) ignore next\b(?! file)/

/** One that the compiler heeds: empty lines and comments of one line may stand between it and what it guards. */
const compilerGuard = /@ts-(?:expect-error|ignore)\b/

export function isGuard(text: string): boolean {
  return guard.test(text)
}

/** An import with its own comments (14.4): those directly above it, and those behind it in its line. */
export interface OwnedImport extends Span {
  readonly statement: ImportStatement
}

/**
 * Which comments belong to which import. Of those above the first statement of a program, which introduce the file, only
 * guards do. `head` is the offset where that statement may begin.
 */
export function ownComments(
  text: string,
  { imports, comments }: Pick<ImportScan, 'imports' | 'comments'>,
  head: number,
): OwnedImport[] {
  const byEnd = new Map(comments.map((comment) => [comment.end, comment]))
  const byStart = new Map(comments.map((comment) => [comment.start, comment]))
  let floor = 0
  return imports.map((statement) => {
    const isFirst = statement.start === head
    let { start, end } = statement
    for (;;) {
      const comment = byEnd.get(endAbove(text, start))
      if (!comment || comment.start < floor) break
      const isInLine = isBlank(text.slice(Math.max(floor, lineStart(text, comment.start)), comment.start))
      const own = text.slice(comment.start, comment.end)
      if (!isInLine || (!isGuard(own) && (isFirst || isHeadComment(own)))) break
      start = comment.start
    }
    start = compilerGuardAbove(text, byEnd, start, floor) ?? start
    for (let behind = end; ; ) {
      const gap = /^[^\S\n]*/.exec(text.slice(behind, lineEnd(text, behind)))?.[0].length ?? 0
      const comment = byStart.get(behind + gap)
      if (!comment) break
      behind = comment.end
      if (isBlank(text.slice(behind, lineEnd(text, behind)))) end = behind
    }
    floor = end
    return { statement, start, end }
  })
}

/** Where a guard begins that is further up, as the compiler looks for it. */
function compilerGuardAbove(
  text: string,
  byEnd: ReadonlyMap<number, Span>,
  offset: number,
  floor: number,
): number | undefined {
  for (let at = offset; ; ) {
    while (at > floor && isBlank(text.charAt(at - 1))) at--
    const comment = byEnd.get(at)
    if (!comment || comment.start < floor) return undefined
    const own = text.slice(comment.start, comment.end)
    if (!isBlank(text.slice(Math.max(floor, lineStart(text, comment.start)), comment.start))) return undefined
    if (compilerGuard.test(own)) return comment.start
    if (!own.startsWith('//')) return undefined
    at = comment.start
  }
}

/** Where something ends that stands directly above, or in front in the same line. */
function endAbove(text: string, offset: number): number {
  let at = offset
  for (let lines = 0; at > 0 && isBlank(text.charAt(at - 1)); at--)
    if (text.charAt(at - 1) === '\n' && ++lines > 1) return -1
  return at
}
