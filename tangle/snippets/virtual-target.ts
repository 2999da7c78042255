import { posix } from 'node:path'
import type { Target, TargetLine } from '../model/origin-map.ts'
import { type ContextPart, isSameImport } from './find-context.ts'
import { findJsxSource } from './jsx-source.ts'
import { importedName } from './names/declared-names.ts'
import { blank } from './notation.ts'
import type { Snippet, TextRange } from './snippet.ts'
import { childOf, listOf, type SyntaxNode } from './syntax.ts'

/** A module that has no file anywhere: whatever is imported from it may be anything, as a value, a type or a namespace. */
export const unknownModule = 'tangle:unknown'

/** What a snippet needs besides earlier snippets. */
export interface ImpliedNames {
  /** Imports to be put in front, each a whole statement. */
  readonly imports: readonly string[]
  /** Names among those of the imports that the project exports, though nobody said that they are meant. */
  readonly guessed: readonly string[]
  /** Names among those of the imports that a single other page imports, maybe for something else. */
  readonly doubtful: readonly string[]
  /** Names of which nothing is known. */
  readonly unknown: readonly string[]
}

/** Whose elements of JSX those of a page are, where a block does not say it itself. */
export type JsxSourceOfPage = (page: string) => string | undefined

/** A snippet with its context, as a module that is never written. */
export interface SnippetTarget extends Target {
  readonly snippet: Snippet
  readonly context: readonly ContextPart[]
  readonly implied: ImpliedNames
  /** Where the code of the snippet itself begins in the text. */
  readonly start: number
  /** The code of the context as it stands in the text, with where each part begins. */
  readonly contextCode: readonly { readonly part: ContextPart; readonly start: number }[]
}

/** Puts a snippet and what it needs together. Lines that come from no page have no place. */
export function createTarget(
  snippet: Snippet,
  context: readonly ContextPart[],
  implied: ImpliedNames,
  jsxSourceOf: JsxSourceOfPage = () => undefined,
): SnippetTarget {
  const unknown =
    implied.unknown.length === 0 ? [] : [`import { ${implied.unknown.join(', ')} } from '${unknownModule}'`]
  const source = findJsxSource(snippet, context, implied.imports, jsxSourceOf)
  const pragma = source === undefined ? [] : [`/** @jsxImportSource ${source} */`]
  const lines: TargetLine[] = [...pragma, ...implied.imports, ...unknown].map((text) => ({ text, segments: [] }))
  const contextCode = context.map((part, at) => {
    const later = [...context.slice(at + 1), { snippet, imports: 'all' as const }]
    if (at > 0 && goesOn(part.snippet)) lines.push(semicolon)
    const start = lengthOf(lines)
    lines.push(...contextLines(part, later))
    return { part, start }
  })
  if (context.length > 0 && goesOn(snippet)) lines.push(semicolon)
  const start = lengthOf(lines)
  lines.push(...snippet.code.lines, { text: 'export {}', segments: [] })
  const { block, number, part } = snippet
  const isTsx = [snippet, ...context.map((one) => one.snippet)].some(({ language }) => language === 'tsx')
  const name = `${posix.basename(block.page)}.${number}`
  const extension = isTsx ? 'tsx' : 'ts'
  // Files of one block lie in a folder of their own, where they find each other.
  const file = withoutLeaving(snippet.file)?.replace(/\.[cm]?[jt]sx?$/, `.${extension}`)
  const path = file === undefined ? `${name}${part === 0 ? '' : `-${part + 1}`}.${extension}` : `${name}/${file}`
  return {
    path: posix.join(posix.dirname(block.page), path),
    root: block,
    lines,
    text: lines.map(({ text }) => `${text}\n`).join(''),
    ...{ snippet, context, implied, start, contextCode },
  }
}

const semicolon: TargetLine = { text: ';', segments: [] }

