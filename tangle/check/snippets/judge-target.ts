import { isJavaScript } from '../../snippets/languages.ts'
import { mentionsAny } from '../../snippets/names/mentioned-names.ts'
import { childOf, childrenOf, nodesAround, type SyntaxNode } from '../../snippets/syntax.ts'
import type { SnippetTarget } from '../../snippets/virtual-target.ts'
import type { CompilerError } from '../types/compiler.ts'
import { isAddedBelow } from './added-members.ts'
import { isAnnounced } from './announced.ts'
import { isShownElsewhere } from './class-members.ts'
import { followsFrom, rootOf } from './consequences.ts'
import { findUnknowns } from './find-unknowns.ts'
import { isLeftOut } from './left-out.ts'
import { isMissingExport } from './missing-modules.ts'
import { isOfOtherSection } from './other-section.ts'
import type { PageFacts } from './page-facts.ts'
import { isLeftUntyped, isPassedBy } from './passed-by.ts'
import { isOfSaidBound } from './said-bounds.ts'
import { isShownInPart } from './shown-arguments.ts'

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

/** Takes away what follows from unknown names, and what belongs to the context or to nobody. */
export function judgeTarget(target: SnippetTarget, errors: readonly CompilerError[], facts: PageFacts): SnippetVerdict {
  const { snippet, start, implied } = target
  const unknowns = findUnknowns(target, errors, facts)
  const leavesTypesOut = isJavaScript(snippet.block) || facts.isUntyped(snippet.block.page)
  const found = unknowns.others.filter((error) => {
    const { code, text } = error
    const at = { code, text, start: error.start - start, end: error.start - start + error.length }
    if (!snippet.own.some((own) => own.start <= at.start && at.start <= own.end)) return false
    const around = nodesAround(snippet.program, at.start, at.end)
    if (facts.omitsParameterTypes && isLeftUntyped(code, snippet)) return false
    if (isPassedBy(error, snippet, around, leavesTypesOut) || isAnnounced(at, snippet, around)) return false
    if (isOfPlatform(at, around) || isLeftOut(at, around, snippet)) return false
    if (isAddedBelow(at, snippet, facts.addedMembers)) return false
    if (isShownElsewhere(code, around, facts.classMembers)) return false
    if (isOfOtherGlobal(error, around, target, facts.importedNames)) return false
    if (isShownInPart(at, around, snippet, facts.shownArguments)) return false
    if (isOfSaidBound(at.code, around, snippet, facts.textOf)) return false
    if (isOfFunction(error, around, target) || isOfForeignElements(error.code, target)) return false
    if (isWrongGuess(error, around, target, unknowns.others)) return false
    if (isGuess(around[0], implied.guessed) || isOfDoubtful(at.code, around, implied.doubtful)) return false
    if (isOfOtherModule(at, around, snippet, facts.disputed)) return false
    if (isOfUnusualModule(at.code, around, target, facts.disputed)) return false
    if (isOfOtherSection(error, around, target, facts.disputed)) return false
    return !followsFrom(at, snippet.program, isMissingExport(code) ? unknowns.unknowable : unknowns.followed)
  })
  return {
    target,
    all: errors.filter((error) => error.start >= start),
    errors: unknowns.others.some(isSyntax) ? firstOfSyntax(found, snippet) : found,
    unknown: unknowns.unknown,
    isOpen: unknowns.isOpen,
    missingModules: unknowns.missingModules,
  }
}

/** Blocks of a documentation in which parameters have no types because nobody writes them there. */
const habit = 10

/** Whether parameters without types are what the pages are used to, as those of a framework that knows them by name. */
export function findOmittedTypes(
  targets: readonly SnippetTarget[],
  errorsOf: (target: SnippetTarget) => readonly CompilerError[],
): boolean {
  const omitting = targets.filter((target) =>
    errorsOf(target).some(({ code, start }) => start >= target.start && isLeftUntyped(code, target.snippet)),
  )
  return omitting.length >= habit
}

