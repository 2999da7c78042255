import { suggest } from '../../resolve/suggest.ts'
import { followNames } from '../../snippets/names/follow-names.ts'
import { mentionsAny } from '../../snippets/names/mentioned-names.ts'
import { childOf, type SyntaxNode } from '../../snippets/syntax.ts'
import type { SnippetTarget } from '../../snippets/virtual-target.ts'
import type { CompilerError } from '../types/compiler.ts'

/** A member that something does not have, or lacks. */
const memberCodes = new Set([2339, 2551, 2353, 2561])

/** Properties of an element that its component does not have, or lacks. */
const elementCodes = new Set([2322, 2739, 2740, 2741, 2559, 2769])

/** Something is no function or no class, as the example takes it. */
const kindCodes = new Set([2349, 2351])

/** A call takes another number of arguments. */
const countCodes = new Set([2554, 2555])

/**
 * Whether an error is about something of an example of another section of the page: the type that lacks a member is one
 * that the example there made up. Most pages go on to another example without saying so, and then it was not meant.
 *
 * @param disputed Names that pages use for several things.
 */
export function isOfOtherSection(
  error: CompilerError,
  around: readonly SyntaxNode[],
  target: SnippetTarget,
  disputed: ReadonlyMap<string, string>,
): boolean {
  const isElement = elementCodes.has(error.code) && around.slice(0, 3).some(({ type }) => type === 'JSXOpeningElement')
  const callee = kindCodes.has(error.code) || countCodes.has(error.code) ? calledName(around) : undefined
  const isOther = callee !== undefined && (kindCodes.has(error.code) || disputed.has(callee))
  const isText = isStrangeText(error)
  if (!memberCodes.has(error.code) && !isElement && !isOther && !isText) return false
  const others = target.context.filter(({ snippet }) => snippet.section !== target.snippet.section)
  // Of two imports of one name, the page may mean either.
  if (isOther) return others.some(({ snippet }) => snippet.names.declared.has(callee))
  const whole = others.filter(({ imports }) => imports === 'all')
  if (whole.length === 0) return false
  const declared = new Set(
    whole.flatMap(({ snippet }) =>
      [...snippet.names.declared].flatMap(([name, all]) => (all.some(({ from }) => from) ? [] : [name])),
    ),
  )
  const [, type = ''] = /type '([\s\S]*)'/.exec(error.text) ?? []
  // `Api<Query, { getPost: Definition }>` has the members that its own example gives it.
  const isMadeOf = type.includes('<') && /\{ [\w$]+\??:/.test(type.slice(type.indexOf('<')))
  const isMadeUp =
    isElement || isText || isMadeOf || type.startsWith('{') || declared.has(/^[\w$]*/.exec(type)?.[0] ?? '')
  const followed = followNames([target.snippet.program], declared)
  return isMadeUp && around.slice(0, 4).some((node) => mentionsAny(node, followed))
}

/** Whether a text is none of those that something takes, nor like one: `'province'`, where another example has `'name'`. */
function isStrangeText({ code, text }: CompilerError): boolean {
  const [, word, type = ''] =
    /^Argument of type '"([^"]*)"' is not assignable to parameter of type '([^']*)'/.exec(text) ?? []
  const texts = [...type.matchAll(/"([^"]*)"/g)].map(([, one = '']) => one)
  return code === 2345 && word !== undefined && texts.length > 0 && suggest(word, texts) === undefined
}

/** The name of the function that is called at an error: that of the call itself, or that of its last arguments. */
function calledName(around: readonly SyntaxNode[]): string | undefined {
  const call = around.slice(0, 2).find(({ type }) => type === 'CallExpression' || type === 'NewExpression')
  const callee = call && childOf(call, 'callee')
  return callee?.type === 'Identifier' ? String(callee.name) : undefined
}
