import { patternNames } from '../../snippets/names/declared-names.ts'
import { contextOf } from '../../snippets/names/follow-names.ts'
import { mentionsAny } from '../../snippets/names/mentioned-names.ts'
import { childOf, childrenOf, listOf, nodesAround, type SyntaxNode } from '../../snippets/syntax.ts'
import { isGuarded } from './guarded.ts'

/** An error of the compiler in the code of a snippet. */
export interface SnippetError {
  readonly code: number
  readonly start: number
  readonly end: number
  /** What the compiler says. */
  readonly text: string
}

/** A member that its object does not have: only the type of the object matters. */
const memberCodes = new Set([2339, 2551, 2550, 2568, 2576, 2570])

/** An expression that may be nothing, or anything: only its own type matters. */
const valueCodes = new Set([2531, 2532, 2533, 2571, 18046, 18047, 18048, 18049, 2721, 2722, 2723])

/** A call that is wrong by what is called alone: it takes another number of arguments, or is no function. */
const calleeCodes = new Set([2554, 2555, 2575, 2558, 2348, 2349, 2351])

/** An argument, or a part of one, that is not what the function takes. */
const argumentCodes = new Set([2345, 2322, 2353, 2561, 2559, 2560, 2739, 2740, 2741, 2820])

/** All arguments together are none of the lists that a function takes. */
const overload = 2769

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
  { code, start, end, text }: SnippetError,
  program: SyntaxNode,
  unknown: ReadonlySet<string>,
): boolean {
  const around = nodesAround(program, start, end)
  if ((memberCodes.has(code) || valueCodes.has(code)) && isGuarded(around, unknown)) return true
  if (ofAnything.test(text) || isParameterOfNothing(code, text, around, unknown)) return true
  if (code === untypedCall || (parameterCodes.has(code) && isGivenAway(around))) return true
  if (unknown.size === 0 || isAboutKnownType(code, text, unknown)) return false
  return relevantNodes(code, text, around).some((node) => mentionsAny(node, unknown))
}

/** Nothing is fine where the type has no value; what could be anything is not known. */
const ofAnything = /Type 'any' is not assignable to type 'never'\.?$/

/** What a type is inferred to be where nothing says what it is. */
export const nothing = /\btype '(?:unknown|void|never|\{\})'/

/**
 * Whether something is a parameter of a function that is given away with others, or in an object with other properties,
 * of which something is not known: `{ query: () => load(), next: (page) => page.cursor }`.
 */
function isParameterOfNothing(
  code: number,
  text: string,
  around: readonly SyntaxNode[],
  unknown: ReadonlySet<string>,
): boolean {
  if (!memberCodes.has(code) && !valueCodes.has(code)) return false
  const isOfBound = code === 2339 && bareType.test(text.split('\n', 1)[0] ?? '')
  if (!isOfBound && !nothing.test(text)) return false
  const member = memberCodes.has(code) ? around.find(({ type }) => type === 'MemberExpression') : undefined
  const owner = parameterOwner(rootOf(member ?? around[0]), around)
  if (owner === -1) return false
  const outside = around.slice(owner + 1)
  if (isOfBound) return isBesideUnknown(outside, unknown)
  const end = outside.findIndex(({ type }) => /Function/.test(type))
  const [call, ...others] = outside.slice(0, end === -1 ? undefined : end).filter(({ type }) => givers.test(type))
  return (
    call !== undefined &&
    // What the call gives may be known, and nothing of what takes it.
    (mentionsAny(call, unknown) || [call, ...others].some((one) => isOfAnything(childOf(one, 'callee'), unknown)))
  )
}

/** Which of the nodes is the function that has a parameter of a name; -1 if none is. */
export function parameterOwner(name: string, around: readonly SyntaxNode[]): number {
  return around.findIndex((node) => listOf(node, 'params').some((one) => patternNames(one).includes(name)))
}

/** A member is sought in a type with a name and nothing else: that may be the bound of a parameter for types. */
export const bareType = /on type '[A-Z][\w$]*'\.?$/

/**
 * Whether a value of an object is given away beside another one that is an unknown name: `{ data, idOf: (row) => row.id }`.
 * Of what is not known the compiler takes the bound for what it would be inferred to be.
 */
function isBesideUnknown(around: readonly SyntaxNode[], unknown: ReadonlySet<string>): boolean {
  const at = around.findIndex(({ type }) => type === 'ObjectExpression')
  const isGiven = givers.test(around[at + 1]?.type ?? '') || /Function/.test(around[at + 1]?.type ?? '')
  return (
    isGiven &&
    listOf(around[at], 'properties').some((property) => {
      const value = childOf(property, 'value')
      return value?.type === 'Identifier' && unknown.has(String(value.name))
    })
  )
}

const givers = /^(?:Call|New)Expression$|^JSXOpeningElement$/

/** Whether a chain of members and calls begins with a name of which nothing is known, or with `… as any`. */
function isOfAnything(node: SyntaxNode | undefined, unknown: ReadonlySet<string>): boolean {
  const inner = node && (childOf(node, 'object') ?? childOf(node, 'callee') ?? childOf(node, 'expression'))
  if (inner && childOf(node, 'typeAnnotation')?.type !== 'TSAnyKeyword') return isOfAnything(inner, unknown)
  return inner !== undefined || unknown.has(String(node?.name ?? ''))
}

