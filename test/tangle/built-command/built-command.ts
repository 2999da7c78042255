import { inject } from 'vitest'
import { askFor } from '../../serve-when-asked.ts'

/**
 * The path of the executable as it is published, compiled once for a run of vitest. From its sources each start would
 * take three times as long, to compile them again.
 */
export function builtCommand(): Promise<string> {
  path ??= askFor(inject('commandAddress'))
  return path
}

let path: Promise<string> | undefined
