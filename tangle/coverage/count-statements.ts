import { parseSync } from 'oxc-parser'
import { isTooDeep } from '../parse/nesting.ts'

/**
 * A compiled program with an empty block behind each statement that ends a line. V8 counts anew behind a block, and
 * nowhere else in straight code: without it, what follows a call that never returned would count as run. Nothing else
 * moves, neither lines nor columns. What cannot be read stays as it is.
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
  if (isTooDeep(text, Number.POSITIVE_INFINITY)) return []
  const { program, errors } = parseSync('program.js', text, { sourceType: 'unambiguous' })
  if (errors.length > 0) return []
  const ends = new Set<number>()
  visit(program, (statements) => {
    for (const { end } of statements) if (text[end] === '\n') ends.add(end)
  })
  return [...ends].sort((a, b) => a - b)
}

interface Node {
  readonly type: string
  readonly end: number
  readonly body?: unknown
  readonly consequent?: unknown
}

/** Calls back with each list of statements in a tree of ESTree. */
function visit(node: unknown, onList: (statements: readonly Node[]) => void): void {
  if (Array.isArray(node)) for (const child of node) visit(child, onList)
  else if (isNode(node)) {
    const list =
      node.type === 'SwitchCase'
        ? node.consequent
        : ['Program', 'BlockStatement', 'StaticBlock'].includes(node.type)
          ? node.body
          : undefined
    if (Array.isArray(list)) onList(list)
    visit(Object.values(node), onList)
  }
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'type' in value
}
