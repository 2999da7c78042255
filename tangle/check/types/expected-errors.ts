import type { Block } from '../../model/block.ts'
import type { Diagnostic } from '../../model/diagnostic.ts'
import type { Target } from '../../model/origin-map.ts'

/** An error of the compiler and the block that it is in. */
export interface PlacedError {
  readonly diagnostic: Diagnostic
  readonly block: Block | undefined
}

/**
 * Takes away the errors that blocks announce with `check=error expect=TS2339`, and adds one for each such block that
 * compiles after all (syntax specification, 13.1).
 */
export function settleExpectedErrors(errors: readonly PlacedError[], targets: readonly Target[]): Diagnostic[] {
  const announced = new Map<Block, string>()
  for (const block of blocksOf(targets)) {
    const code = block.attributes.get('check')?.value === 'error' ? block.attributes.get('expect')?.value : undefined
    if (code !== undefined) announced.set(block, code)
  }
  const met = new Set<Block>()
  const remaining = errors.filter(({ diagnostic, block }) => {
    const code = block && announced.get(block)
    if (!block || code === undefined || !diagnostic.message.startsWith(`${code}:`)) return true
    met.add(block)
    return false
  })
  const missing = [...announced].filter(([block]) => !met.has(block)).map(([block, code]) => missingError(block, code))
  return [...remaining.map(({ diagnostic }) => diagnostic), ...missing]
}

function blocksOf(targets: readonly Target[]): Set<Block> {
  const lines = targets.flatMap((target) => target.lines)
  return new Set(lines.flatMap((line) => line.segments.map(({ origin }) => origin.block)))
}

function missingError(block: Block, code: string): Diagnostic {
  return {
    code: 'expected-type-error',
    severity: 'error',
    message: `The page says that this does not compile, with ${code}, but the compiler does not object.`,
    location: block.attributes.get('expect')?.location ?? block.fence,
    hint: 'Take `check=error` away, or make the block show the mistake again.',
  }
}