/** What the compiler cannot read, though it was read before. */
const syntaxCodes = new Set([1003, 1005, 1109, 1110, 1128, 1131, 1135, 1136, 1381, 1382, 17002, 17008, 17014])

function isSyntax({ code }: CompilerError): boolean {
  return syntaxCodes.has(code)
}

/**
 * The first error of those that follow from each other, where a text cannot be read; none where it can be read by
 * itself, and context with elements of JSX makes one of `<T>(a: T) => a`.
 */
function firstOfSyntax(errors: readonly CompilerError[], { language }: SnippetTarget['snippet']): CompilerError[] {
  if (language === 'ts') return []
  return errors
    .filter(isSyntax)
    .sort((one, other) => one.start - other.start)
    .slice(0, 1)
}

/** Whether a node is a name for which an export of the project was taken, without anybody having said so. */
function isGuess(node: SyntaxNode | undefined, guessed: readonly string[]): boolean {
  return node?.type === 'Identifier' && guessed.includes(String(node.name))
}

/**
 * Whether an export of the project was taken for a name, without anybody having said so, and has none of the members that
 * the block uses: `vitest.config` is one of what `createVitest()` gives, not of the export of that name.
 */
function isWrongGuess(
  { code }: CompilerError,
  [inner, outer]: readonly SyntaxNode[],
  { snippet, start, implied }: SnippetTarget,
  errors: readonly CompilerError[],
): boolean {
  const object = code === 2339 && outer?.type === 'MemberExpression' ? childOf(outer, 'object') : undefined
  if (object === inner || object?.type !== 'Identifier' || !implied.guessed.includes(String(object.name))) return false
  const lacking = new Set(errors.filter((error) => error.code === 2339).map((error) => error.start - start))
  const isLacking = (node: SyntaxNode): boolean => {
    const used = node.type === 'MemberExpression' ? childOf(node, 'object') : undefined
    const isOther = used?.type !== 'Identifier' || used.name !== object.name
    return (isOther || lacking.has(childOf(node, 'property')?.start ?? -1)) && childrenOf(node).every(isLacking)
  }
  return isLacking(snippet.program)
}

/** A function, as the compiler writes its type. */
const functionType = /type '(?:\{ )?(?:<[\s\S]*>)?\(/

/**
 * Whether a function was taken for a name which the block uses as an object: one that the project exports, or one that
 * another block imports, `organization()` of a package for `organization.id`. An imported function that has a member of
 * nearly that name is the one that is meant.
 */
function isOfFunction(
  { code, text }: CompilerError,
  [inner, outer]: readonly SyntaxNode[],
  { snippet, context, implied }: SnippetTarget,
): boolean {
  if ((code !== 2339 && code !== 2551) || !functionType.test(text)) return false
  const isMember = outer?.type === 'MemberExpression' && childOf(outer, 'property') === inner
  const object = isMember ? childOf(outer, 'object') : undefined
  if (object?.type !== 'Identifier') return false
  const name = String(object.name)
  if (implied.guessed.includes(name)) return true
  const isImported =
    implied.imports.some((line) => line.includes(` ${name} `)) ||
    context.some((part) => part.snippet.names.declared.get(name)?.[0]?.from !== undefined)
  return code === 2339 && isImported && !snippet.names.declared.has(name)
}

/**
 * Whether a component is none to elements that are not those of the tsconfig: the sources of a package, where it is not
 * built, are read with the elements of the block, and not with their own.
 */
function isOfForeignElements(code: number, { text }: SnippetTarget): boolean {
  return code === 2786 && text.startsWith('/** @jsxImportSource')
}

/** Something does not have a member, is no function, or no list. */
const unfitCodes = new Set([2339, 2551, 2349, 2351, 2488, 2461, 2556])

