import { wordsOf } from '../search/score.ts'

const DIMENSIONS = 64

/** A text as a vector of length 1: each of its words is one of 64 directions, so that texts with common words are near. */
export function embedText(text: string): readonly number[] {
  const vector = Array<number>(DIMENSIONS).fill(0)
  for (const word of wordsOf(text)) {
    const place = directionOf(word)
    vector[place] = (vector[place] ?? 0) + 1
  }
  const length = Math.hypot(...vector) || 1
  return vector.map((value) => value / length)
}

function directionOf(word: string): number {
  let hash = 0
  for (const character of word) hash = (hash * 31 + (character.codePointAt(0) ?? 0)) % 1_000_003
  return hash % DIMENSIONS
}
