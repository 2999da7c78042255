import { parseSync } from 'oxc-parser'

/**
 * A compiled program with an empty block behind each statement that ends a line. V8 counts anew behind a block, and
 * nowhere else in straight code: without it, what follows a call that never returned would count as run. Nothing else
 * moves, neither lines nor columns.
 */
export function countStatements(text: string): string {
  let result = ''
  let from = 0
  for (const end of statementEnds(text)) {
    const statement = text.slice(from, end)
    result += `${statement}${/[;}]$/.test(statement) ? '' : ';'}{}`
    from = end
  }
  return result + text.slice(from)
}

function statementEnds(text: string): number[] {
  // A program may be a module or CommonJS; which, its text tells. One that does not parse has not run.
  const { program } = parseSync('program.js', text, { lang: 'js', sourceType: 'unambiguous' })
  const ends = new Set<number>()
  const visit = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return
    const { type, body, consequent } = value as { type?: unknown; body?: unknown; consequent?: unknown }
    const isList = type === 'Program' || type === 'BlockStatement' || type === 'StaticBlock' || type === 'SwitchCase'
    const statements = isList ? (type === 'SwitchCase' ? consequent : body) : undefined
    for (const { end } of (statements ?? []) as { end: number }[]) if (text[end] === '\n') ends.add(end)
    for (const child of Object.values(value)) visit(child)
  }
  visit(program)
  return [...ends].sort((a, b) => a - b)
}
