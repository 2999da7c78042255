import type { BlockReport } from '../model/block-report.ts'
import type { Page } from '../model/page.ts'
import { frequencies } from '../report/format-blocks.ts'
import { groupBy } from '../snippets/group-by.ts'
import type { Declaration } from '../snippets/names/declared-names.ts'
import { findNames } from '../snippets/names/find-names.ts'
import { readSnippets } from '../snippets/read-snippets.ts'
import { findShownImports, type ShownImport } from '../snippets/shown-imports.ts'
import type { Snippet } from '../snippets/snippet.ts'
import { childOf, listOf, parseCode, type SyntaxNode } from '../snippets/syntax.ts'
import { importStatement } from '../snippets/virtual-target.ts'

/** A name that a prelude could declare, as the pages themselves declare it elsewhere. */
export interface PreludeCandidate {
  readonly name: string
  /** How many blocks use it and know nothing of it. */
  readonly users: number
  readonly imports: readonly NeededImport[]
  /** The declaration, exported. */
  readonly statement: string
}

/** An import that binds one name. */
export interface NeededImport {
  readonly local: string
  readonly statement: string
}

/** A name that fewer blocks use is declared on their pages. */
const fewUsers = 3
const mostLines = 12

/** The names that many blocks use and none declares for them, most frequent first, with the usual declaration of each. */
export function findPreludeCandidates(pages: readonly Page[], blocks: readonly BlockReport[]): PreludeCandidate[] {
  const unknown = frequencies(blocks, (block) => block.unknown).filter((one) => one.blocks.length >= fewUsers)
  const wanted = new Set(unknown.map(({ name }) => name))
  const snippets = wanted.size === 0 ? [] : pages.flatMap((page) => readSnippets(page, () => true).snippets)
  const shown = findShownImports(snippets)
  return unknown.flatMap(({ name, blocks: users }) => {
    const usual = usualDeclaration(name, snippets)
    if (!usual) return []
    const imports = importsOf(usual.text, usual.snippet, shown)
    return imports ? [{ name, users: users.length, imports, statement: `export ${usual.text}` }] : []
  })
}

interface FoundDeclaration {
  readonly snippet: Snippet
  /** Without `export`. */
  readonly text: string
}

/** How many of the declarations of a name must say the same, and how many of its objects must be of the same class. */
const sameText = 1 / 2
const sameClass = 3 / 4
/** One page that declares a name is not how pages declare it. */
const fewDeclarations = 2

/** How the pages declare a name: by the very statement that most of them show, or as an object of one class. */
function usualDeclaration(name: string, snippets: readonly Snippet[]): FoundDeclaration | undefined {
  const all = snippets.flatMap((snippet) =>
    (snippet.form === 'module' ? (snippet.names.declared.get(name) ?? []) : []).flatMap((declaration) =>
      declaration.from ? [] : [{ snippet, text: plainText(declaration, snippet), made: classOf(declaration) }],
    ),
  )
  const byText = largest(groupBy(all, ({ text }) => text?.replace(/\s+/g, ' ')))
  if (byText && isUsual(byText, all, sameText)) return { snippet: byText[0].snippet, text: byText[0].text ?? '' }
  const byClass = largest(groupBy(all, ({ made }) => made))
  if (!byClass || !isUsual(byClass, all, sameClass)) return undefined
  const [{ snippet, made }] = byClass
  return { snippet, text: `declare const ${name}: ${made}` }
}

type NonEmpty<T> = readonly [T, ...T[]]

function isUsual(group: readonly unknown[], all: readonly unknown[], share: number): boolean {
  return group.length >= fewDeclarations && group.length >= all.length * share
}

/** The largest group that has a key. */
function largest<T>(groups: ReadonlyMap<string | undefined, T[]>): NonEmpty<T> | undefined {
  const [best] = [...groups].filter(([key]) => key !== undefined).sort(([, a], [, b]) => b.length - a.length)
  const [first, ...rest] = best?.[1] ?? []
  return first === undefined ? undefined : [first, ...rest]
}

const plain = /^(?:VariableDeclaration|FunctionDeclaration|ClassDeclaration|TS(?:Interface|TypeAlias|Enum)Declaration)$/

/** The text of a statement that declares one thing and is short enough to be read. */
function plainText(declaration: Declaration, { code }: Snippet): string | undefined {
  const declared = statementOf(declaration)
  if (!declared || !plain.test(declared.type)) return undefined
  if (declared.type === 'VariableDeclaration' && !onlyVariable(declared)) return undefined
  const text = code.text.slice(declared.start, declared.end)
  // What may be anything is unknown, whoever says so.
  return text.split('\n').length > mostLines || /\bany\b/.test(text) ? undefined : text
}

/** The class of a variable that is made by `new`. */
function classOf(declaration: Declaration): string | undefined {
  const declared = statementOf(declaration)
  const made = declared && childOf(onlyVariable(declared) ?? declared, 'init')
  const callee = made?.type === 'NewExpression' ? childOf(made, 'callee') : undefined
  return callee?.type === 'Identifier' ? String(callee.name) : undefined
}

function statementOf({ statement }: Declaration): SyntaxNode | undefined {
  return statement.type === 'ExportNamedDeclaration' ? childOf(statement, 'declaration') : statement
}

function onlyVariable(declared: SyntaxNode): SyntaxNode | undefined {
  const [variable, ...others] = listOf(declared, 'declarations')
  return variable && others.length === 0 && childOf(variable, 'id')?.type === 'Identifier' ? variable : undefined
}

/** The imports that a statement needs; `undefined` if it needs a file of the example that it was taken from. */
function importsOf(
  text: string,
  snippet: Snippet,
  shown: ReadonlyMap<string, ShownImport>,
): readonly NeededImport[] | undefined {
  const { free } = findNames(parseCode(text, snippet.language).program)
  const imports: NeededImport[] = []
  for (const name of free.keys()) {
    const own = snippet.names.declared.get(name)?.find(({ from }) => from)?.from
    const from = own ?? (snippet.names.declared.has(name) ? undefined : shown.get(name))
    if (from && /^[./]/.test(from.module)) return undefined
    // Anything else is global, or what another candidate declares: the compiler is asked.
    if (from) imports.push({ local: name, statement: importStatement(from.name, name, `'${from.module}'`) })
  }
  return imports
}
