import { readdir, readFile } from 'node:fs/promises'
import type { Profiler } from 'node:inspector'
import { join } from 'node:path'
import type { SourceMapInput } from '@jridgewell/trace-mapping'
import type { ScriptCoverage } from './script-coverage.ts'

/** The form of the files that Node writes into the folder that `NODE_V8_COVERAGE` names. */
interface CoverageFile {
  readonly result: readonly Profiler.ScriptCoverage[]
}

/** What the processes of an example have left. */
export interface ProcessCoverage {
  readonly scripts: readonly ScriptCoverage[]
  /** How many of their files cannot be read: a process was ended while it wrote. */
  readonly damaged: number
}

/**
 * What V8 counted in all processes that left their coverage in a folder, in the modules whose texts are given by their
 * URLs; everything else that ran is left out. One module may have been loaded as more than one text.
 */
export async function readProcessCoverage(
  folder: string,
  modules: ReadonlyMap<string, readonly string[]>,
): Promise<ProcessCoverage> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.json')).sort()
  const files = await Promise.all(names.map((name) => readCoverageFile(join(folder, name))))
  const scripts = files.flatMap((file) =>
    (file?.result ?? []).flatMap(({ url, functions }) => {
      // The first function is the module itself.
      const length = functions[0]?.ranges[0]?.endOffset
      const text = modules.get(url)?.find((candidate) => candidate.length === length)
      const map = text === undefined ? undefined : inlineMapOf(text)
      return text !== undefined && map ? [{ url, functions, text, map }] : []
    }),
  )
  return { scripts, damaged: files.filter((file) => file === undefined).length }
}

async function readCoverageFile(path: string): Promise<CoverageFile | undefined> {
  try {
    const file: unknown = JSON.parse(await readFile(path, 'utf8'))
    const isCoverage = typeof file === 'object' && file !== null && 'result' in file && Array.isArray(file.result)
    return isCoverage ? (file as CoverageFile) : undefined // what Node writes there has the form of the protocol
  } catch {
    return undefined
  }
}

function inlineMapOf(text: string): SourceMapInput | undefined {
  const encoded = /\n\/\/# sourceMappingURL=data:application\/json;base64,(.*)\n?$/.exec(text)?.[1]
  return encoded === undefined ? undefined : JSON.parse(Buffer.from(encoded, 'base64').toString('utf8'))
}
