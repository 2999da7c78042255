import type { CompilerError } from './compiler.ts'
import { isLike } from './like-names.ts'

/** What a compiler says of a name that it does not know: as it is, as of a library, or with one that is like it. */
const unknownName: ReadonlySet<number> = new Set([
  ...[2304, 2503, 2552, 2580, 2581, 2582, 2583, 2584, 2591, 2592, 2593, 2662, 2663, 2833, 2868, 18004],
])

/** Those of a name that nothing seems to be like. */
const withoutLikeness: ReadonlySet<number> = new Set([2304, 2503, 18004])

/** For so many unknown names, a compiler looks for one that is like it; for all later ones of a program, it does not. */
const mostLikenesses = 10

/** Where a name can come from that an unknown one is like. */
export interface NameSources {
  /** The text of a file of the program. */
  textOf(path: string): string
  /** At least every name that a module sees without importing it. Asked for once, if at all. */
  globalNames(): Iterable<string>
}

/**
 * The files of a program of which the compiler may say something else where they are alone, in groups of which it says
 * that as well. A program costs time, so files are not in question whose unknown names are like nothing that they see.
 */
export function groupUnknownNames(errors: readonly CompilerError[], sources: NameSources): string[][] {
  const unknown = errors.filter(({ code }) => unknownName.has(code))
  if (unknown.length <= mostLikenesses) return []
  const counts = new Map<string, number>()
  for (const { path } of unknown) counts.set(path, (counts.get(path) ?? 0) + 1)
  // It is alone already.
  if (counts.size === 1) return []
  const groups: string[][] = []
  let room = 0
  for (const path of filesInQuestion(unknown, sources)) {
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

/** Those with an unknown name that may be like another one. */
function filesInQuestion(unknown: readonly CompilerError[], sources: NameSources): Set<string> {
  const names = new Map<string, Set<string>>()
  for (const { path, start, length, code } of unknown) {
    if (!withoutLikeness.has(code)) continue
    names.set(path, (names.get(path) ?? new Set()).add(sources.textOf(path).slice(start, start + length)))
  }
  if (names.size === 0) return new Set()
  const globals = [...new Set(sources.globalNames())]
  const likeGlobals = new Map<string, boolean>()
  const isLikeGlobal = (name: string) => {
    const known = likeGlobals.get(name) ?? globals.some((other) => isLike(name, other))
    likeGlobals.set(name, known)
    return known
  }
  const isInQuestion = (path: string, unknownThere: ReadonlySet<string>) => {
    const words = wordsOf(sources.textOf(path))
    return [...unknownThere].some((name) => isLikeGlobal(name) || words.some((word) => isLike(name, word)))
  }
  return new Set([...names].filter(([path, unknownThere]) => isInQuestion(path, unknownThere)).map(([path]) => path))
}

/** Whatever can be a name in a text and is none of a member. */
export function wordsOf(text: string): string[] {
  return [...new Set(text.match(/(?<![\p{L}\p{N}_$]|(?<!\.\.)\.)[\p{L}\p{N}_$]+/gu))]
}
