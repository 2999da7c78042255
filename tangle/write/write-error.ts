import type { Diagnostic } from '../model/diagnostic.ts'

/** A part of a plan could not be carried out. The rest was, and the ledger says which. */
export class WriteError extends Error {
  override readonly name = 'WriteError'
  /** By the path of each file that is as it was before. */
  readonly failures: ReadonlyMap<string, Diagnostic>

  constructor(failures: ReadonlyMap<string, Diagnostic>) {
    super([...failures.values()].map(({ message }) => message).join('\n'))
    this.failures = failures
  }
}
