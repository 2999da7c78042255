import { createHash } from 'node:crypto'
import type { LoaderPlan } from './loader-plan.ts'
import type { ModuleFormat } from './package-type.ts'

/** A module as it is compiled. */
export interface ModuleSource {
  /** Absolute. */
  readonly path: string
  /** May end with a source map of its own, as the texts of targets do. */
  readonly text: string
  readonly format: ModuleFormat
  /** The tsconfig of the run; the compiler heeds it only for what is included in it. */
  readonly tsconfig: LoaderPlan['tsconfig']
}

/** The name of what is compiled: nothing but what it is made of counts. */
export function moduleKey({ path, text, format, tsconfig }: ModuleSource): string {
  const parts = [path, format, text, tsconfig?.path ?? '']
  return createHash('sha1').update(parts.join('\0')).digest('hex')
}
