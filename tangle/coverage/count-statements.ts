import type TypeScript from 'typescript'

/**
 * A compiled program with an empty block behind each statement that ends a line. V8 counts anew behind a block, and
 * nowhere else in straight code: without it, what follows a call that never returned would count as run. Nothing else
 * moves, neither lines nor columns.
 */
export function countStatements(ts: typeof TypeScript, text: string): string {
  let result = ''
  let from = 0
  for (const end of statementEnds(ts, text)) {
    const statement = text.slice(from, end)
    result += `${statement}${/[;}]$/.test(statement) ? '' : ';'}{}`
    from = end
  }
  return result + text.slice(from)
}

function statementEnds(ts: typeof TypeScript, text: string): number[] {
  const file = ts.createSourceFile('program.mjs', text, ts.ScriptTarget.Latest, false, ts.ScriptKind.JS)
  const ends = new Set<number>()
  const visit = (node: TypeScript.Node): void => {
    if (ts.isSourceFile(node) || ts.isBlock(node) || ts.isCaseOrDefaultClause(node)) {
      for (const { end } of node.statements) if (text[end] === '\n') ends.add(end)
    }
    ts.forEachChild(node, visit)
  }
  visit(file)
  return [...ends].sort((a, b) => a - b)
}