/** Whether something is not what the block takes it for, and only another page imports something of its name. */
function isOfDoubtful(code: number, around: readonly SyntaxNode[], doubtful: readonly string[]): boolean {
  if (!unfitCodes.has(code)) return false
  const [inner, outer] = around
  const isMember = outer?.type === 'MemberExpression' && childOf(outer, 'property') === inner
  const used = isMember
    ? childOf(outer, 'object')
    : inner?.type === 'SpreadElement'
      ? childOf(inner, 'argument')
      : inner
  return used?.type === 'Identifier' && doubtful.includes(String(used.name))
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
  disputed: ReadonlyMap<string, string>,
): boolean {
  if (!moduleCodes.has(code) || !/'typeof |^Namespace '"|^'"/.test(text)) return false
  const names = [...disputed.keys()].filter((name) => !snippet.names.declared.has(name))
  return around.slice(0, 3).some((node) => mentionsAny(node, new Set(names)))
}

/** Something lacks a member, is called with other arguments, or is no function. */
const chainCodes = new Set([2339, 2551, 2349, 2554, 2555, 2345])

/**
 * Whether an error is in a chain that begins with a name which the block does not import, and which was taken from
 * another module than most blocks import it from: `z.string().min(1)` below a tab that has the small edition.
 */
function isOfUnusualModule(
  code: number,
  around: readonly SyntaxNode[],
  { snippet, context, implied }: SnippetTarget,
  disputed: ReadonlyMap<string, string>,
): boolean {
  if (!chainCodes.has(code) || disputed.size === 0) return false
  return around.slice(0, 4).some((node) => {
    const name = rootOf(node)
    const usual = disputed.get(name)
    if (usual === undefined || snippet.names.declared.has(name)) return false
    const taken = context.flatMap((part) => part.snippet.names.declared.get(name)?.[0]?.from?.module ?? [])
    const line = implied.imports.find((one) => new RegExp(`\\b${name.replace(/\$/g, '\\$&')}\\b[^'"]*from`).test(one))
    const module = taken.at(-1) ?? /from ["']([^"']+)/.exec(line ?? '')?.[1]
    return module !== undefined && module !== usual
  })
}

/** Something lacks a member, or is called as what it is not. */
const globalCodes = new Set([2339, 2551, 2348, 2349])

/**
 * Whether something that every program has is used as what it is not, where other blocks import something of its name:
 * `request: Request` of a framework, below blocks that take it from there.
 */
function isOfOtherGlobal(
  { code, text }: { readonly code: number; readonly text: string },
  [inner]: readonly SyntaxNode[],
  { snippet, context, implied }: SnippetTarget,
  importedNames: ReadonlySet<string>,
): boolean {
  if (!globalCodes.has(code)) return false
  // Nobody calls what is no function, as `process`, unless it is something else.
  const isCallee = inner?.type === 'Identifier' && (code === 2348 || code === 2349)
  const [, type] = /on type '([A-Za-z_$][\w$]*)(?:<.*>)?'/.exec(text) ?? []
  const name = type ?? rootOf(inner)
  const isDeclared =
    context.some((part) => part.snippet.names.declared.has(name)) ||
    implied.imports.some((line) => line.includes(` ${name} `))
  return (isCallee || importedNames.has(name)) && snippet.names.free.has(name) && !isDeclared
}

/** What `expect` gives: the set-up of the tests adds to it, as `@testing-library/jest-dom` does. */
const isMatcher = /^Property 'to[A-Z]\w*' does not exist on type '(?:Assertion|JestMatchers|Matchers)\b/

/**
 * Bundlers add to `import.meta`, each in its own way; an application adds to `window`. The compiler says it in other words
 * where a member of the platform was meant: `window.locaton`.
 */
function isOfPlatform({ code, text }: { code: number; text: string }, around: readonly SyntaxNode[]): boolean {
  if (code === 7017 && text.includes("'typeof globalThis'")) return true
  const member = around.find(({ type }) => type === 'MemberExpression')
  const object = member && childOf(member, 'object')
  const isWindow = object?.type === 'Identifier' && /^(?:window|globalThis)$/.test(String(object.name))
  return code === 2339 && (object?.type === 'MetaProperty' || isWindow || isMatcher.test(text))
}
