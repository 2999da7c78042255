/** A node of a syntax tree, as both kinds of compiler have it. */
export interface SyntaxNode {
  readonly kind: number
  getStart(): number
  readonly end: number
  forEachChild(visit: (child: SyntaxNode) => unknown): unknown
}

/** The questions about nodes that are asked here. Each kind of compiler numbers its kinds in its own way. */
export interface Syntax {
  isExpressionStatement(node: SyntaxNode): node is SyntaxNode & { readonly expression: SyntaxNode }
  isParenthesizedExpression(node: SyntaxNode): node is SyntaxNode & { readonly expression: SyntaxNode }
  isAwaitExpression(node: SyntaxNode): boolean
  isVoidExpression(node: SyntaxNode): boolean
  isBinaryExpression(
    node: SyntaxNode,
  ): node is SyntaxNode & { readonly operatorToken: { readonly kind: number }; readonly right: SyntaxNode }
  isConditionalExpression(
    node: SyntaxNode,
  ): node is SyntaxNode & { readonly whenTrue: SyntaxNode; readonly whenFalse: SyntaxNode }
  isCallExpression(
    node: SyntaxNode,
  ): node is SyntaxNode & { readonly expression: SyntaxNode; readonly arguments: readonly SyntaxNode[] }
  isPropertyAccessExpression(node: SyntaxNode): node is SyntaxNode & { readonly name: { readonly text: string } }
  readonly SyntaxKind: { readonly FirstAssignment: number; readonly LastAssignment: number }
}

/** An expression that stands as a statement, and the parts of it whose value nothing takes. */
export interface LooseExpression<N extends SyntaxNode = SyntaxNode> {
  readonly expression: N
  /** If one of them is a promise, it floats. */
  readonly values: readonly N[]
}

/** The expressions of a file that float if they are promises. Asks for no type, which is what takes time. */
export function findLooseExpressions<N extends SyntaxNode>(syntax: Syntax, file: N): LooseExpression<N>[] {
  const found: LooseExpression[] = []
  const visit = (node: SyntaxNode): void => {
    if (syntax.isExpressionStatement(node)) {
      const values = looseValuesOf(syntax, node.expression)
      if (values.length > 0) found.push({ expression: node.expression, values })
    }
    node.forEachChild(visit)
  }
  visit(file)
  return found as LooseExpression<N>[] // nodes of a file are of the kind that the file is
}

function looseValuesOf(syntax: Syntax, expression: SyntaxNode): SyntaxNode[] {
  if (syntax.isParenthesizedExpression(expression)) return looseValuesOf(syntax, expression.expression)
  if (syntax.isAwaitExpression(expression) || syntax.isVoidExpression(expression)) return []
  if (syntax.isBinaryExpression(expression)) {
    const { kind } = expression.operatorToken
    // An assignment keeps the promise; of `a && b()` and `a, b()` the right side is what is left over.
    if (kind >= syntax.SyntaxKind.FirstAssignment && kind <= syntax.SyntaxKind.LastAssignment) return []
    return looseValuesOf(syntax, expression.right)
  }
  if (syntax.isConditionalExpression(expression)) {
    return [...looseValuesOf(syntax, expression.whenTrue), ...looseValuesOf(syntax, expression.whenFalse)]
  }
  return isHandled(syntax, expression) ? [] : [expression]
}

/** `.catch(…)` and `.then(…, …)` say what happens to a failure. */
function isHandled(syntax: Syntax, expression: SyntaxNode): boolean {
  if (!syntax.isCallExpression(expression) || !syntax.isPropertyAccessExpression(expression.expression)) return false
  const name = expression.expression.name.text
  return (name === 'catch' && expression.arguments.length > 0) || (name === 'then' && expression.arguments.length > 1)
}
