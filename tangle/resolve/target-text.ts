import type { Segment, TargetLine } from '../model/origin-map.ts'

/** The content of a file of these lines: a last newline is added, and a file of no lines is empty (7.2, 12.7). */
export function joinLines(lines: readonly TargetLine[]): string {
  return lines.length === 0 ? '' : `${lines.map((line) => line.text).join('\n')}\n`
}

/** The columns from `start` to `end` of a line, with their origins. */
export function sliceLine(line: TargetLine, start: number, end = line.text.length): TargetLine {
  const segments: Segment[] = []
  line.segments.forEach((segment, at) => {
    const segmentEnd = line.segments[at + 1]?.column ?? line.text.length + 1
    if (segmentEnd <= start || segment.column >= Math.max(end, start + 1)) return
    const skipped = Math.max(0, start - segment.column)
    const { position } = segment.origin
    const moved = { line: position.line, column: position.column + skipped }
    segments.push({ column: Math.max(0, segment.column - start), origin: { ...segment.origin, position: moved } })
  })
  return { text: line.text.slice(start, end), segments }
}

/** Two pieces of lines side by side. */
export function concatLines(left: TargetLine, right: TargetLine): TargetLine {
  const moved = right.segments.map((segment) => ({ ...segment, column: segment.column + left.text.length }))
  return { text: left.text + right.text, segments: [...left.segments, ...moved] }
}
