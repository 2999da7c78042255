import { decodedMappings, TraceMap } from '@jridgewell/trace-mapping'
import { type Loader, transform } from 'esbuild'
import type { Target } from '../model/origin-map.ts'

/** A letter, a digit or the quote of a text: a line of nothing but closing brackets says nothing that could run. */
const meaning = /[\p{L}\p{N}_$'"`]/u

/** The first line of a statement that only says what goes in and out of a module. */
const moduleStatement = /^(import[\s{"'*]|export\s*[{*])/

/** The 0-based lines of a JavaScript or TypeScript target that something to run begins on; types and imports are not. */
export async function codeLinesOf(target: Target): Promise<ReadonlySet<number>> {
  const compiled = await compile(target)
  if (!compiled) return new Set()
  const lines = new Set<number>()
  const texts = compiled.code.split('\n')
  let inImport = false
  decodedMappings(new TraceMap(compiled.map)).forEach((segments, at) => {
    const text = texts[at] ?? ''
    inImport ||= moduleStatement.test(text)
    for (const [, , line] of inImport ? [] : segments)
      if (line !== undefined && meaning.test(target.lines[line]?.text ?? '')) lines.add(line)
    if (text.endsWith(';')) inImport = false
  })
  return lines
}

async function compile({ path, text }: Target) {
  const loader = path.replace(/^.*\.[cm]?/, '') as Loader // js, jsx, ts and tsx are names of loaders
  try {
    return await transform(text, { loader, sourcemap: 'external', target: 'esnext', logLevel: 'silent' })
  } catch {
    // It does not parse: the type check and the run say so, at the place.
    return undefined
  }
}
