import type { ScannedFence } from './fence-scanner.ts'
import type { RawFence } from './read-block.ts'

/** A fence of an HTML comment, with its content up to `endLine`. What is indented less loses what indent it has. */
export function toHiddenFence(
  { openLine, prefix, info, infoColumn }: ScannedFence,
  endLine: number,
  lines: readonly string[],
): RawFence {
  const whole = lines.slice(openLine + 1, endLine)
  const columns = whole.map((line) =>
    line.startsWith(prefix) ? prefix.length : line.length - line.replace(/^[\s>]+/, '').length,
  )
  return {
    openLine,
    endLine,
    closed: true,
    markerColumn: prefix.length,
    opening: lines[openLine] ?? '',
    info,
    infoColumn,
    content: whole.length === 0 ? undefined : whole.map((line, at) => line.slice(columns[at])).join('\n'),
    hidden: true,
    columnOf: (index) => columns[index] ?? 0,
  }
}
