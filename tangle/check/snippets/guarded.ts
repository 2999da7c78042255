import { mentionsAny } from '../../snippets/names/mentioned-names.ts'
import { childOf, childrenOf, listOf, type SyntaxNode } from '../../snippets/syntax.ts'

/** What decides whether something is done. */
const branches = /^(?:If|While)Statement$|^ConditionalExpression$/

/**
 * Whether something was asked about by a function of which nothing is known: `if (isHttpError(error)) error.status` is
 * right if that function says so.
 *
 * @param around The nodes around it, innermost first.
 * @param unknown The names of which nothing is known.
 */
export function isGuarded(around: readonly SyntaxNode[], unknown: ReadonlySet<string>): boolean {
  const name = around.map(baseName).find((found) => found !== undefined)
  if (name === undefined) return false
  return around.some((node) => {
    const test = branches.test(node.type) ? childOf(node, 'test') : undefined
    return test !== undefined && callsIn(test).some((call) => isAsked(call, name, unknown))
  })
}

/** The variable that a chain of members begins with. */
function baseName(node: SyntaxNode): string | undefined {
  if (node.type === 'Identifier') return String(node.name)
  const object = node.type === 'MemberExpression' ? childOf(node, 'object') : undefined
  return object && baseName(object)
}

function callsIn(node: SyntaxNode): SyntaxNode[] {
  return [...(node.type === 'CallExpression' ? [node] : []), ...childrenOf(node).flatMap(callsIn)]
}

function isAsked(call: SyntaxNode, name: string, unknown: ReadonlySet<string>): boolean {
  const callee = childOf(call, 'callee')
  const isUnknown = callee !== undefined && mentionsAny(callee, unknown)
  return isUnknown && listOf(call, 'arguments').some((argument) => baseName(argument) === name)
}
