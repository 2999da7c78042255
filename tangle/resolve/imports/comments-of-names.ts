import type { ImportedName, ImportScan, Span } from './import-scan.ts'

/** The comments inside of import statements, by the name that each stands with: behind it in its line, or in front of it. */
export function commentsOfNames(
  text: string,
  { imports, comments }: ImportScan,
): ReadonlyMap<ImportedName, readonly Span[]> {
  const found = new Map<ImportedName, Span[]>()
  let at = 0
  for (const { start, end, names } of imports) {
    while ((comments[at]?.start ?? end) < start) at++
    let next = 0
    for (let comment = comments[at]; comment && comment.end <= end; comment = comments[++at]) {
      while ((names[next]?.start ?? end) < comment.start) next++
      const name = nearest(text, comment, names[next - 1], names[next])
      if (name) found.set(name, [...(found.get(name) ?? []), comment])
    }
  }
  return found
}

function nearest(text: string, comment: Span, before?: ImportedName, next?: ImportedName): ImportedName | undefined {
  if (!before || !next) return before ?? next
  const [left, right] = [text.slice(before.end, comment.start), text.slice(comment.end, next.start)]
  return !left.includes(',') || (!left.includes('\n') && right.includes('\n')) ? before : next
}
