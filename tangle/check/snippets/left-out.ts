import { isElidedIn } from '../../snippets/elisions.ts'
import type { Snippet } from '../../snippets/snippet.ts'
import { childOf, listOf, type SyntaxNode } from '../../snippets/syntax.ts'
import { bareType, nothing, parameterOwner, rootOf, type SnippetError } from './consequences.ts'

/** What is missing in a list of arguments, or in a class, in which the page leaves something out. */
const missingCodes = new Set([2554, 2555, 2575, 2769, 2345, 2420, 2515, 2739, 2740, 2741, 2322, 2559, 2416])

/** What may be shown without all of its parts. */
const incomplete = /^(?:Call|New)Expression$|^JSXOpeningElement$|^Class(?:Declaration|Expression)$/

/** A member of what has no type, since what would say it is left out: `create({ …, next: (page) => page.id })`. */
const untoldCodes = new Set([2339, 18046])

/** A type or a function lacks types that it is given, so that it is none, or a list of them ends with a comma. */
const argumentCodes = new Set([2314, 2707, 2635, 2344, 1009])

/** The names of the classes in which the page leaves something out: they have more than they show. */
export function elidedClasses({ program, elisions, comments }: Snippet): string[] {
  return listOf(program, 'body').flatMap((statement) => {
    const owner = childOf(statement, 'declaration') ?? statement
    const body = owner.type === 'ClassDeclaration' ? childOf(owner, 'body') : undefined
    const name = childOf(owner, 'id')?.name
    return body && typeof name === 'string' && isElidedIn(body, elisions, comments) ? [name] : []
  })
}

/**
 * Whether something is missing where the page says that it leaves something out.
 *
 * @param around The nodes around the error, innermost first.
 */
export function isLeftOut(
  { code, text: message, start, end }: SnippetError,
  around: readonly SyntaxNode[],
  { code: { text }, elisions, comments }: Snippet,
): boolean {
  const [inner] = around
  // `Action<...>`, `Action<State, ...>`: the dots have been taken away, and so have brackets with nothing else in them.
  if (argumentCodes.has(code)) return elisions.some((dots) => start <= dots.start && isBlank(text, end, dots.start))
  if (untoldCodes.has(code) && (nothing.test(message) || isOfUntoldParameter(message, around)))
    return around.some(({ type }, at) => type === 'ObjectExpression' && isElidedIn(around[at]!, elisions, comments))
  if (!missingCodes.has(code)) return false
  const isOwner = inner?.type === 'ThisExpression' ? /^Class(?:Declaration|Expression)$/ : incomplete
  const at = around.findIndex(({ type }) => isOwner.test(type))
  const list = around[at]
  // What is wrong with a value is told at the name that it is given to.
  const given = around.slice(0, 2).flatMap((node) => childOf(node, node.type === 'Property' ? 'value' : 'init') ?? [])
  const values = [...given, ...around.slice(0, at === -1 ? around.length : at)]
  if (values.some((node) => /^(?:Array|Object)Expression$/.test(node.type) && isElidedIn(node, elisions, comments)))
    return true
  if (!list) return false
  const body = /^Class/.test(list.type) ? childOf(list, 'body') : list
  // `<Field /> // ...`
  const isFollowed = list.type === 'JSXOpeningElement' && elisions.some((dots) => isBlank(text, list.end, dots.start))
  return body !== undefined && (isElidedIn(body, elisions, comments) || isFollowed)
}

/** Whether a member is sought in a parameter, the type of which may be a bound for what would be inferred. */
function isOfUntoldParameter(message: string, around: readonly SyntaxNode[]): boolean {
  const member = around.find(({ type }) => type === 'MemberExpression')
  return bareType.test(message.split('\n', 1)[0] ?? '') && parameterOwner(rootOf(member), around) !== -1
}

/** Whether nothing but spaces is between two places of a line, if the second one is behind the first. */
function isBlank(text: string, from: number, to: number): boolean {
  return /^[ \t]*$/.test(text.slice(from, to))
}
