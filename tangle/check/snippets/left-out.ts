import { isElidedIn } from '../../snippets/elisions.ts'
import type { Snippet } from '../../snippets/snippet.ts'
import { childOf, type SyntaxNode } from '../../snippets/syntax.ts'

/** What is missing in a list of arguments, or in a class, in which the page leaves something out. */
const missingCodes = new Set([2554, 2555, 2575, 2769, 2345, 2420, 2515, 2739, 2740, 2741, 2322, 2559, 2416])

/**
 * Whether something is missing where the page says that it leaves something out.
 *
 * @param around The nodes around the error, innermost first.
 */
export function isLeftOut(code: number, around: readonly SyntaxNode[], { elisions, comments }: Snippet): boolean {
  if (!missingCodes.has(code)) return false
  const at = around.findIndex(({ type }) =>
    /^(?:Call|New)Expression$|^JSXOpeningElement$|^Class(?:Declaration|Expression)$/.test(type),
  )
  const list = around[at]
  // What is wrong with a value is told at the name that it is given to.
  const given = around.slice(0, 2).flatMap((node) => childOf(node, node.type === 'Property' ? 'value' : 'init') ?? [])
  const values = [...given, ...around.slice(0, at === -1 ? around.length : at)]
  if (values.some((node) => /^(?:Array|Object)Expression$/.test(node.type) && isElidedIn(node, elisions, comments)))
    return true
  if (!list) return false
  const body = /^Class/.test(list.type) ? childOf(list, 'body') : list
  return body !== undefined && isElidedIn(body, elisions, comments)
}
