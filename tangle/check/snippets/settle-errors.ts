import type { Diagnostic } from '../../model/diagnostic.ts'
import { locate } from '../../model/location.ts'
import type { CompilerError } from '../types/compiler.ts'
import type { SnippetVerdict } from './judge-target.ts'

/** Errors of one block, after what the block itself says about them. */
export interface SettledErrors {
  readonly remaining: readonly (readonly [verdict: SnippetVerdict, error: CompilerError])[]
  /** Errors that the block announces and that are not there. */
  readonly missing: readonly Diagnostic[]
}

/**
 * Takes away the errors that a block announces, with `check=error expect=TS2339` or in the notation of twoslash, and
 * reports those that it announces in vain.
 *
 * @param verdicts Of all alternatives of one block.
 */
export function settleErrors(verdicts: readonly SnippetVerdict[]): SettledErrors {
  const [first] = verdicts
  if (!first) return { remaining: [], missing: [] }
  const { snippet } = first.target
  const { block, notation } = snippet
  const expect = block.attributes.get('check')?.value === 'error' ? block.attributes.get('expect') : undefined
  const announced = [...notation.errors, ...(expect ? [Number(expect.value.replace(/^TS/, ''))] : [])]
  const found = new Set(verdicts.flatMap(({ all }) => all.map(({ code }) => code)))
  // What was announced for another version, this one need not say; and where names are unknown, nothing is known.
  const isOpen = snippet.isOld || verdicts.some((verdict) => verdict.isOpen)
  const ignored = notation.noErrors
  const remaining = verdicts.flatMap((verdict) =>
    verdict.errors
      .filter(({ code }) => ignored !== 'all' && !ignored.includes(code) && !announced.includes(code))
      .map((error) => [verdict, error] as const),
  )
  const isVain = (codes: readonly number[]) => codes.length > 0 && !isOpen && !codes.some((code) => found.has(code))
  // A list of twoslash names all errors that there may be.
  const vain = [
    ...(isVain(notation.errors) ? [notation.errors] : []),
    ...(expect && isVain(announced.slice(-1)) ? [announced.slice(-1)] : []),
  ]
  const line = snippet.lines[notation.errorsLine]
  const place = line && locate(block.page, line.position, line.text.length)
  return {
    remaining,
    missing: vain.map((codes) => ({
      code: 'expected-type-error',
      // Twoslash goes on without a word, and its readers see nothing of it.
      severity: codes === notation.errors && snippet.isTwoslash ? 'warning' : 'error',
      message: `The page says that this does not compile, with ${codes.map((code) => `TS${code}`).join(' or ')}, but the compiler does not object.`,
      location: (codes === notation.errors ? place : undefined) ?? expect?.location ?? block.fence,
      hint: 'Do not announce the error any more, or make the block show the mistake again.',
    })),
  }
}
