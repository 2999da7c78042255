import type { Profiler } from 'node:inspector'
import { decodedMappings, type SourceMapInput, TraceMap } from '@jridgewell/trace-mapping'

/** What V8 counted in a script, and the map from it to where it was written. */
export interface ScriptCoverage {
  /** The address of the script, as a URL. */
  readonly url: string
  /** Of each function, how often each of its ranges ran. */
  readonly functions: readonly Profiler.FunctionCoverage[]
  readonly text: string
  readonly map: SourceMapInput
}

/** What the compiler adds so that functions and classes keep their names. It has their places, but runs without them. */
const addedByCompiler = /(?:static\s*\{\s*)?__name\((?:this|[\w$]+),\s*"/y

/** Calls `onLine` with the source and 0-based line of each piece of a script that ran. */
export function visitRanLines(script: ScriptCoverage, onLine: (source: string, line: number) => void): void {
  const map = new TraceMap(script.map, script.url)
  const counts = countOffsets(script)
  const starts = lineStarts(script.text)
  decodedMappings(map).forEach((segments, line) => {
    for (const [column, source, originalLine] of segments) {
      const offset = (starts[line] ?? 0) + column
      if (source === undefined || originalLine === undefined || !counts[offset]) continue
      addedByCompiler.lastIndex = offset
      if (addedByCompiler.test(script.text)) continue
      const name = map.resolvedSources[source]
      if (name) onLine(name, originalLine)
    }
  })
}

/** How often each character of the script ran: that of the innermost range that it is in. */
function countOffsets({ functions, text }: ScriptCoverage): Uint32Array {
  const counts = new Uint32Array(text.length)
  const ranges = functions.flatMap((one) => one.ranges)
  // Ranges nest: the shorter one is the inner one, and paints over the longer.
  ranges.sort((a, b) => b.endOffset - b.startOffset - (a.endOffset - a.startOffset))
  for (const { startOffset, endOffset, count } of ranges) counts.fill(count, startOffset, endOffset)
  return counts
}

function lineStarts(text: string): number[] {
  return [0, ...[...text.matchAll(/\n/g)].map(({ index }) => index + 1)]
}
