import type { ImportDeclaration } from 'oxc-parser'
import type { ImportFinder, ImportScan, ImportStatement, ParseFailure, Span } from './import-scan.ts'
import { type ParsedProgram, parseProgram, readBody, type SyntaxNode } from './parse-program.ts'
import { toStatement } from './to-statement.ts'
import { Trivia } from './trivia.ts'

/** Finds the imports of a program with oxc-parser: the {@link ImportFinder} of Node. */
export const parseImports: ImportFinder = (path, text) => {
  try {
    const program = parseProgram(path, text)
    return findFailure(program) ?? new ParsedImports(text, program)
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
  if (!error || readBody(program).length > 0) return undefined
  return { message: error.message, offset: error.offset }
}

class ParsedImports implements ImportScan {
  readonly imports: readonly ImportStatement[]
  readonly comments: readonly Span[]
  readonly directives: readonly Span[]
  readonly #program: ParsedProgram

  constructor(text: string, program: ParsedProgram) {
    this.#program = program
    this.comments = program.comments
    const trivia = new Trivia(text, program.comments)
    const first = text.charAt(trivia.next(0))
    this.directives = first === '"' || first === "'" ? directivesOf(readBody(program)) : []
    this.imports = findDeclarations(text, program).map((node) => toStatement(text, node, trivia))
  }

  get reexports(): ImportScan['reexports'] {
    return readBody(this.#program)
      .filter(({ type, source }) => type.startsWith('Export') && source)
      .map(({ start, end, exportKind }) => ({ start, end, isType: exportKind === 'type' }))
  }

  isModuleAnyway(): boolean {
    return readBody(this.#program).some(isModuleSyntax) || this.#program.json.includes(importMeta)
  }
}

const importMeta = '{"type":"MetaProperty","meta":{"type":"Identifier","decorators":[],"name":"import"'

function isModuleSyntax(node: SyntaxNode): boolean {
  if (node.type === 'TSImportEqualsDeclaration')
    return (node.moduleReference as SyntaxNode | undefined)?.type === 'TSExternalModuleReference'
  return /^(?:Export|TSExportAssignment|TSNamespaceExport)/.test(node.type)
}

function directivesOf(body: readonly SyntaxNode[]): Span[] {
  const end = body.findIndex((node) => typeof node.directive !== 'string')
  return body.slice(0, end === -1 ? undefined : end)
}

const declaration = '{"type":"ImportDeclaration"'

/**
 * The imports of a syntax tree in JSON, at any depth. What marks one stands in no string of JSON, which would have a
 * backslash in front of its quotes.
 */
function findDeclarations(text: string, program: ParsedProgram): ImportDeclaration[] {
  const { json } = program
  const found: ImportDeclaration[] = []
  let at = json.indexOf(declaration)
  // In the body of a module or a namespace they stay, and where that is, the whole tree says.
  if (at !== -1 && bodies.test(text)) return walkDeclarations(readBody(program))
  while (at !== -1) {
    const end = endOfObject(json, at)
    found.push(JSON.parse(json.slice(at, end)))
    at = json.indexOf(declaration, end)
  }
  return found
}

/** Words that a body of its own may begin with. The text is a twentieth as long as its tree. */
const bodies = /\b(?:module|namespace|global)\b/

const [quote, backslash, opening, closing] = ['"', '\\', '{', '}'].map((sign) => sign.charCodeAt(0))

/** Where the object of a JSON ends that begins at `start`. */
function endOfObject(json: string, start: number): number {
  let depth = 0
  let isString = false
  for (let at = start; at < json.length; at++) {
    const sign = json.charCodeAt(at)
    if (isString && sign === backslash) at++
    else if (sign === quote) isString = !isString
    else if (isString) continue
    else if (sign === opening) depth++
    else if (sign === closing && --depth === 0) return at + 1
  }
  return json.length
}

/** Without recursion: how deep a program nests is up to its author. */
function walkDeclarations(body: readonly SyntaxNode[]): ImportDeclaration[] {
  const found: ImportDeclaration[] = []
  const open: unknown[] = [...body]
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (typeof node !== 'object' || node === null) continue
    const { type } = node as Partial<SyntaxNode>
    if (type === 'TSModuleDeclaration') continue
    if (type === 'ImportDeclaration') found.push(node as ImportDeclaration)
    else for (const child of Object.values(node)) if (child) open.push(child)
  }
  return found.sort((a, b) => a.start - b.start)
}
