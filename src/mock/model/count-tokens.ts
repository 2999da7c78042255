/** A count of tokens that follows from the text alone: words, and everything else that is no space, one by one. */
export function countTokens(text: string): number {
  return text.match(/[\p{L}\p{N}]+|[^\s\p{L}\p{N}]/gu)?.length ?? 0
}
