import { decodedMappings, encodedMap, TraceMap } from '@jridgewell/trace-mapping'
import { parse } from 'es-module-lexer/js'

/**
 * What `tsx` puts behind each `import()`: of CommonJS that was compiled from ECMAScript modules, and says so, the module
 * that it was compiled from comes out.
 */
const interop =
  ".then(imported=>{const d='default';return imported[d]&&typeof imported[d]==='object'&&'__esModule'in imported[d]?imported[d]:imported})"

/** Compiled code with {@link interop} at each `import()`, and its map with it. */
export function addImportInterop(code: string, map: string): { readonly code: string; readonly map: string } {
  if (!code.includes('import(')) return { code, map }
  const ends = parse(code)[0].flatMap(({ d, se }) => (d > -1 ? [se] : []))
  if (ends.length === 0) return { code, map }
  ends.sort((a, b) => a - b)
  let result = ''
  let from = 0
  for (const end of ends) {
    result += code.slice(from, end) + interop
    from = end
  }
  return { code: result + code.slice(from), map: map === '' ? map : shiftColumns(code, map, ends) }
}

/** A map whose columns are moved by what was put in at some offsets of the code. */
function shiftColumns(code: string, map: string, offsets: readonly number[]): string {
  const trace = new TraceMap(map)
  const lines = code.split('\n')
  let start = 0
  const mappings = decodedMappings(trace).map((segments, line) => {
    const own = offsets.filter((offset) => offset >= start && offset <= start + (lines[line]?.length ?? 0))
    const columns = own.map((offset) => offset - start)
    start += (lines[line]?.length ?? 0) + 1
    const moved = (column: number) => column + columns.filter((other) => other <= column).length * interop.length
    return segments.map(([column, ...rest]) => [moved(column), ...rest] as (typeof segments)[number])
  })
  return JSON.stringify({ ...encodedMap(new TraceMap({ ...encodedMap(trace), mappings })) })
}
