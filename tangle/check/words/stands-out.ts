import { groupBy } from '../../snippets/group-by.ts'
import { isSlipOf } from './is-slip.ts'
import type { PlacedMention, WordForm } from './mention.ts'
import type { Vocabulary } from './vocabulary.ts'

/** So many words of a form may be unknown before they count as words about something else. */
const fewWords = 4

/** Or this part of all the words of the form, if it is no more than one word for so many pages. */
const smallPart = 0.03
const pagesPerWord = 20

/**
 * The unknown words that are probably mistakes, where nobody has configured anything. Pages may speak of things that are
 * no part of the project: then many of their words are unknown, and one more says nothing. Where nearly all are known,
 * one that is not stands out; and so does, anywhere, one that is a slip of the hand away from a word of the project.
 */
export function standsOut(
  unknown: readonly PlacedMention[],
  all: readonly PlacedMention[],
  vocabulary: Vocabulary,
): PlacedMention[] {
  const pageCount = new Set(all.map(({ page }) => page)).size
  const allByStyle = groupBy(all, styleOf)
  return [...groupBy(unknown, styleOf)].flatMap(([style, ofStyle]) => {
    const form = ofStyle[0]?.form ?? 'name'
    const wordCount = new Set(allByStyle.get(style)?.map(({ word }) => word)).size
    const lost = ofStyle.filter((one) => !one.isGiven && !one.isOfCall && isAboutProject(one, vocabulary))
    const lostCount = new Set(lost.map(({ word }) => word)).size
    const limit = Math.max(fewWords, Math.min(wordCount * smallPart, pageCount / pagesPerWord))
    const isMostlyMissing = (form === 'name' || form === 'literal') && vocabulary.lacksMostPackages
    const isKnownGround =
      !onlySlips.has(form) && !isMostlyMissing && (isOwn(style, vocabulary) || lostCount <= wordCount / 4)
    return lostCount <= limit && isKnownGround ? lost : lost.filter((one) => isSlip(one, vocabulary))
  })
}

/**
 * The form of a word, and whether it has underscores: where hardly any word of the project has, one more is that of a
 * server, of a database or of a flag.
 */
function styleOf({ form, word }: PlacedMention): string {
  return (form === 'name' || form === 'literal') && word.includes('_') ? `${form}${withUnderscores}` : form
}

const withUnderscores = ' with underscores'

/** Words of these forms are mostly about something else: about other programs, and about the reader's own. */
const onlySlips: ReadonlySet<WordForm> = new Set<WordForm>(['plain', 'program', 'script', 'module', 'address'])

/** Whether unknown words of a style mean something even if all of them are. */
function isOwn(style: string, { hasSources }: Vocabulary): boolean {
  return style !== 'flag' && !style.endsWith(withUnderscores) && (style !== 'name' || hasSources)
}

/**
 * Variables and paths of other programs are everywhere; those of the project have its beginnings. Without a program it has
 * no flags. Words with a hyphen are names of packages, of classes and of much else.
 */
function isAboutProject(mention: PlacedMention, vocabulary: Vocabulary): boolean {
  const { form, word, page } = mention
  if ((form === 'name' || form === 'literal') && vocabulary.importsWhatIsMissing(page)) return false
  if (form === 'path') return vocabulary.hasFolderOf(word, page)
  if (form === 'flag' && vocabulary.hasPrograms) return true
  if (form === 'variable' && vocabulary.hasVariablesLike(word)) return true
  const isAnything = form === 'variable' || form === 'flag' || (form === 'literal' && word.includes('-'))
  return !isAnything || isSlip(mention, vocabulary)
}

function isSlip({ form, word }: PlacedMention, vocabulary: Vocabulary): boolean {
  return vocabulary.near(word, form, isSlipOf) !== undefined
}
