import type { Diagnostic } from '../model/diagnostic.ts'
import type { TargetLine } from '../model/origin-map.ts'
import { commentsOfNames } from './imports/comments-of-names.ts'
import { importProblems, unparsedImports } from './imports/diagnose-imports.ts'
import { findHead, isInHead } from './imports/head.ts'
import {
  type ImportedName,
  type ImportFinder,
  type ImportScan,
  type ImportStatement,
  isFailure,
  type ParseFailure,
} from './imports/import-scan.ts'
import { type ImportConflict, mergeImports } from './imports/merge-imports.ts'
import { ownComments } from './imports/own-comments.ts'
import { create, joinPieces, type Piece, PlacedText } from './imports/pieces.ts'
import { Trivia } from './imports/trivia.ts'
import { findUsedNames } from './imports/used-names.ts'
import { cutImports } from './imports/without-imports.ts'
import { ImportWriter } from './imports/write-imports.ts'

/** A target whose imports are at its top. */
export interface HoistedText {
  readonly text: string
  /** Its lines, made of the lines that it had before. */
  place(lines: readonly TargetLine[]): readonly TargetLine[]
  /** What is to be reported, of the lines that it had before. */
  diagnose(lines: readonly TargetLine[]): Diagnostic[]
  readonly hasProblems: boolean
}

/** A script or a program in TypeScript that is more than declarations (14.2). */
const hoistable = /\.[cm]?[jt]sx?$/
const declarations = /\.d\.(?:[^./]+\.)?[cm]?ts$/

/**
 * Moves the static imports of an expanded JavaScript or TypeScript target to its top, merged per module, without names
 * that nothing uses, so that a fragment may show the import it needs where its reader needs it (syntax specification,
 * 14). `undefined` for a target that stays as it is, to the letter: its imports are in order already, or it has none.
 *
 * @param keepsImports Whether a program in TypeScript loads a module of which it uses no name.
 */
export function hoistImports(
  path: string,
  text: string,
  find: ImportFinder,
  keepsImports: (path: string) => boolean = () => false,
): HoistedText | undefined {
  if (!hoistable.test(path) || declarations.test(path) || !text.includes('import')) return undefined
  const scan = find(path, text)
  if (isFailure(scan)) return isInOrder(path, text, find) ? undefined : new Unparsed(text, scan)
  return scan.imports.length === 0 ? undefined : moveImports(path, text, scan, keepsImports)
}

/**
 * Names that a compiler may put in where there is JSX. A tsconfig chooses them (`jsxFactory`, `jsxFragmentFactory`,
 * `reactNamespace`), so what is a default, a whole module, or looks like a function may be one, and of the names that look
 * like components those that libraries use.
 */
function mayBeFactory({ imported, local, isType }: ImportedName): boolean {
  if (isType) return false
  return imported === 'default' || imported === '*' || !/^[A-Z]/.test(local) || factories.has(local)
}

const factories = new Set(['React', 'Preact', 'Inferno', 'Vue', 'JSX', 'Jsx', 'Fragment', 'Frag'])

function moveImports(
  path: string,
  text: string,
  scan: ImportScan,
  keepsImports: (path: string) => boolean,
): HoistedText | undefined {
  const trivia = new Trivia(text, scan.comments)
  const moving = { imports: withReexports(text, scan), comments: scan.comments }
  const owned = ownComments(text, moving, trivia.next(scan.directives.at(-1)?.end ?? 0))
  const isInText = findUsedNames(text, scan.imports)
  const hasJsx = !/\.[cm]?ts$/.test(path) && /<\/|\/>/.test(text)
  const { modules, conflicts, isTidy } = mergeImports(owned, {
    isUsed: (name) => isInText(name.local) || (hasJsx && mayBeFactory(name)),
    keepsEffects: () => /\.[cm]?jsx?$/.test(path) || keepsImports(path),
    textOf: ({ start, end }) => text.slice(start, end),
  })
  if (isTidy && conflicts.length === 0 && isInHead(text, scan, trivia)) return undefined
  const writer = new ImportWriter(text, commentsOfNames(text, scan))
  const imports = modules.flatMap((module) => writer.write(module))
  if (imports.length === 0 && !scan.isModuleAnyway())
    imports.push(create('export {}', owned.at(-1)?.statement.start ?? 0), create('\n'))
  const head = findHead(text, scan, owned, trivia)
  return new Moved(text, [...arrange(text, head, imports, cutImports(text, head, owned, trivia))], conflicts)
}

