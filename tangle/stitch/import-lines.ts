import { findImports, placeTokens } from '../resolve/import-statement.ts'

/** Whether some lines are import statements and empty lines, and nothing else. Empty lines alone count, too. */
export function isOnlyImports(lines: readonly string[]): boolean {
  const text = lines.join('\n')
  let rest = text
  for (const { start, end } of findImports(placeTokens(text)).reverse()) rest = rest.slice(0, start) + rest.slice(end)
  return rest.trim() === ''
}
