import { withMissingParts } from '../elisions.ts'
import { type Notation, withoutRemovedLines } from '../notation.ts'
import { withClosedElement, withElementsApart } from './elements.ts'
import { withBodies, withParameters, withParametersAsList } from './heads.ts'
import { withClosedEnd, withNamedPlaceholders, withoutInlineDots } from './left-out.ts'
import {
  withCommasBetweenWays,
  withDecoratorsAsCalls,
  withMembersAsLabels,
  withMembersAsStatements,
  withObjectsAsList,
  withoutMemberDefaults,
} from './members.ts'
import { withOutputAsValue } from './outputs.ts'
import { withFunctionKeywords, withFunctionTypes, withOptionsAsType, withoutSignatureWords } from './signatures.ts'

/** Offsets in a text at which it leaves something out. */
export interface LeftOut {
  /** Where dots stand for more of the same. */
  readonly dotted: readonly number[]
  /** Where `any` has been put in place of a value or a type. */
  readonly missing: readonly number[]
}

/** What a repair makes of a text: another one with the same lines, and further places where it leaves something out. */
interface Repaired {
  readonly text: string
  readonly places?: readonly number[]
  readonly missing?: readonly number[]
}

/** What pages write that is no code, taken away: one kind at a time, in the order in which they are tried. */
const repairs: readonly ((text: string, dotted: readonly number[]) => string | Repaired)[] = [
  withoutSignatureWords,
  withObjectsAsList,
  withoutRemovedLines,
  withMembersAsLabels,
  withCommasBetweenWays,
  withoutMemberDefaults,
  withFunctionTypes,
  withElementsApart,
  withOutputAsValue,
  withBodies,
  withMembersAsStatements,
  withDecoratorsAsCalls,
  withParametersAsList,
  withParameters,
  withFunctionKeywords,
  withOptionsAsType,
  withClosedElement,
  withNamedPlaceholders,
  withClosedEnd,
  withoutInlineDots,
  withoutAnythingMissing,
]

/** A text, and what it leaves out. */
type RepairedText = LeftOut & { readonly text: string }

/**
 * The texts that repairs make of one that does not parse: first by one kind of repair each, then by two together, as for a
 * signature that has dots as well. Those that a repair leaves as they are are not among them.
 */
export function* repairedTexts(text: string, notation: Notation): Generator<RepairedText> {
  const once: { readonly made: RepairedText; readonly next: number }[] = []
  for (const [at, repair] of repairs.entries()) {
    const made = repaired({ text, dotted: startsOf(notation.elidedLines, text), missing: [] }, repair, notation)
    if (!made) continue
    once.push({ made, next: at + 1 })
    yield made
  }
  for (const { made, next } of once) {
    for (const repair of repairs.slice(next)) {
      const twice = repaired(made, repair, notation)
      if (twice) yield twice
    }
  }
}

function repaired(
  before: RepairedText,
  repair: (typeof repairs)[number],
  { elidedLines }: Notation,
): RepairedText | undefined {
  const lines = startsOf(elidedLines, before.text)
  const made = repair(before.text, lines)
  const { text, places = [], missing = [] } = typeof made === 'string' ? { text: made } : made
  if (text === before.text) return undefined
  const moved = (at: number) => samePlace(at, before.text, text)
  const earlier = before.dotted.filter((at) => !lines.includes(at)).map(moved)
  return {
    text,
    dotted: [...startsOf(elidedLines, text), ...earlier, ...places],
    missing: [...before.missing.map(moved), ...missing],
  }
}

/** The offset with the same line and column in another text of the same lines. */
function samePlace(at: number, before: string, after: string): number {
  const line = before.slice(0, at).split('\n').length - 1
  return (lineStarts(after)[line] ?? 0) + at - (lineStarts(before)[line] ?? 0)
}

/** Dots and comments that stand for values, for types, and for more of the same. */
function withoutAnythingMissing(text: string, dotted: readonly number[]): Repaired {
  const full = withMissingParts(text, dotted)
  return { ...withoutInlineDots(full.text), missing: full.places }
}

/** The offsets at which some lines of a text start: their numbers are the same in all texts, their lengths are not. */
export function startsOf(lines: readonly number[], text: string): number[] {
  const starts = lineStarts(text)
  return lines.map((line) => starts[line] ?? 0)
}

/** The offset at which each line of a text starts. */
export function lineStarts(text: string): number[] {
  let at = 0
  return text.split('\n').map((line) => {
    const start = at
    at += line.length + 1
    return start
  })
}
