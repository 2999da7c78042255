import type { Diagnostic } from '../../model/diagnostic.ts'
import type { Location } from '../../model/location.ts'
import type { ParseFailure } from './import-scan.ts'
import type { ImportConflict } from './merge-imports.ts'
import type { PlacedText } from './pieces.ts'

/** One name from two modules, at the second one. */
export function importProblems(conflicts: readonly ImportConflict[], placed: PlacedText): Diagnostic[] {
  return conflicts.map(({ name, first, second }) => {
    const location = locateOffset(placed, second, name.length)
    const earlier = locateOffset(placed, first, name.length)
    return {
      code: 'import-conflict',
      severity: 'error',
      message: `\`${name}\` is imported from two places into one target.`,
      ...(location && { location }),
      ...(earlier && { related: [{ message: 'the first import', location: earlier }] }),
      hint: 'Import one of them under another name: `import { name as other }`.',
    }
  })
}

/** A program that does not parse keeps its imports where they are. */
export function unparsedImports({ message, offset }: ParseFailure, placed: PlacedText): Diagnostic {
  const location = locateOffset(placed, offset, 1)
  return {
    code: 'unparsed-imports',
    severity: 'warning',
    message: `No import was moved, since the target does not parse: ${message.replace(/\.?$/, '.')}`,
    ...(location && { location }),
    hint: 'Imports stay where they stand until the target is a program. `tangle check` says what else is wrong with it.',
  }
}

function locateOffset(placed: PlacedText, offset: number, length: number): Location | undefined {
  const origin = placed.originAt(offset)
  if (!origin) return undefined
  const { block, position } = origin
  return { file: block.page, start: position, end: { line: position.line, column: position.column + length } }
}
