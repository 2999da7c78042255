import { statSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { getTsconfig, parseTsconfig, type TsConfigResult } from 'get-tsconfig'
import type { TangleConfig } from '../config/config.ts'

/**
 * The tsconfig under which a program is compiled to run, with everything that it extends: the one that the configuration
 * names, else the one that lies nearest to the program. `undefined` if there is none, or it cannot be read.
 */
export function tsconfigFor(
  { root, config }: { readonly root: string; readonly config: TangleConfig },
  path: string,
): TsConfigResult | undefined {
  const named = config.types === false ? undefined : config.types?.tsconfig
  try {
    const folder = dirname(resolve(root, path))
    if (named === undefined) return isFileNearest(folder) ? (getTsconfig(folder) ?? undefined) : undefined
    const file = resolve(root, named)
    return { path: file, config: parseTsconfig(file) }
  } catch {
    // The type check says what is wrong with it; `tsx` goes on without it, too.
    return undefined
  }
}

/** Whether the nearest tsconfig can be read to its end: a pipe or a device, which a link may lead to, has none. */
function isFileNearest(folder: string): boolean {
  const stats = statSync(join(folder, 'tsconfig.json'), { throwIfNoEntry: false })
  const above = dirname(folder)
  return stats ? stats.isFile() : above !== folder && isFileNearest(above)
}