/** The name that a chain of members and calls begins with. */
export function rootOf(node: SyntaxNode | undefined): string {
  const inner = node && (childOf(node, 'object') ?? childOf(node, 'callee'))
  return inner ? rootOf(inner) : String(node?.name ?? '')
}

/** A type with a name, and what it was given: `Request<"/a", unknown>`. */
const namedType = /^([A-Z][\w$]*)(?:<[\s\S]*>)?$/

/** A type that was given, first of all, what the compiler takes where nothing says more: it may be that type itself. */
const madeOfNothing = /^[\w$]+<(?:object|unknown|any|\{\})[,>]/

/**
 * Whether a member is sought in a type that has a name and is known itself: whatever is unknown about what it was given,
 * it has the members that it declares.
 */
function isAboutKnownType(code: number, text: string, unknown: ReadonlySet<string>): boolean {
  if (!memberCodes.has(code)) return false
  const [, type = ''] = /^[^']*'[^']*'[^']*'([\s\S]*?)'\./.exec(text) ?? []
  const name = namedType.exec(type)?.[1]
  return name !== undefined && !unknown.has(name) && !madeOfNothing.test(type)
}

/**
 * Whether a parameter belongs to a function that is given to another one. It has a type if that one has: where it has
 * none, that one is not known, or the call is wrong, and then that is the mistake.
 */
function isGivenAway(around: readonly SyntaxNode[]): boolean {
  const at = around.findIndex(({ type }) => /Function/.test(type))
  return at !== -1 && contextOf(around[at] as SyntaxNode, around.slice(at + 1)).length > 0
}

function relevantNodes(code: number, text: string, around: readonly SyntaxNode[]): SyntaxNode[] {
  const [inner] = around
  if (!inner) return []
  if (memberCodes.has(code)) {
    const member = around.find(({ type }) => type === 'MemberExpression')
    const object = member && childOf(member, 'object')
    if (object && inner !== object) return [object, ...(hasThis(object) ? heritageOf(around) : [])]
  }
  if (valueCodes.has(code)) return [inner]
  if (parameterCodes.has(code)) {
    const at = around.findIndex(({ type }) => /Function/.test(type))
    const owner = around[at]
    if (owner) return contextOf(owner, around.slice(at + 1))
  }
  const boundary = around.find(isBoundary)
  const call = around.find(({ type }) => type === 'CallExpression' || type === 'NewExpression')
  const isInCall = call !== undefined && (!boundary || around.indexOf(call) < around.indexOf(boundary))
  const callee = isInCall ? childOf(call, 'callee') : undefined
  if (callee) {
    const types = listOf(childOf(call as SyntaxNode, 'typeArguments'), 'params')
    if (calleeCodes.has(code)) return [callee, ...types]
    if (argumentCodes.has(code) && !isWithin(inner, callee)) {
      // Nothing fits what is made of another argument of which nothing is known.
      const others = /type 'never'\.?$/m.test(text) ? listOf(call as SyntaxNode, 'arguments') : []
      const given = subjectOf(around) ?? inner
      const owners = hasThis(given) ? heritageOf(around) : []
      return [callee, ...types, ...owners, ...whatMakesTypeOf(given), ...others.flatMap(whatMakesTypeOf)]
    }
    if (code === overload)
      return [callee, ...types, ...listOf(call as SyntaxNode, 'arguments').flatMap(whatMakesTypeOf)]
  }
  const whole = boundary ?? inner
  return [whole, ...(hasThis(whole) ? heritageOf(around) : [])]
}

/** What the class around extends or implements: `this` has all of that. */
function heritageOf(around: readonly SyntaxNode[]): SyntaxNode[] {
  const owner = around.find(({ type }) => /^Class(?:Declaration|Expression)$/.test(type))
  if (!owner) return []
  return [childOf(owner, 'superClass'), ...listOf(owner, 'implements')].filter((node) => node !== undefined)
}

function hasThis(node: SyntaxNode): boolean {
  return node.type === 'ThisExpression' || childrenOf(node).some(hasThis)
}

/** What an error is about: that of the key of a property is about its value as well. */
function subjectOf(around: readonly SyntaxNode[]): SyntaxNode | undefined {
  const [inner, outer] = around
  return outer?.type === 'Property' && childOf(outer, 'key') === inner ? outer : inner
}

/** The parts of a value that its type comes from: of a function only what it takes and returns. */
function whatMakesTypeOf(value: SyntaxNode): SyntaxNode[] {
  const body = childOf(value, 'body')
  if (!/^(?:Arrow)?Function/.test(value.type) || body?.type !== 'BlockStatement') return [value]
  return [...listOf(value, 'params'), ...returnsIn(body)]
}

function returnsIn(node: SyntaxNode): SyntaxNode[] {
  if (node.type === 'ReturnStatement') return [node]
  return /Function|^Class/.test(node.type) ? [] : childrenOf(node).flatMap(returnsIn)
}

function isWithin(node: SyntaxNode, outer: SyntaxNode): boolean {
  return outer.start <= node.start && node.end <= outer.end
}

/** A part of a program in which everything may have to do with everything. */
function isBoundary({ type }: SyntaxNode): boolean {
  return (
    /Statement$|^VariableDeclarator$|^PropertyDefinition$|^TS.*Declaration$|^Export/.test(type) &&
    type !== 'BlockStatement'
  )
}
