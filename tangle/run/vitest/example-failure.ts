import type { Diagnostic } from '../../model/diagnostic.ts'
import { formatLocation } from '../../model/location.ts'

/** Carries diagnostics into vitest, which shows the code around the first place of the stack: a line of a page. */
export class ExampleFailure extends Error {
  override readonly name = 'ExampleFailure'

  constructor(findings: readonly Diagnostic[], message: string, root: string) {
    super(message)
    const places = findings.flatMap(({ location }) => (location ? [`    at ${root}/${formatLocation(location)}`] : []))
    this.stack = [`${this.name}: ${message}`, ...places].join('\n')
  }
}
