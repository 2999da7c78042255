import type { Diagnostic } from '../model/diagnostic.ts'
import type { Origin, TargetLine } from '../model/origin-map.ts'
import { LineOffsets } from '../parse/line-offsets.ts'
import type { ImportScan } from './import-scan.ts'
import type { ImportStatement } from './import-statement.ts'
import { type ImportedModule, ImportWriter, mergeImports } from './merge-imports.ts'
import { readPlainImports } from './plain-imports.ts'
import { concatLines, joinLines, sliceLine } from './target-text.ts'
import { TokenImports } from './token-imports.ts'

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
  const move = planMove(path, joinLines(lines))
  return move ? new Hoister(lines, move).hoist() : { lines, diagnostics: [] }
}

/** {@link hoistImports} for a text without places; `undefined` if there is something to report. */
export function hoistImportsOfText(path: string, text: string): string | undefined {
  if (!hoistable.test(path) || !text.includes('import')) return text
  const move = planMove(path, text)
  if (!move) return text
  if (move.merge.conflicts.length > 0) return undefined
  const lines = text.split('\n').map((line): TargetLine => ({ text: line, segments: [] }))
  // What stands behind the last newline is no line.
  lines.pop()
  return joinLines(new Hoister(lines, move).hoist().lines)
}

/** Where the imports of a target go, and what becomes of them. */
interface Move {
  readonly imports: ImportScan['imports']
  readonly merge: ReturnType<typeof mergeImports>
  readonly headLine: number
}

/** `undefined` if they stay as they are. */
function planMove(path: string, text: string): Move | undefined {
  const plain = readPlainImports(path, text)
  // All its names are used, and there is nothing to merge it with.
  if (plain?.imports.length === 1 && plain.head().isComplete) return undefined
  const scan = plain ?? new TokenImports(text)
  if (scan.imports.length === 0) return undefined
  const merge = mergeImports(scan.imports, scan.usedNames())
  const head = scan.head()
  if (merge.isTidy && head.isComplete && merge.conflicts.length === 0) return undefined
  return { imports: scan.imports, merge, headLine: head.line }
}

class Hoister {
  readonly #lines: readonly TargetLine[]
  readonly #offsets: LineOffsets
  readonly #move: Move

  constructor(lines: readonly TargetLine[], move: Move) {
    this.#lines = lines
    this.#offsets = new LineOffsets(lines.map(({ text }) => text))
    this.#move = move
  }

  hoist(): HoistResult {
    const { merge, headLine } = this.#move
    return {
      lines: this.#rebuild(merge.modules, headLine),
      diagnostics: merge.conflicts.map((conflict) => this.#report(conflict)),
    }
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
    for (const statement of this.#move.imports.toReversed()) {
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
