import { dirname, resolve } from 'node:path'
import { getTsconfig, parseTsconfig, type TsConfigResult } from 'get-tsconfig'
import type { Project } from '../../project/project.ts'

/**
 * The tsconfig under which a program runs, with everything that it extends: the one that the configuration names, else the
 * one that lies nearest to the program. `undefined` if there is none, or it cannot be read.
 */
export function tsconfigFor({ root, config }: Project, path: string): TsConfigResult | undefined {
  const named = config.types === false ? undefined : config.types?.tsconfig
  try {
    if (named === undefined) return getTsconfig(dirname(resolve(root, path))) ?? undefined
    const file = resolve(root, named)
    return { path: file, config: parseTsconfig(file) }
  } catch {
    // The type check says what is wrong with it; `tsx` goes on without it, too.
    return undefined
  }
}
