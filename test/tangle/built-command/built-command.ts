import { inject } from 'vitest'
import type { BuiltCommand } from '../../../bench/build-command.ts'
import { askFor } from '../../serve-when-asked.ts'

/**
 * The path of the executable as it is published, compiled once for a run of vitest. From its sources each start would
 * take three times as long, to compile them again.
 */
export async function builtCommand(): Promise<string> {
  return (await built()).tangle
}

/** The folder of the package that it belongs to. */
export async function builtPackage(): Promise<string> {
  return (await built()).folder
}

let asked: Promise<Omit<BuiltCommand, 'remove'>> | undefined

function built(): Promise<Omit<BuiltCommand, 'remove'>> {
  asked ??= askFor(inject('commandAddress'))
  return asked
}
