/**
 * How well a text answers a question, from 0 to 1: the share of the question's words that occur in it. Words count by
 * their beginnings, so that "ships" finds "ship"; those that every question has do not count.
 */
export function scoreText(question: string, text: string): number {
  const wanted = wordsOf(question)
  if (wanted.size === 0) return 0
  const there = wordsOf(text)
  const hits = [...wanted].filter((word) => there.has(word)).length
  return Math.round((hits / wanted.size) * 1000) / 1000
}

const COMMON = new Set(
  'a an and are at by do does for from how in is it many much of on or the to was what when where which who with'.split(
    ' ',
  ),
)

/** The subject of a text: its words by their beginnings, without those that every text has. */
export function wordsOf(text: string): Set<string> {
  const words = text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []
  return new Set(words.filter((word) => !COMMON.has(word)).map(stem))
}

function stem(word: string): string {
  return word.length > 4 ? word.replace(/(?:ing|ed|es|s|e)$/, '') : word.length > 3 ? word.replace(/s$/, '') : word
}
