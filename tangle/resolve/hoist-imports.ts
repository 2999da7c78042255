import type { Diagnostic } from '../model/diagnostic.ts'
import type { Origin, TargetLine } from '../model/origin-map.ts'
import { findImports, type ImportStatement, isInvisible, type PlacedToken, placeTokens } from './import-statement.ts'
import { type ImportedModule, ImportWriter, mergeImports } from './merge-imports.ts'
import { concatLines, joinLines, LineOffsets, sliceLine } from './target-text.ts'
import { hasTidyHead } from './tidy-head.ts'

export interface HoistResult {
  readonly lines: readonly TargetLine[]
  readonly diagnostics: readonly Diagnostic[]
}

const hoistable = /\.[cm]?[jt]sx?$/

/**
 * Moves the static imports of an expanded JavaScript or TypeScript target to its top, merged per module, without names
 * that nothing uses, so that a fragment may show the import it needs where its reader needs it (syntax specification,
 * 14). A target whose imports are in order already stays as it is, to the letter.
 */
export function hoistImports(path: string, lines: readonly TargetLine[]): HoistResult {
  if (!hoistable.test(path) || !lines.some((line) => line.text.includes('import'))) return { lines, diagnostics: [] }
  return new Hoister(lines).hoist()
}

/** {@link hoistImports} for a text without places; `undefined` if there is something to report. */
export function hoistImportsOfText(path: string, text: string): { text: string; lineCount?: number } | undefined {
  if (!hoistable.test(path) || !text.includes('import') || hasTidyHead(path, text)) return { text }
  const lines = text.split('\n').map((line): TargetLine => ({ text: line, segments: [] }))
  // What stands behind the last newline is no line.
  lines.pop()
  const hoisted = new Hoister(lines).hoist()
  if (hoisted.diagnostics.length > 0) return undefined
  return hoisted.lines === lines ? { text } : { text: joinLines(hoisted.lines), lineCount: hoisted.lines.length }
}

class Hoister {
  readonly #lines: readonly TargetLine[]
  readonly #offsets: LineOffsets
  readonly #tokens: readonly PlacedToken[]
  readonly #imports: readonly ImportStatement[]

  constructor(lines: readonly TargetLine[]) {
    this.#lines = lines
    this.#offsets = new LineOffsets(lines)
    this.#tokens = placeTokens(joinLines(lines))
    this.#imports = findImports(this.#tokens)
  }

