import { withMissingParts } from './elisions.ts'
import { type Notation, withoutRemovedLines } from './notation.ts'
import {
  withBodies,
  withClosedEnd,
  withCommasBetweenWays,
  withDecoratorsAsCalls,
  withElementsApart,
  withFunctionKeywords,
  withMembersAsLabels,
  withObjectsAsList,
  withOptionsAsType,
  withOutputAsValue,
  withoutInlineDots,
  withoutMemberDefaults,
  withoutSignatureWords,
  withParameters,
  withParametersAsList,
} from './repairs.ts'

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
  withElementsApart,
  withOutputAsValue,
  withBodies,
  withDecoratorsAsCalls,
  withParametersAsList,
  withParameters,
  withFunctionKeywords,
  withOptionsAsType,
  withClosedEnd,
  withoutInlineDots,
  withoutAnythingMissing,
]

/** The texts that repairs make of one that does not parse, those that a repair leaves as they are not among them. */
export function* repairedTexts(
  text: string,
  { elidedLines }: Notation,
): Generator<LeftOut & { readonly text: string }> {
  const dotted = startsOf(elidedLines, text)
  for (const repair of repairs) {
    const made = repair(text, dotted)
    const { text: repaired, places = [], missing = [] } = typeof made === 'string' ? { text: made } : made
    if (repaired !== text) yield { text: repaired, dotted: [...startsOf(elidedLines, repaired), ...places], missing }
  }
}

/** Dots and comments that stand for values, for types, and for more of the same. */
function withoutAnythingMissing(text: string): Repaired {
  const full = withMissingParts(text)
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
