import { dedent } from './region-lines.ts'

/**
 * What a block should show of a file: all of a region. Of a whole file it may show a part: lines that follow each other,
 * those that have most in common with what it says now.
 */
export function linesToShow(
  shown: readonly string[],
  file: readonly string[],
  region: string | undefined,
): readonly string[] | undefined {
  const lines = dedent(shown)
  const whole = dedent(file)
  if (region !== undefined || lines.length === 0 || lines.length >= whole.length) return whole
  let best: readonly string[] | undefined
  let bestScore = 0
  for (let start = 0; start + lines.length <= file.length; start++) {
    const window = dedent(file.slice(start, start + lines.length))
    const score = lines.filter((line, at) => line.trim() !== '' && line === window[at]).length
    if (score > bestScore) [best, bestScore] = [window, score]
    if (lines.every((line, at) => line === window[at])) return window
  }
  return best
}

export function isShown(shown: readonly string[], wanted: readonly string[]): boolean {
  const lines = dedent(shown)
  return lines.length === wanted.length && lines.every((line, at) => line === wanted[at])
}
