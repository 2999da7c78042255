import type { CompilerError } from './compiler.ts'

/** What a compiler says of a name that it does not know: as it is, as of a library, or with one that is like it. */
const unknownName: ReadonlySet<number> = new Set([
  ...[2304, 2503, 2552, 2580, 2581, 2582, 2583, 2584, 2591, 2592, 2593, 2662, 2663, 2833, 2868, 18004],
])

/** Those of a name that nothing seems to be like. */
const withoutLikeness: ReadonlySet<number> = new Set([2304, 2503, 18004])

/** For so many unknown names, a compiler looks for one that is like it; for all later ones of a program, it does not. */
const mostLikenesses = 10

/**
 * The files of a program of which the compiler may say something else where they are alone, in groups of which it says
 * that as well.
 */
export function groupUnknownNames(errors: readonly CompilerError[]): string[][] {
  const unknown = errors.filter(({ code }) => unknownName.has(code))
  if (unknown.length <= mostLikenesses) return []
  const counts = new Map<string, number>()
  for (const { path } of unknown) counts.set(path, (counts.get(path) ?? 0) + 1)
  const open = new Set(unknown.filter(({ code }) => withoutLikeness.has(code)).map(({ path }) => path))
  // It is alone already.
  if (counts.size === 1) return []
  const groups: string[][] = []
  let room = 0
  for (const path of open) {
    const count = counts.get(path) ?? 0
    if (count > room) {
      groups.push([])
      room = mostLikenesses
    }
    groups.at(-1)?.push(path)
    room -= count
  }
  return groups
}
