import { patternNames } from '../../snippets/names/declared-names.ts'
import { followNames } from '../../snippets/names/follow-names.ts'
import { childOf, childrenOf, listOf, type SyntaxNode } from '../../snippets/syntax.ts'
import { type SnippetTarget, unknownModule } from '../../snippets/virtual-target.ts'
import type { CompilerError } from '../types/compiler.ts'
import { elidedClasses } from './left-out.ts'
import { isExampleModule, isMissingExport, isPattern, missingModule, wrongModule } from './missing-modules.ts'
import type { PageFacts } from './page-facts.ts'
import { isUnknownName } from './probe.ts'

/** What is not known of a snippet, and what else the compiler says. */
export interface Unknowns {
  /** Names that nothing declares. */
  readonly unknown: readonly string[]
  /** Modules that are not installed, or have no types. */
  readonly missingModules: readonly string[]
  /** Something that it uses is not known, be it only another file of the example. */
  readonly isOpen: boolean
  /** The names from which it follows that something is not known. */
  readonly followed: ReturnType<typeof followNames>
  /** The same, as far as nothing else is wrong: without names that a module should export and does not. */
  readonly unknowable: ReturnType<typeof followNames>
  /** The errors at the snippet itself that say something else. */
  readonly others: readonly CompilerError[]
}

/** Sorts what the compiler says into what is not known and everything else. */
export function findUnknowns(
  target: SnippetTarget,
  errors: readonly CompilerError[],
  { untyped, missingPeer }: PageFacts,
): Unknowns {
  const { snippet, implied, contextCode } = target
  const { unknown, missing, open, unexported, others } = sortErrors(target, errors)
  const members = [...contextCode.map(({ part }) => part.snippet), snippet]
  const programs = members.map(({ program }) => program)
  // Only where something is wrong does it matter which packages lack what they build on.
  const partial = new Map(
    others.length === 0 ? [] : programs.flatMap((program) => partialModules(program, snippet, missingPeer)),
  )
  for (const program of programs)
    for (const name of namesFrom(program, new Set([...missing, ...partial.keys()]))) open.add(name)
  const modules = new Set([...missing, ...partial.values()])
  modules.delete(unknownModule)
  for (const line of implied.imports) {
    const [, local = '', module = ''] = /(?:as )?([\w$]+) \}? ?from "([^"]+)"/.exec(line) ?? []
    if (modules.has(module) || missingPeer(module, snippet.block.page) !== undefined) open.add(local)
  }
  for (const { program, code } of members)
    if (told.some((name) => code.text.includes(name))) for (const name of toldElsewhere(program)) open.add(name)
  const declared = new Set(members.flatMap(({ names }) => [...names.declared.keys()]))
  const free = members.flatMap(({ names }) => [...names.free.keys()])
  const anything = free.filter((name) => untyped.has(name) && !declared.has(name))
  const unknowable = followNames(programs, [...open, ...anything, ...members.flatMap(elidedClasses)])
  return {
    unknown: [...unknown],
    missingModules: [...modules].filter((module) => !isExampleModule(module)),
    isOpen: missing.size > 0 || open.size > 0 || anything.length > 0,
    followed: unexported.size === 0 ? unknowable : followNames(programs, [...unknowable, ...unexported]),
    unknowable,
    others,
  }
}

/** Errors about names and modules, and the others. */
function sortErrors({ text, snippet, start, implied }: SnippetTarget, errors: readonly CompilerError[]) {
  const unknown = new Set(implied.unknown)
  const open = new Set(implied.unknown)
  const missing = new Set<string>()
  const unexported = new Set<string>()
  const others: CompilerError[] = []
  for (const error of errors) {
    const isOwn = error.start >= start
    const module = missingModule(error.code, error.text)
    if (isPattern(error.code, error.text)) continue
    if (module !== undefined) missing.add(module)
    else if (wrongModule(error.code, error.text) !== undefined || isContextsOwn(error, snippet)) continue
    else if (isUnknownName(error.code)) {
      const name = text.slice(error.start, error.start + error.length)
      // An old tsconfig asks for `React` at the name of an element; pages are written for `react-jsx`.
      if (!error.text.includes(`'${name}'`)) continue
      open.add(name)
      if (isOwn) unknown.add(name)
    } else if (isPlaceholder(error, text)) {
      open.add(missingExport(error, text) ?? text.slice(error.start, error.start + error.length))
      if (isOwn) unknown.add(text.slice(error.start, error.start + error.length))
    } else {
      const registry = isOfRegistry(error) ? callBefore(text, error.start) : undefined
      if (registry !== undefined) open.add(registry)
      const local = missingExport(error, text)
      if (local !== undefined) unexported.add(local)
      if (isOwn) others.push(error)
    }
  }
  return { unknown, open, missing, unexported, others }
}

/**
 * Whether a text is given where nothing can be given: a function that takes the keys of an interface which is empty until
 * a tool, or the reader, has filled it, as routers do it with the paths of an application.
 */
function isOfRegistry({ code, text }: CompilerError): boolean {
  return (
    code === 2345 &&
    /^Argument of type '"[^"]*"' is not assignable to parameter of type '(?:undefined|never)'/.test(text)
  )
}

/** The name of the function whose argument begins at a place. */
function callBefore(text: string, at: number): string | undefined {
  return /([\w$]+)\s*(?:<[^()]*>)?\(\s*$/.exec(text.slice(Math.max(0, at - 300), at))?.[1]
}

/** The name that an import gives to what its module does not export: the mistake is there, not where it is used. */
function missingExport({ code, start, length }: CompilerError, text: string): string | undefined {
  if (!isMissingExport(code)) return undefined
  const [, other] = /^\s+as\s+([\w$]+)/.exec(text.slice(start + length)) ?? []
  return other ?? text.slice(start, start + length)
}

/** What a template calls a thing of the reader's: `MyActionErrorType`, `useMyAction`, `myAction`. */
const placeholder = /^(?:[a-z]+My|My|my)[A-Z]/

/** Whether a module, or a namespace, lacks what only stands for something: it is left to the reader. */
function isPlaceholder({ code, start, length, text: message }: CompilerError, text: string): boolean {
  const isOfModule = code === 2305 || code === 2724 || /typeof import\(|Namespace '/.test(message)
  return isOfModule && placeholder.test(text.slice(start, start + length))
}

/** That an import is of types alone is a matter of the block that has it, not of those that go on from it. */
function isContextsOwn({ code, text }: CompilerError, { names }: SnippetTarget['snippet']): boolean {
  return (code === 1361 || code === 1362) && !names.declared.has(/'([^']*)'/.exec(text)?.[1] ?? '')
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

/** Functions whose result has the type that the compiler of a framework finds in a template, which is not shown. */
const told = ['useTemplateRef']

/** The names of what such functions return. */
function toldElsewhere(node: SyntaxNode): string[] {
  const call = node.type === 'VariableDeclarator' ? childOf(node, 'init') : undefined
  const isTold = call?.type === 'CallExpression' && told.includes(String(childOf(call, 'callee')?.name))
  if (isTold && !childOf(call, 'typeArguments')) return patternNames(childOf(node, 'id'))
  return childrenOf(node).flatMap(toldElsewhere)
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
