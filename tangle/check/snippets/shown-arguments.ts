import { oncePerPage } from '../../snippets/once-per-page.ts'
import type { Snippet } from '../../snippets/snippet.ts'
import { childOf, childrenOf, listOf, type SyntaxNode } from '../../snippets/syntax.ts'
import type { SnippetError } from './consequences.ts'

/** Something that is given lacks properties. */
const lackCodes = new Set([2345, 2741, 2739, 2740, 2322])

/** For each page, the properties that calls of a function are given somewhere on it, by the name of the function. */
export type ShownArguments = (page: string) => ReadonlyMap<string, ReadonlySet<string>>

/** Looks into the blocks of a page when somebody asks about it. */
export function findShownArguments(snippets: readonly Snippet[]): ShownArguments {
  return oncePerPage(snippets, (ofPage) => {
    const found = new Map<string, Set<string>>()
    for (const { program } of ofPage) collect(program, found)
    return found
  })
}

function collect(node: SyntaxNode, found: Map<string, Set<string>>): void {
  const name = calleeOf(node)
  if (name !== undefined)
    for (const given of listOf(node, 'arguments'))
      if (given.type === 'ObjectExpression')
        for (const property of listOf(given, 'properties'))
          found.set(name, (found.get(name) ?? new Set<string>()).add(String(childOf(property, 'key')?.name)))
  for (const child of childrenOf(node)) collect(child, found)
}

/** The name of what a call calls, or what a `new` makes. */
function calleeOf(node: SyntaxNode): string | undefined {
  const callee = /^(?:Call|New)Expression$/.test(node.type) ? childOf(node, 'callee') : undefined
  const name = callee?.type === 'MemberExpression' ? childOf(callee, 'property') : callee
  return name?.type === 'Identifier' ? String(name.name) : undefined
}

/**
 * Whether a call lacks nothing but properties that another call of the same function on the page has: a block below the
 * whole example shows one option alone, `oauthProvider({ consentPage: '/consent' })`.
 *
 * @param around The nodes around the error, innermost first.
 */
export function isShownInPart(
  { code, text }: SnippetError,
  around: readonly SyntaxNode[],
  { block, names }: Snippet,
  shown: ShownArguments,
): boolean {
  const lacking = lackCodes.has(code) ? lackedProperties(text) : []
  const call = around.slice(0, 4).find((node) => calleeOf(node) !== undefined)
  const name = call && calleeOf(call)
  // Who imports the function shows the call as a whole.
  if (lacking.length === 0 || name === undefined || names.declared.has(name)) return false
  const given = shown(block.page).get(name)
  return lacking.every((property) => given?.has(property))
}

function lackedProperties(text: string): string[] {
  const [, one] = /^ *Property '([\w$]+)' is missing in type/m.exec(text) ?? []
  const [, several] = /is missing the following properties from type '[\s\S]*?': ([\w$, ]+)/.exec(text) ?? []
  return one === undefined ? (several?.replace(/, and \d+ more.*$/, '').split(', ') ?? []) : [one]
}