const reexport = /\bexport\s*(?:\*|\{)/

/**
 * The imports, and the `export … from` that stand in front of one: modules are evaluated in the order in which a program
 * names them.
 */
function withReexports(text: string, scan: ImportScan): readonly ImportStatement[] {
  const last = scan.imports.findLast(({ keyword }) => keyword !== 'import type')?.start
  if (last === undefined || !reexport.test(text)) return scan.imports
  const moving = scan.reexports
    .filter(({ start, isType }) => start < last && !isType)
    .map(({ start, end }): ImportStatement => ({ start, end, keyword: 'export', ...nothing }))
  return [...scan.imports, ...moving].sort((a, b) => a.start - b.start)
}

/** A statement that keeps its own text has no need of more. */
const nothing = { source: '', sourceOffset: 0, attributes: '', names: [], hasSemicolon: false } as const

/** The head, the imports, and all the rest behind an empty line. */
function arrange(text: string, head: number, imports: readonly Piece[], rest: readonly Piece[]): Piece[] {
  const top = text.slice(0, head)
  const line = top.trimEnd()
  // Something else may stand in the line where the head ends.
  const isWhole = top === '' || top.endsWith('\n')
  const before: Piece[] = isWhole ? [{ start: 0, end: head }] : [{ start: 0, end: line.length }, create('\n')]
  const isShebang = line.startsWith('#!') && !line.includes('\n')
  return [
    ...before,
    ...(isShebang && imports.length > 0 && !top.endsWith('\n\n') ? [create('\n')] : []),
    ...imports,
    ...(imports.length > 0 && joinPieces(text, rest).trim() !== '' ? [create('\n')] : []),
    ...rest,
  ]
}

class Moved implements HoistedText {
  readonly text: string
  readonly hasProblems: boolean
  readonly #pieces: readonly Piece[]
  readonly #conflicts: readonly ImportConflict[]

  constructor(text: string, pieces: readonly Piece[], conflicts: readonly ImportConflict[]) {
    this.text = joinPieces(text, pieces)
    this.#pieces = pieces
    this.#conflicts = conflicts
    this.hasProblems = conflicts.length > 0
  }

  place(lines: readonly TargetLine[]): readonly TargetLine[] {
    return new PlacedText(lines).place(this.#pieces)
  }

  diagnose(lines: readonly TargetLine[]): Diagnostic[] {
    return importProblems(this.#conflicts, new PlacedText(lines))
  }
}

class Unparsed implements HoistedText {
  readonly text: string
  readonly hasProblems = true
  readonly #failure: ParseFailure

  constructor(text: string, failure: ParseFailure) {
    this.text = text
    this.#failure = failure
  }

  place(lines: readonly TargetLine[]): readonly TargetLine[] {
    return lines
  }

  diagnose(lines: readonly TargetLine[]): Diagnostic[] {
    return [unparsedImports(this.#failure, new PlacedText(lines))]
  }
}

/** Whether nothing would have to move in a program that does not parse: all above its last import parses, and is imports. */
function isInOrder(path: string, text: string, find: ImportFinder): boolean {
  const starts = [...text.matchAll(/^[^\S\n]*import\b(?!\s*[.(])/gm)]
  const last = starts.at(-1)?.index
  if (last === undefined) return true
  const end = /from\s*(?:'[^'\n]*'|"[^"\n]*")|import\s*(?:'[^'\n]*'|"[^"\n]*")/.exec(text.slice(last))
  const top = text.slice(0, last + (end ? end.index + end[0].length : 0))
  const scan = find(path, top)
  return !isFailure(scan) && (scan.imports.length === 0 || isInHead(top, scan, new Trivia(top, scan.comments)))
}
