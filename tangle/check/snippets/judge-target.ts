import { isElidedIn } from '../../snippets/elisions.ts'
import { isJavaScript } from '../../snippets/languages.ts'
import { followNames } from '../../snippets/names/follow-names.ts'
import { mentionsAny } from '../../snippets/names/mentioned-names.ts'
import { childOf, listOf, nodesAround, type SyntaxNode } from '../../snippets/syntax.ts'
import { type SnippetTarget, unknownModule } from '../../snippets/virtual-target.ts'
import type { CompilerError } from '../types/compiler.ts'
import { isAnnounced } from './announced.ts'
import { followsFrom } from './consequences.ts'
import { isExampleModule, missingModule, wrongModule } from './missing-modules.ts'
import { isOfOtherSection } from './other-section.ts'
import { isPassedBy } from './passed-by.ts'
import { isUnknownName } from './probe.ts'

/** What the compiler says about a snippet, as far as it is about the page. */
export interface SnippetVerdict {
  readonly target: SnippetTarget
  /** Everything that the compiler says about the snippet itself. */
  readonly all: readonly CompilerError[]
  /** Mistakes; `start` counts from the start of the target. */
  readonly errors: readonly CompilerError[]
  /** Names that nothing declares. */
  readonly unknown: readonly string[]
  /** Something that it uses is not known, be it only another file of the example. */
  readonly isOpen: boolean
  /** Modules that are not installed, or have no types. */
  readonly missingModules: readonly string[]
}

/** What is known of all pages together. */
export interface PageFacts {
  /** Names that pages use for several modules. */
  readonly disputed: ReadonlySet<string>
  /** Whether no block of a page has types, so that it leaves them out everywhere. */
  readonly isUntyped: (page: string) => boolean
  /** Names that a prelude declares to be anything. */
  readonly untyped: ReadonlySet<string>
  /** A package that is not installed and that a module builds on, as seen from a page. */
  readonly missingPeer: (module: string, page: string) => string | undefined
}

/** Takes away what follows from unknown names, and what belongs to the context or to nobody. */
export function judgeTarget(
  target: SnippetTarget,
  errors: readonly CompilerError[],
  { disputed, isUntyped, untyped, missingPeer }: PageFacts,
): SnippetVerdict {
  const { snippet, start, implied, contextCode } = target
  const unknown = new Set(implied.unknown)
  const missing = new Set<string>()
  const open = new Set(implied.unknown)
  const rest: CompilerError[] = []
  let isOpen = false
  for (const error of errors) {
    const isOwn = error.start >= start
    const module = missingModule(error.code, error.text)
    if (module !== undefined) {
      isOpen = true
      if (module !== unknownModule && !isExampleModule(module)) missing.add(module)
      continue
    }
    if (wrongModule(error.code, error.text) !== undefined || isContextsOwn(error, snippet)) continue
    if (isUnknownName(error.code)) {
      const name = target.text.slice(error.start, error.start + error.length)
      open.add(name)
      if (isOwn) unknown.add(name)
      continue
    }
    if (isOwn) rest.push(error)
  }
  const members = [...contextCode.map(({ part }) => part.snippet), snippet]
  const programs = members.map(({ program }) => program)
  // Only where something is wrong does it matter which packages lack what they build on.
  const partial = new Map(
    rest.length === 0 ? [] : programs.flatMap((program) => partialModules(program, snippet, missingPeer)),
  )
  for (const program of programs)
    for (const name of namesFrom(program, new Set([...missing, ...partial.keys()]))) open.add(name)
  for (const peer of partial.values()) missing.add(peer)
  for (const line of implied.imports) {
    const [, local = '', module = ''] = /(?:as )?([\w$]+) \}? ?from "([^"]+)"/.exec(line) ?? []
    if (missing.has(module) || missingPeer(module, snippet.block.page) !== undefined) open.add(local)
  }
  const declared = new Set(members.flatMap(({ names }) => [...names.declared.keys()]))
  const free = members.flatMap(({ names }) => [...names.free.keys()])
  const anything = free.filter((name) => untyped.has(name) && !declared.has(name))
  const followed = followNames(programs, [...open, ...anything])
  const leavesTypesOut = rest.length > 0 && (isJavaScript(snippet.block) || isUntyped(snippet.block.page))
  const found = rest.filter((error) => {
    const { code, text } = error
    const at = { code, text, start: error.start - start, end: error.start - start + error.length }
    if (!snippet.own.some((own) => own.start <= at.start && at.start <= own.end)) return false
    const around = nodesAround(snippet.program, at.start, at.end)
    if (isPassedBy(error, snippet, around, leavesTypesOut) || isAnnounced(at, snippet, around)) return false
    if (isOfPlatform(at.code, around) || isLeftOut(at.code, around, snippet)) return false
    if (isGuess(around[0], implied.guessed) || isOfOtherModule(at, around, snippet, disputed)) return false
    return !followsFrom(at, snippet.program, followed) && !isOfOtherSection(error, around, target)
  })
  return {
    target,
    all: errors.filter((error) => error.start >= start),
    errors: firstOfSyntax(rest, snippet) ?? found,
    unknown: [...unknown],
    isOpen: isOpen || open.size > 0 || anything.length > 0,
    missingModules: [...missing],
  }
}

