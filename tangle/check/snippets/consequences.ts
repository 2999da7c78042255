import { contextOf } from '../../snippets/names/follow-names.ts'
import { mentionsAny } from '../../snippets/names/mentioned-names.ts'
import { childOf, nodesAround, type SyntaxNode } from '../../snippets/syntax.ts'

/** An error of the compiler in the code of a snippet. */
export interface SnippetError {
  readonly code: number
  readonly start: number
  readonly end: number
}

/** A member that its object does not have: only the type of the object matters. */
const memberCodes = new Set([2339, 2551, 2550, 2568, 2576, 2570])

/** An expression that may be nothing, or anything: only its own type matters. */
const valueCodes = new Set([2531, 2532, 2533, 2571, 18046, 18047, 18048, 18049, 2721, 2722, 2723])

/** Parameters without a type. */
const parameterCodes = new Set([7006, 7019, 7031, 7051])

/** A call of anything with arguments for types: what is called is unknown, whatever the reason. */
const untypedCall = 2347

/**
 * Whether an error may follow from names of which nothing is known, or not enough (plain blocks, 3.3): it is at, or
 * about, something that is made of them.
 *
 * @param unknown Those names, and all whose types follow from theirs.
 */
export function followsFrom(
  { code, start, end }: SnippetError,
  program: SyntaxNode,
  unknown: ReadonlySet<string>,
): boolean {
  const around = nodesAround(program, start, end)
  if (code === untypedCall || (parameterCodes.has(code) && isGivenAway(around))) return true
  if (unknown.size === 0) return false
  return relevantNodes(code, around).some((node) => mentionsAny(node, unknown))
}

/**
 * Whether a parameter belongs to a function that is given to another one. It has a type if that one has: where it has
 * none, that one is not known, or the call is wrong, and then that is the mistake.
 */
function isGivenAway(around: readonly SyntaxNode[]): boolean {
  const at = around.findIndex(({ type }) => /Function/.test(type))
  return at !== -1 && contextOf(around[at] as SyntaxNode, around.slice(at + 1)).length > 0
}

function relevantNodes(code: number, around: readonly SyntaxNode[]): SyntaxNode[] {
  const [inner] = around
  if (!inner) return []
  if (memberCodes.has(code)) {
    const member = around.find(({ type }) => type === 'MemberExpression')
    const object = member && childOf(member, 'object')
    if (object && inner !== object) return [object]
  }
  if (valueCodes.has(code)) return [inner]
  if (parameterCodes.has(code)) {
    const at = around.findIndex(({ type }) => /Function/.test(type))
    const owner = around[at]
    if (owner) return contextOf(owner, around.slice(at + 1))
  }
  const boundary = around.find(isBoundary)
  return boundary ? [boundary] : [inner]
}

/** A part of a program in which everything may have to do with everything. */
function isBoundary({ type }: SyntaxNode): boolean {
  return (
    /Statement$|^VariableDeclarator$|^PropertyDefinition$|^TS.*Declaration$|^Export/.test(type) &&
    type !== 'BlockStatement'
  )
}
