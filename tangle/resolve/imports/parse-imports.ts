import type { StaticImport } from 'oxc-parser'
import type { ImportFinder, ImportScan, ImportStatement, ParseFailure, Span } from './import-scan.ts'
import { type ParsedProgram, parseProgram, type SyntaxNode } from './parse-program.ts'
import { toStatement } from './to-statement.ts'
import { Trivia } from './trivia.ts'

/** Finds the imports of a program with oxc-parser: the {@link ImportFinder} of Node. */
export const parseImports: ImportFinder = (path, text) => {
  try {
    const program = parseProgram(path, text)
    const failure = findFailure(program)
    return failure ?? new ParsedImports(path, text, program)
  } catch (error) {
    return { message: error instanceof Error ? error.message : String(error), offset: 0 }
  }
}

/**
 * A parser that lost its way gives no tree. Errors beside a tree, such as a `return` at the top, are for the compiler to
 * report: the places of the imports are known all the same.
 */
function findFailure(program: ParsedProgram): ParseFailure | undefined {
  const [error] = program.errors
  if (!error || program.body.length > 0) return undefined
  return { message: error.message, offset: error.offset }
}

class ParsedImports implements ImportScan {
  readonly imports: readonly ImportStatement[]
  readonly comments: readonly Span[]
  readonly directives: readonly Span[]
  readonly reexports: readonly Span[]
  readonly #program: ParsedProgram

  constructor(path: string, text: string, program: ParsedProgram) {
    const { module, comments } = program
    this.#program = program
    this.comments = comments
    this.reexports = module.staticExports.filter(({ entries }) => entries.some((entry) => entry.moduleRequest))
    const trivia = new Trivia(text, comments)
    const first = text.charAt(trivia.next(0))
    this.directives = first === '"' || first === "'" ? directivesOf(program.body) : []
    const own = module.staticImports.map((found) => toStatement(text, found, trivia))
    const hidden = hasOthers(text, program) ? findNested(path, text, program) : []
    const nested = hidden.map((found) => toStatement(text, found, trivia))
    this.imports = nested.length === 0 ? own : [...own, ...nested].sort((a, b) => a.start - b.start)
  }

  isModuleAnyway(): boolean {
    const { module, body } = this.#program
    return module.staticExports.length > 0 || module.importMetas.length > 0 || body.some(isModuleSyntax)
  }
}

/** What the list of exports does not have: `export {}`, `export =`, `import x = require()`. */
function isModuleSyntax(node: SyntaxNode): boolean {
  if (node.type === 'TSImportEqualsDeclaration')
    return (node.moduleReference as SyntaxNode | undefined)?.type === 'TSExternalModuleReference'
  return /^(?:Export|TSExportAssignment|TSNamespaceExport)/.test(node.type)
}

function directivesOf(body: readonly SyntaxNode[]): Span[] {
  const end = body.findIndex((node) => typeof node.directive !== 'string')
  return body.slice(0, end === -1 ? undefined : end)
}

const word = /\bimport\b/g

/** Whether the word `import` stands in some other place than the parser's lists and comments: it has no list of imports in functions. */
function hasOthers(text: string, { module, comments }: ParsedProgram): boolean {
  const known = new Set(
    [...module.staticImports, ...module.dynamicImports, ...module.importMetas].map(({ start }) => start),
  )
  let at = 0
  for (const { index } of text.matchAll(word)) {
    while ((comments[at]?.end ?? Number.POSITIVE_INFINITY) <= index) at++
    const isInComment = (comments[at]?.start ?? Number.POSITIVE_INFINITY) <= index
    if (!isInComment && !known.has(index)) return true
  }
  return false
}

/** The imports in functions and classes. Each is parsed by itself, which puts it on the parser's list. */
function findNested(path: string, text: string, program: ParsedProgram): StaticImport[] {
  const known = new Set(program.module.staticImports.map(({ start }) => start))
  const found: StaticImport[] = []
  // Without recursion: how deep a program nests is up to its author.
  const open: unknown[] = [...program.body]
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (typeof node !== 'object' || node === null) continue
    const { type, start, end } = node as Partial<SyntaxNode>
    if (type === 'TSModuleDeclaration' || type === 'TSGlobalDeclaration') continue
    if (type !== 'ImportDeclaration') {
      for (const child of Object.values(node)) if (child) open.push(child)
      continue
    }
    if (start === undefined || known.has(start)) continue
    const [own] = parseProgram(path, text.slice(start, end)).module.staticImports
    if (own) found.push(moveBy(own, start))
  }
  return found
}

function moveBy(found: StaticImport, by: number): StaticImport {
  const move = <T extends { start: number | null; end: number | null }>(span: T): T => ({
    ...span,
    start: span.start === null ? null : span.start + by,
    end: span.end === null ? null : span.end + by,
  })
  return {
    ...move(found),
    moduleRequest: move(found.moduleRequest),
    entries: found.entries.map((entry) => ({
      ...entry,
      importName: move(entry.importName),
      localName: move(entry.localName),
    })),
  }
}
