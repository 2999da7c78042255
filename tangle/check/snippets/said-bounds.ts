import type { Page } from '../../model/page.ts'
import type { Snippet } from '../../snippets/snippet.ts'
import { childOf, listOf, type SyntaxNode } from '../../snippets/syntax.ts'

/** A type is not what another one asks for, or cannot be looked into. */
const boundCodes = new Set([2344, 2536, 2322, 2339, 2312, 2313, 2370, 2574, 2862])

/**
 * Whether an error is about a parameter for types whose bound the page says outside of the block, as generated
 * references do: `type Field<TName> = Value<TName>`, and below it `TName` *extends* `string`.
 *
 * @param around The nodes around the error, innermost first.
 */
export function isOfSaidBound(
  code: number,
  around: readonly SyntaxNode[],
  { block }: Snippet,
  textOf: (page: string) => string,
): boolean {
  if (!boundCodes.has(code)) return false
  return around.some((node) => {
    const parameters = listOf(childOf(node, 'typeParameters'), 'params')
    const unbound = parameters.filter((parameter) => childOf(parameter, 'constraint') === undefined)
    return unbound.some((parameter) => saysBound(String(childOf(parameter, 'name')?.name), textOf(block.page)))
  })
}

/** `TName` *extends* `string`; **TName** *extends* `string`; `TName` _extends_; in a row of a table, too. */
function saysBound(name: string, text: string): boolean {
  return (
    /^[\w$]+$/.test(name) && new RegExp(`[\`*]${name.replace(/\$/g, '\\$&')}[\`*]{1,3}[ |]*[*_]extends[*_]`).test(text)
  )
}

/** The text of each page, by its path. */
export function textsOf(pages: readonly Page[]): (page: string) => string {
  const texts = new Map(pages.map(({ path, text }) => [path, text]))
  return (page) => texts.get(page) ?? ''
}
