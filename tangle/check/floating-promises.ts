import type TypeScript from 'typescript'

/** Expressions that stand as statements and are promises: neither awaited nor returned, kept, or declared `void`. */
export function findFloatingPromises(
  ts: typeof TypeScript,
  checker: TypeScript.TypeChecker,
  file: TypeScript.SourceFile,
): TypeScript.Expression[] {
  const found: TypeScript.Expression[] = []
  const visit = (node: TypeScript.Node): void => {
    if (ts.isExpressionStatement(node) && isFloating(ts, checker, node.expression)) found.push(node.expression)
    ts.forEachChild(node, visit)
  }
  visit(file)
  return found
}

function isFloating(
  ts: typeof TypeScript,
  checker: TypeScript.TypeChecker,
  expression: TypeScript.Expression,
): boolean {
  if (ts.isParenthesizedExpression(expression)) return isFloating(ts, checker, expression.expression)
  if (ts.isAwaitExpression(expression) || ts.isVoidExpression(expression)) return false
  if (ts.isBinaryExpression(expression)) {
    const { kind } = expression.operatorToken
    // An assignment keeps the promise; of `a && b()` and `a, b()` the right side is what is left over.
    if (kind >= ts.SyntaxKind.FirstAssignment && kind <= ts.SyntaxKind.LastAssignment) return false
    return isFloating(ts, checker, expression.right)
  }
  if (ts.isConditionalExpression(expression)) {
    return isFloating(ts, checker, expression.whenTrue) || isFloating(ts, checker, expression.whenFalse)
  }
  if (isHandled(ts, expression)) return false
  const type = checker.getTypeAtLocation(expression)
  const parts = type.isUnion() ? type.types : [type]
  return parts.some((part) => checker.getPropertyOfType(part, 'then') !== undefined)
}

/** `.catch(…)` and `.then(…, …)` say what happens to a failure. */
function isHandled(ts: typeof TypeScript, expression: TypeScript.Expression): boolean {
  if (!ts.isCallExpression(expression) || !ts.isPropertyAccessExpression(expression.expression)) return false
  const name = expression.expression.name.text
  return (name === 'catch' && expression.arguments.length > 0) || (name === 'then' && expression.arguments.length > 1)
}