/** Whether a snippet begins with what would go on with the statement before it: `(`, `[`, a template, an element of JSX. */
function goesOn({ program, code }: Snippet): boolean {
  const [first] = listOf(program, 'body')
  return first !== undefined && /[([`<+\-/]/.test(code.text.charAt(first.start))
}

function lengthOf(lines: readonly TargetLine[]): number {
  return lines.reduce((sum, { text }) => sum + text.length + 1, 0)
}

/** The code of a part, without what would be there twice: what it exports, and imports that later parts have, too. */
function contextLines({ snippet, imports }: ContextPart, later: readonly ContextPart[]): TargetLine[] {
  const edits = listOf(snippet.program, 'body').flatMap((statement) =>
    imports === 'all'
      ? editStatement(statement, snippet, (name) => isImportedLater(name, snippet, later))
      : editStatement(statement, snippet, (name) => !imports.has(name), true),
  )
  let text = snippet.code.text
  for (const { start, end, by } of edits.reverse()) {
    // The lines stay in step; their columns matter to nobody, since nothing is reported of a context.
    text = text.slice(0, start) + by + blank(text.slice(start, end)) + text.slice(end)
  }
  const texts = text.split('\n')
  return snippet.code.lines.map((line, at) => ({ ...line, text: texts[at] ?? '' }))
}

interface Edit extends TextRange {
  readonly by: string
}

function editStatement(
  statement: SyntaxNode,
  snippet: Snippet,
  isDropped: (name: string) => boolean,
  isImportOnly = false,
): Edit[] {
  const whole = { start: statement.start, end: statement.end, by: '' }
  if (statement.type === 'ImportDeclaration') return editImport(statement, snippet, isDropped, isImportOnly)
  if (isImportOnly || statement.type === 'TSExportAssignment' || statement.type === 'ExportAllDeclaration')
    return [whole]
  if (reachesOut(statement)) return [whole]
  const declaration = childOf(statement, 'declaration')
  if (statement.type === 'ExportNamedDeclaration') {
    return declaration ? [{ start: statement.start, end: declaration.start, by: '' }] : [whole]
  }
  if (statement.type !== 'ExportDefaultDeclaration' || !declaration) return []
  const isNamed = /Declaration$|^TSDeclareFunction$/.test(declaration.type) && childOf(declaration, 'id') !== undefined
  return [{ start: statement.start, end: declaration.start, by: isNamed ? '' : 'void ' }]
}

/** `declare global` and `declare module 'a'`: the module of the snippet itself says it to the whole page. */
export function reachesOut(statement: SyntaxNode): boolean {
  const { type, kind } = statement
  if (type === 'TSGlobalDeclaration') return true
  return type === 'TSModuleDeclaration' && (kind === 'global' || childOf(statement, 'id')?.type === 'Literal')
}

function editImport(
  statement: SyntaxNode,
  snippet: Snippet,
  isDropped: (name: string) => boolean,
  isImportOnly: boolean,
): Edit[] {
  const whole = { start: statement.start, end: statement.end, by: '' }
  const specifiers = listOf(statement, 'specifiers')
  if (specifiers.length === 0) return isImportOnly ? [whole] : []
  const kept = specifiers.filter((specifier) => !isDropped(String(childOf(specifier, 'local')?.name)))
  if (kept.length === specifiers.length) return []
  if (kept.length === 0) return [whole]
  // The places of names in a context matter to nobody: what remains is written anew.
  const from = snippet.code.text.slice(childOf(statement, 'source')?.start, childOf(statement, 'source')?.end)
  const shorter = kept.map((specifier) =>
    importStatement(importedName(specifier), String(childOf(specifier, 'local')?.name), from),
  )
  return [{ ...whole, by: shorter.join(';') }]
}

/** A file of a block stays in the folder of the block, whatever it is called. */
function withoutLeaving(file: string | undefined): string | undefined {
  return file
    ?.split(/[\\/]/)
    .filter((part) => part !== '' && part !== '.' && part !== '..')
    .join('/')
}

/** An import of one thing. `from`: the module with its quotes. */
export function importStatement(name: string, local: string, from: string): string {
  if (name === '*') return `import * as ${local} from ${from}`
  const asLocal = name === local ? name : `${/^[\w$]+$/.test(name) ? name : JSON.stringify(name)} as ${local}`
  return `import { ${asLocal} } from ${from}`
}

function isImportedLater(name: string, snippet: Snippet, later: readonly ContextPart[]): boolean {
  const own = snippet.names.declared.get(name) ?? []
  return later.some(({ snippet: other, imports }) => {
    if (imports !== 'all' && !imports.has(name)) return false
    return isSameImport(own, other.names.declared.get(name) ?? [])
  })
}
