import type { Block } from '../model/block.ts'
import type { Origin, Target } from '../model/origin-map.ts'
import type { BlockIndex } from '../resolve/block-index.ts'
import { expand } from '../resolve/expand.ts'
import { type ImportFinder, type ImportScan, type ImportStatement, isFailure } from '../resolve/imports/import-scan.ts'
import { PlacedText } from '../resolve/imports/pieces.ts'
import { joinLines } from '../resolve/target-text.ts'
import { blockLineOf } from './placed-line.ts'

interface LineRange {
  readonly start: number
  readonly end: number
}

/** Reads the imports of a target, and of lines that somebody gave it. Without a finder no line is an import. */
export class ImportReader {
  readonly #path: string
  readonly #find: ImportFinder | undefined

  constructor(path: string, find: ImportFinder | undefined) {
    this.#path = path
    this.#find = find
  }

  /** None where there is anything that does not parse. */
  find(text: string): readonly ImportStatement[] {
    return this.#scan(text)?.imports ?? []
  }

  /** The imports of some lines; `undefined` if there is anything else, but for comments and empty lines. */
  readOnlyImports(lines: readonly string[]): readonly ImportStatement[] | undefined {
    const text = lines.join('\n')
    const scan = this.#scan(text)
    if (!scan || scan.imports.length === 0) return undefined
    let rest = ''
    let at = 0
    for (const { start, end } of [...scan.imports, ...scan.comments].sort((a, b) => a.start - b.start)) {
      rest += text.slice(at, start)
      at = Math.max(at, end)
    }
    return (rest + text.slice(at)).trim() === '' ? scan.imports : undefined
  }

  /** Whether some lines are import statements and empty lines, and nothing else. Empty lines alone count, too. */
  isOnlyImports(lines: readonly string[]): boolean {
    return lines.every((line) => line.trim() === '') || this.readOnlyImports(lines) !== undefined
  }

  /** Where the statements stand in blocks that the imports of a target were made of. */
  locate({ root }: Target, index: BlockIndex): StatementPlaces {
    const { lines } = expand(index.keyOf(root.name ?? this.#path, root), index)
    const placed = new PlacedText(lines)
    return new StatementPlaces(
      this.find(joinLines(lines)).flatMap(({ start, end }) => {
        const [first, last] = [placed.originAt(start), placed.originAt(end - 1)]
        return first && last && first.block === last.block ? [{ first, last }] : []
      }),
    )
  }

  #scan(text: string): ImportScan | undefined {
    if (!this.#find || !text.includes('import')) return undefined
    const scan = this.#find(this.#path, text)
    return isFailure(scan) ? undefined : scan
  }
}

/** The import statements of blocks. */
export class StatementPlaces {
  readonly #ranges = new Map<Block, { readonly first: Origin; readonly last: Origin }[]>()

  constructor(statements: readonly { readonly first: Origin; readonly last: Origin }[]) {
    for (const statement of statements) {
      const { block } = statement.first
      const known = this.#ranges.get(block)
      if (known) known.push(statement)
      else this.#ranges.set(block, [statement])
    }
  }

  /** The lines of its block that the import takes which an origin stands in. */
  rangeOf(origin: Origin): LineRange {
    const { line, column } = origin.position
    const statement = this.#ranges.get(origin.block)?.find(({ first: { position: from }, last: { position: to } }) => {
      const isBehindStart = from.line < line || (from.line === line && from.column <= column)
      return isBehindStart && (line < to.line || (line === to.line && column <= to.column))
    })
    if (!statement) return { start: blockLineOf(origin), end: blockLineOf(origin) + 1 }
    return { start: blockLineOf(statement.first), end: blockLineOf(statement.last) + 1 }
  }
}
