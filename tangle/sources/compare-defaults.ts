import { readComment } from './read-members.ts'
import { type TakenDefault, takenDefaultsIn, toLiteral } from './taken-defaults.ts'

/** A default that the comment of an option states, and that no source takes. */
export interface WrongDefault {
  readonly path: string
  /** Where the option is declared, from 0. */
  readonly line: number
  readonly column: number
  readonly name: string
  /** As the comment has it. */
  readonly stated: string
  /** What the sources take in its place: the first of them. */
  readonly taken: TakenDefault
}

/** An option with a default that is a number, a truth value or a text. */
interface StatedDefault {
  readonly path: string
  /** The last type that is declared above it. */
  readonly type: string | undefined
  readonly name: string
  /** Where the name stands, in characters of the source. */
  readonly start: number
  readonly stated: string
  readonly value: string
}

/**
 * Compares the defaults that comments of options state with what sources take where an option is left out: the file that
 * declares it, or else those that name its type. An option of which nobody takes a literal is passed over.
 *
 * @param texts The sources of a project, by path.
 */
export function compareDefaults(texts: ReadonlyMap<string, string>): WrongDefault[] {
  const code = [...texts].filter(([path]) => /\.[cm]?tsx?$/.test(path))
  const all = code.flatMap(([path, text]) => statedIn(path, text))
  if (all.length === 0) return []
  const takers = findTakers(code)
  return all.flatMap((option): WrongDefault[] => {
    const { path, name, start, stated, value } = option
    const taken = takenOf(option, takers.get(name) ?? [], texts)
    const values = new Set(taken.map((one) => one.value))
    // Another option of the name in the same file may have another default.
    const akin = all.filter((one) => one.path === path && one.name === name)
    const [first] = taken
    const isOfKind = [...values].every((one) => one.startsWith('"') === value.startsWith('"'))
    if (!first || !isOfKind || akin.some((one) => values.has(one.value))) return []
    const before = (texts.get(path) ?? '').slice(0, start).split('\n')
    return [{ path, line: before.length - 1, column: before.at(-1)?.length ?? 0, name, stated, taken: first }]
  })
}

/** The files in which something is taken in the place of a name, by the name. */
function findTakers(code: readonly (readonly [path: string, text: string])[]): Map<string, string[]> {
  const takers = new Map<string, string[]>()
  for (const [path, text] of code) {
    const found = text.matchAll(/(?<=([\w$]+)\s*)\?\?|[{,]\s*([\w$]+)(?:\s*:\s*\w+)?\s*=(?![=>])/g)
    for (const name of new Set([...found].map(([, before, inObject = '']) => before ?? inObject)))
      takers.set(name, [...(takers.get(name) ?? []), path])
  }
  return takers
}

function takenOf(
  { path: home, name, type }: StatedDefault,
  paths: readonly string[],
  texts: ReadonlyMap<string, string>,
) {
  const read = (path: string) => takenDefaultsIn(texts.get(path) ?? '', name, path)
  const own = paths.includes(home) ? read(home) : []
  if (own.length > 0 || type === undefined) return own
  const isNamed = new RegExp(`(?<![\\w$])${type.replace(/\$/g, '\\$')}(?![\\w$])`)
  return paths.flatMap((path) => (path !== home && isNamed.test(texts.get(path) ?? '') ? read(path) : []))
}

/** A comment that states a default, and the option that it stands above. */
const commented =
  /\/\*\*((?:[^*]|\*(?!\/))*?(?:@default|[.!?:*]\s+Default\b)(?:[^*]|\*(?!\/))*)\*\/\s*(?:readonly\s+)?(['"]?)([\w$-]+)\2\?:/g

const declaration = /\b(?:interface|type)\s+([A-Z][\w$]*)/g

function statedIn(path: string, text: string): StatedDefault[] {
  if (!/@default|[.!?:*]\s+Default\b/.test(text)) return []
  const types = [...text.matchAll(declaration)]
  return [...text.matchAll(commented)].flatMap(({ 0: all, 1: comment = '', 3: name = '', index }): StatedDefault[] => {
    const { defaultText: stated = '' } = readComment(`*${comment}`)
    const value = literalOf(stated)
    const start = index + all.lastIndexOf(name)
    const type = types.findLast((one) => one.index < start)?.[1]
    return value === undefined ? [] : [{ path, type, name, start, stated, value }]
  })
}

/** In backticks, a word is a text as well: `auto`. */
function literalOf(text: string): string | undefined {
  const [, word] = /^`([\w.:/-]+)`$/.exec(text.trim()) ?? []
  return toLiteral(text) ?? (word === undefined ? undefined : JSON.stringify(word))
}
