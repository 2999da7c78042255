import type { ImportedName, ImportStatement, Span } from './import-scan.ts'
import type { ImportedModule, MergedName } from './merge-imports.ts'
import type { OwnedImport } from './own-comments.ts'
import { create, joinPieces, type Piece } from './pieces.ts'
import { isBlank, lineEnd, lineStart } from './trivia.ts'

/** A longer import is broken into one name a line. */
const maximumWidth = 100

/** Writes merged imports in pieces whose every name still knows where it came from. */
export class ImportWriter {
  readonly #text: string
  readonly #comments: ReadonlyMap<ImportedName, readonly Span[]>

  /** `comments` are those that stand with a name, inside of its statement. */
  constructor(text: string, comments: ReadonlyMap<ImportedName, readonly Span[]>) {
    this.#text = text
    this.#comments = comments
  }

  write({ imports, names, isVerbatim }: ImportedModule): Piece[] {
    const [first, ...others] = imports
    if (!first) return []
    const { statement } = first
    if (isVerbatim || statement.names.length === 0) return [...this.#dedent(first.start, first.end), create('\n')]
    const above = imports.flatMap((owned) => this.#commentsAbove(owned))
    const statements = this.#toStatements(names).map(([lone, listed]) => this.#statement(imports, lone, listed))
    // Of a module that nothing is used from, the effect stays.
    if (statements.length === 0) statements.push([create('import ', statement.start), ...this.#end(statement)])
    const [behind, ...more] = [first, ...others].flatMap(({ statement: { end }, end: ownEnd }) =>
      end < ownEnd ? [{ start: end, end: ownEnd }] : [],
    )
    return [
      ...above,
      ...more.flatMap((span) => [...this.#dedent(this.#skipSpace(span.start), span.end), create('\n')]),
      ...statements.flatMap((pieces, at) => [...pieces, ...(behind && at === 0 ? [behind] : []), create('\n')]),
    ]
  }

  /** Which names can share a statement: a namespace none with names, and a default type with nothing. */
  #toStatements(names: readonly MergedName[]): [lone: MergedName | undefined, listed: readonly MergedName[]][] {
    const listed = names.filter(({ name }) => name.imported !== '*' && name.imported !== 'default')
    const whole = names.filter(({ name }) => name.imported === '*')
    const [main, ...others] = names.filter(({ name }) => name.imported === 'default')
    const alone = [...whole, ...others].map((name): [MergedName, []] => [name, []])
    if (main && !main.isType) return [...alone, [main, listed]]
    return [
      ...alone,
      ...(main ? [[main, []] as [MergedName, []]] : []),
      ...(listed.length > 0 ? [[undefined, listed] as [undefined, MergedName[]]] : []),
    ]
  }

  #statement(imports: readonly OwnedImport[], lone: MergedName | undefined, listed: readonly MergedName[]): Piece[] {
    const [first, ...others] = imports.map(({ statement }) => statement)
    if (!first) return []
    const all = lone ? [lone, ...listed] : listed
    const isType = all.every(({ owner, isType }) => isType && (owner.statement.keyword === 'import type' || lone))
    const keyword = first.keyword === 'import type' ? 'import' : first.keyword
    const start = create(`${isType ? 'import type' : keyword} `, first.start, ...others.map(({ start }) => start))
    const end = [create(' from '), ...this.#end(first)]
    const head = [start, ...(lone ? this.#name(lone, true, '') : [])]
    if (listed.length === 0) return [...head, ...end]
    if (lone) head.push(create(', '))
    const hasComments = listed.some(({ name }) => this.#comments.has(name))
    const oneLine = [
      ...[...head, create('{ ')],
      ...listed.flatMap((name, at) => [...(at > 0 ? [create(', ')] : []), ...this.#name(name, isType, '')]),
      ...[create(' }'), ...end],
    ]
    if (!hasComments && joinPieces(this.#text, oneLine).length <= maximumWidth) return oneLine
    const lines = listed.flatMap((name) => [create('  '), ...this.#name(name, isType, ','), create('\n')])
    return [...head, create('{\n'), ...lines, create('}'), ...end]
  }

  /** A name with its comments; `mark` follows the name itself. */
  #name(merged: MergedName, isTyped: boolean, mark: string): Piece[] {
    const { name, also, isType } = merged
    const type = isType && !isTyped ? [create('type ')] : []
    const offsets = [name, ...also].map(({ offset }) => offset)
    const locals = [name, ...also].map(({ localOffset }) => localOffset)
    const local = create(this.#text.slice(name.localOffset, name.end), ...locals)
    // `{ default as x }` has become a default of its own.
    const spelling =
      name.offset === name.localOffset || name.imported === 'default'
        ? [local]
        : [create(name.imported, ...offsets), create(' as '), local]
    const comments = this.#comments.get(name) ?? []
    const inFront = comments.filter(({ start }) => start < name.start)
    const behind = comments.filter(({ start }) => start >= name.start)
    const isLine = ({ start }: Span) => this.#text.startsWith('//', start)
    const lone = mark === ''
    return [
      ...inFront.flatMap((span) => [
        span,
        create(!lone ? (this.#isInLineOf(span, name.start) ? ' ' : '\n  ') : isLine(span) ? '\n' : ' '),
      ]),
      ...type,
      ...spelling,
      ...(mark === '' ? [] : [create(mark)]),
      ...behind.flatMap((span, at) => [
        create(' '),
        span,
        ...(isLine(span) && (lone || at < behind.length - 1) ? [create('\n')] : []),
      ]),
    ]
  }

  #isInLineOf({ end }: Span, offset: number): boolean {
    return !this.#text.slice(end, offset).includes('\n')
  }

  /** From the specifier on. */
  #end({ source, sourceOffset, attributes, hasSemicolon }: ImportStatement): Piece[] {
    return [create(source + attributes + (hasSemicolon ? ';' : ''), sourceOffset)]
  }

  #commentsAbove({ statement, start }: OwnedImport): Piece[] {
    if (start === statement.start) return []
    const end = start + this.#text.slice(start, statement.start).trimEnd().length
    return [...this.#dedent(start, end), create('\n')]
  }

  /** A stretch as its author wrote it, without the indent of the place. */
  #dedent(start: number, end: number): Piece[] {
    const column = start - lineStart(this.#text, start)
    const pieces: Piece[] = []
    for (let at = start; at <= end; ) {
      const stop = Math.min(lineEnd(this.#text, at), end)
      const indent = at === start ? 0 : (/^\s*/.exec(this.#text.slice(at, stop))?.[0].length ?? 0)
      pieces.push({ start: at + Math.min(indent, column), end: stop })
      if (stop < end) pieces.push(create('\n'))
      at = stop + 1
    }
    return pieces
  }

  #skipSpace(offset: number): number {
    let at = offset
    while (isBlank(this.#text.charAt(at)) && at < this.#text.length) at++
    return at
  }
}
