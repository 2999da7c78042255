/** The first of the most numbers that follow one another: `[2, 7, 8, 9]` gives 7. `undefined` for an empty list. */
export function longestRun(numbers: readonly number[]): number | undefined {
  let best: { readonly first: number; readonly length: number } | undefined
  let first = 0
  numbers.forEach((number, at) => {
    if (numbers[at - 1] !== number - 1) first = number
    const length = number - first + 1
    if (length > (best?.length ?? 0)) best = { first, length }
  })
  return best?.first
}
