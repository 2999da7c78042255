import { readdir, readFile } from 'node:fs/promises'
import type { Profiler } from 'node:inspector'
import { join } from 'node:path'
import type { SourceMapInput } from '@jridgewell/trace-mapping'
import type { ScriptCoverage } from './script-coverage.ts'

/** The form of the files that Node writes into the folder that `NODE_V8_COVERAGE` names. */
interface CoverageFile {
  readonly result: readonly Profiler.ScriptCoverage[]
  readonly 'source-map-cache'?: Readonly<Record<string, { readonly data?: SourceMapInput | null }>>
}

/**
 * What V8 counted in programs, in all processes that left their coverage in a folder. The programs are known by their
 * URLs; everything else that ran is left out.
 */
export async function readProcessCoverage(
  folder: string,
  programs: ReadonlyMap<string, string>,
): Promise<ScriptCoverage[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.json')).sort()
  const files = await Promise.all(
    names.map(async (name): Promise<CoverageFile> => JSON.parse(await readFile(join(folder, name), 'utf8'))),
  )
  return files.flatMap((file) =>
    file.result.flatMap(({ url, functions }) => {
      const text = programs.get(url)
      const map = file['source-map-cache']?.[url]?.data
      return text !== undefined && map ? [{ url, functions, text, map }] : []
    }),
  )
}