/** What the compiler cannot read, though it was read before. */
const syntaxCodes = new Set([1003, 1005, 1109, 1110, 1128, 1131, 1135, 1136, 1381, 1382, 17002, 17008, 17014])

/**
 * The first error of those that follow from each other, where a text cannot be read; none where it can be read by
 * itself, and context with elements of JSX makes one of `<T>(a: T) => a`.
 */
function firstOfSyntax(
  errors: readonly CompilerError[],
  { language }: SnippetTarget['snippet'],
): CompilerError[] | undefined {
  const [first] = errors.filter(({ code }) => syntaxCodes.has(code)).sort((a, b) => a.start - b.start)
  return first && (language === 'ts' ? [] : [first])
}

/** That an import is of types alone is a matter of the block that has it, not of those that go on from it. */
function isContextsOwn({ code, text }: CompilerError, { names }: SnippetTarget['snippet']): boolean {
  return (code === 1361 || code === 1362) && !names.declared.has(/'([^']*)'/.exec(text)?.[1] ?? '')
}

/** Whether a node is a name for which an export of the project was taken, without anybody having said so. */
function isGuess(node: SyntaxNode | undefined, guessed: readonly string[]): boolean {
  return node?.type === 'Identifier' && guessed.includes(String(node.name))
}

/** A module does not have a member. */
const moduleCodes = new Set([2339, 2551, 2694, 2724])

/**
 * Whether a member is sought in a module that the block does not import itself, by a name that the pages use for several
 * modules: another one of them is meant.
 */
function isOfOtherModule(
  { code, text }: { readonly code: number; readonly text: string },
  around: readonly SyntaxNode[],
  snippet: SnippetTarget['snippet'],
  disputed: ReadonlySet<string>,
): boolean {
  if (!moduleCodes.has(code) || !/'typeof |^Namespace '"|^'"/.test(text)) return false
  const names = [...disputed].filter((name) => !snippet.names.declared.has(name))
  return around.slice(0, 3).some((node) => mentionsAny(node, new Set(names)))
}

/** Bundlers add to `import.meta`, each in its own way. */
function isOfPlatform(code: number, around: readonly SyntaxNode[]): boolean {
  const member = around.find(({ type }) => type === 'MemberExpression')
  return code === 2339 && member !== undefined && childOf(member, 'object')?.type === 'MetaProperty'
}

/** What is missing in a list of arguments, or in a class, in which the page leaves something out. */
const missingCodes = new Set([2554, 2555, 2575, 2769, 2345, 2420, 2515, 2739, 2740, 2741, 2322, 2559, 2416])

function isLeftOut(
  code: number,
  around: readonly SyntaxNode[],
  { elisions, comments }: SnippetTarget['snippet'],
): boolean {
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

/** The modules that a program imports whose types are not whole, each with a package that they build on. */
function partialModules(
  program: SyntaxNode,
  { block }: SnippetTarget['snippet'],
  missingPeer: PageFacts['missingPeer'],
): (readonly [module: string, peer: string])[] {
  return listOf(program, 'body').flatMap((statement) => {
    const module = statement.type === 'ImportDeclaration' ? String(childOf(statement, 'source')?.value) : '.'
    const peer = isExampleModule(module) ? undefined : missingPeer(module, block.page)
    return peer === undefined ? [] : [[module, peer] as const]
  })
}

/** The names that a program imports from modules. Files of the example itself are never there. */
function namesFrom(program: SyntaxNode, modules: ReadonlySet<string>): string[] {
  return listOf(program, 'body').flatMap((statement) => {
    if (statement.type !== 'ImportDeclaration') return []
    const module = String(childOf(statement, 'source')?.value)
    if (!modules.has(module) && !isExampleModule(module)) return []
    return listOf(statement, 'specifiers').map((specifier) => String(childOf(specifier, 'local')?.name))
  })
}