  hoist(): HoistResult {
    const unchanged = { lines: this.#lines, diagnostics: [] }
    if (this.#imports.length === 0) return unchanged
    const { modules, conflicts, isTidy } = mergeImports(this.#imports, this.#usedNames())
    const head = this.#head()
    if (isTidy && head.isComplete && conflicts.length === 0) return unchanged
    return {
      lines: this.#rebuild(modules, head.line),
      diagnostics: conflicts.map((conflict) => this.#report(conflict)),
    }
  }

  /** Every identifier outside the imports. */
  #usedNames(): Set<string> {
    const used = new Set<string>()
    let next = 0
    for (const token of this.#tokens) {
      while (token.offset >= (this.#imports[next]?.end ?? Number.POSITIVE_INFINITY)) next++
      const statement = this.#imports[next]
      if (statement && token.offset >= statement.start) continue
      if (token.type === 'IdentifierName') used.add(token.value)
    }
    return used
  }

  /** The line where imports belong: behind a shebang, directives and a comment that an empty line sets off. */
  #head(): { line: number; isComplete: boolean } {
    const visible = this.#tokens.filter((token) => !isInvisible(token) && token.type !== 'HashbangComment')
    let at = 0
    while (visible[at]?.type === 'StringLiteral' && this.#isDirective(visible, at)) {
      at++
      if (visible[at]?.value === ';') at++
    }
    const first = visible[at]
    let inHead = 0
    for (let token = first; token && token.offset === this.#imports[inHead]?.start; token = visible[at]) {
      const end = this.#imports[inHead++]?.end ?? 0
      while ((visible[at]?.offset ?? Number.POSITIVE_INFINITY) < end) at++
    }
    let line = first ? this.#offsets.positionAt(first.offset).line : 0
    const lowest = this.#tokens[0]?.type === 'HashbangComment' ? 1 : 0
    if (inHead === 0) while (line > lowest && this.#isComment(line - 1)) line--
    return { line, isComplete: inHead === this.#imports.length }
  }

  #isDirective(visible: readonly PlacedToken[], at: number): boolean {
    const [token, next] = [visible[at], visible[at + 1]]
    if (!token || !next || next.value === ';') return true
    return (
      this.#offsets.positionAt(token.offset).line < this.#offsets.positionAt(next.offset).line &&
      !/^[.([+]/.test(next.value)
    )
  }

  #isComment(line: number): boolean {
    return /^\s*(\/\/|\/\*|\*)/.test(this.#lines[line]?.text ?? '')
  }

  #rebuild(modules: readonly ImportedModule[], headLine: number): TargetLine[] {
    const writer = new ImportWriter(
      (offset) => this.#originAt(offset),
      (statement) => this.#verbatim(statement),
    )
    const imports = modules.flatMap((module) => writer.write(module))
    const before: TargetLine[] = []
    const after: TargetLine[] = []
    let hole = false
    this.#withoutImports().forEach((line, index) => {
      const list = index < headLine ? before : after
      if (line === undefined) {
        hole = true
        return
      }
      // Where an import was, one of two empty lines around it is enough, and none at the start of a body.
      const previous = list.at(-1)
      const isBlank = line.text.trim() === ''
      if (isBlank && hole && (previous === undefined || previous.text.trim() === '' || /[{([]\s*$/.test(previous.text)))
        return
      hole = hole && isBlank
      list.push(line)
    })
    while (after[0]?.text.trim() === '') after.shift()
    const gap = imports.length > 0 && after.length > 0 ? [{ text: '', segments: [] }] : []
    const top =
      before.length > 0 && before.at(-1)?.text.startsWith('#!') && imports.length > 0
        ? [{ text: '', segments: [] }]
        : []
    return [...before, ...top, ...imports, ...gap, ...after]
  }

  /** The lines with every import cut out; `undefined` where nothing is left of a line. */
  #withoutImports(): (TargetLine | undefined)[] {
    const result: (TargetLine | undefined)[] = [...this.#lines]
    for (const statement of [...this.#imports].reverse()) {
      const start = this.#offsets.positionAt(statement.start)
      const end = this.#offsets.positionAt(statement.end)
      const first = result[start.line] ?? { text: '', segments: [] }
      const last = result[end.line] ?? { text: '', segments: [] }
      const rest = concatLines(sliceLine(first, 0, start.column), sliceLine(last, end.column))
      for (let line = start.line; line <= end.line; line++) result[line] = undefined
      if (rest.text.trim() !== '') result[start.line] = rest
    }
    return result
  }

  /** A statement as its author wrote it, without the indent of the place. */
  #verbatim(statement: ImportStatement): TargetLine[] {
    const start = this.#offsets.positionAt(statement.start)
    const end = this.#offsets.positionAt(statement.end)
    return this.#lines.slice(start.line, end.line + 1).map((line, index) => {
      const indent = line.text.length - line.text.trimStart().length
      const from = index === 0 ? start.column : Math.min(start.column, indent)
      return sliceLine(line, from, start.line + index === end.line ? end.column : undefined)
    })
  }

  #originAt(offset: number): Origin | undefined {
    const { line, column } = this.#offsets.positionAt(offset)
    return sliceLine(this.#lines[line] ?? { text: '', segments: [] }, column).segments[0]?.origin
  }

  #report({ name, first, second }: { name: string; first: number; second: number }): Diagnostic {
    const place = (offset: number) => {
      const origin = this.#originAt(offset)
      if (!origin) return undefined
      const { block, position } = origin
      return { file: block.page, start: position, end: { line: position.line, column: position.column + name.length } }
    }
    const [location, earlier] = [place(second), place(first)]
    return {
      code: 'import-conflict',
      severity: 'error',
      message: `\`${name}\` is imported from two places into one target.`,
      ...(location && { location }),
      ...(earlier && { related: [{ message: 'the first import', location: earlier }] }),
      hint: 'Import one of them under another name: `import { name as other }`.',
    }
  }
}
