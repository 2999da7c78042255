import type { Location } from '../model/location.ts'
import { visibleText } from '../model/visible-text.ts'
import type { Colors } from './colors.ts'

/** Longer lines are cut around the place that matters. */
const maximumWidth = 160

/** The lines around a location, the place itself underlined. */
export function codeFrame(lines: readonly string[], location: Location, colors: Colors): string {
  const { start, end = start } = location
  const first = Math.max(0, start.line - 2)
  const last = Math.min(lines.length - 1, Math.max(start.line + 1, Math.min(end.line, start.line + 4)))
  const width = String(last + 1).length
  const frame: string[] = []
  for (let line = first; line <= last; line++) {
    const whole = lines[line] ?? ''
    const from = line === start.line ? Math.max(0, start.column - maximumWidth + 40) : 0
    const text = whole.slice(from, from + maximumWidth)
    const isHit = line >= start.line && line <= end.line
    const mark = isHit ? colors.red('>') : ' '
    frame.push(`${mark} ${colors.dim(`${String(line + 1).padStart(width)} |`)} ${visibleText(text)}`.trimEnd())
    if (line !== start.line) continue
    const stop = end.line === start.line ? end.column : whole.length
    const length = Math.max(1, visibleText(text.slice(start.column - from, stop - from)).length)
    // Tabs are kept, so that the carets stand under what they mean.
    const pad = visibleText(whole.slice(from, start.column)).replace(/[^\t]/g, ' ')
    frame.push(`  ${colors.dim(`${' '.repeat(width)} |`)} ${pad}${colors.red('^'.repeat(length))}`)
  }
  return frame.join('\n')
}
