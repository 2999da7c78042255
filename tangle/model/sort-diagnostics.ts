import type { Diagnostic } from './diagnostic.ts'

/** By file and position; what has no position comes last. */
export function sortDiagnostics(diagnostics: readonly Diagnostic[]): Diagnostic[] {
  return [...diagnostics].sort((a, b) => {
    if (!a.location || !b.location) return Number(!a.location) - Number(!b.location)
    const [x, y] = [a.location, b.location]
    return comparePaths(x.file, y.file) || x.start.line - y.start.line || x.start.column - y.start.column
  })
}

/** By code units, so that the order is the same on every machine and in every language. */
export function comparePaths(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
