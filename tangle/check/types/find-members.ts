/** A name and its members, as somebody wrote them in a row: `['client', 'chat', 'send']`. */
export interface MemberQuestion {
  /** The files in which the first of them stands for something, absolute. */
  readonly paths: readonly string[]
  readonly chain: readonly string[]
  /** Whether the first has to be one and the same variable or type in all files, or nothing can be said. */
  readonly isShared?: boolean
}

export interface MemberAnswer {
  /** Which of the chain its owner does not have; undefined if all are there. */
  readonly missing?: number
  /** The members that the owner has in its place. */
  readonly names: readonly string[]
}

/** What a compiler tells about things that have members: types, and modules. */
export interface MemberReader<T> {
  /**
   * Everything that a name stands for in a file, wherever it is written there.
   *
   * @param isAlone Without what it stands for as a member or a key of something else.
   */
  named(path: string, name: string, isAlone: boolean): readonly T[]
  /** Whether there may be members that nobody has declared: of `any`, of an index, of what is not known yet. */
  isOpen(thing: T): boolean
  /** Whether members are what it is there for: not of a text, a number, nothing, or a function that is just called. */
  hasMembers(thing: T): boolean
  /** What may be meant by it as well: parts of a union, results of a call, an instance, what is waited for. */
  parts(thing: T): readonly T[]
  member(thing: T, name: string): readonly T[]
  names(thing: T): readonly string[]
  idOf(thing: T): unknown
}

/** How far parts of parts are followed: a call gives a promise, which gives one of two types. */
const depth = 4

/** More places of one name say nothing more. */
const mostThings = 200

/**
 * Looks up members on what their owners are. Rather one is taken for known than one too many for unknown: a name stands
 * for all that it is anywhere in the files.
 *
 * @returns For each question, `undefined` if nothing can be said.
 */
export function findMembers<T>(
  reader: MemberReader<T>,
  questions: readonly MemberQuestion[],
): (MemberAnswer | undefined)[] {
  const owners = new Map<string, readonly T[]>()
  return questions.map(({ paths, chain, isShared }) => {
    const [first = '', ...members] = chain
    const key = JSON.stringify([first, paths])
    const ownerOf = () => {
      const alone = paths.map((path) => reader.named(path, first, true))
      // A key or a member of that name may be what a page means, but does not say what a page can mean.
      if (!alone.flat().some((thing) => reader.hasMembers(thing))) return []
      return reach(
        reader,
        isShared ? sharedOf(reader, alone) : paths.flatMap((path) => reader.named(path, first, false)),
      )
    }
    const owner = owners.get(key) ?? ownerOf()
    owners.set(key, owner)
    return follow(reader, owner, members)
  })
}

/** All that a name is, if there is something that it is in every file which has it; nothing if it is one thing here and another there. */
function sharedOf<T>(reader: MemberReader<T>, inFiles: readonly (readonly T[])[]): readonly T[] {
  const ids = inFiles
    .filter((things) => things.length > 0)
    .map((things) => new Set(things.filter((thing) => reader.hasMembers(thing)).map((thing) => reader.idOf(thing))))
  const [first = new Set(), ...others] = ids
  return [...first].some((id) => others.every((other) => other.has(id))) ? inFiles.flat() : []
}

function follow<T>(reader: MemberReader<T>, owner: readonly T[], members: readonly string[]): MemberAnswer | undefined {
  let things = owner
  for (const [at, name] of members.entries()) {
    const found = things.flatMap((thing) => reader.member(thing, name))
    if (found.length === 0) {
      const isUnclear = things.length >= mostThings || things.some((thing) => reader.isOpen(thing))
      if (isUnclear || !things.some((thing) => reader.hasMembers(thing))) return undefined
      return { missing: at + 1, names: [...new Set(things.flatMap((thing) => reader.names(thing)))] }
    }
    things = reach(reader, found)
  }
  return { names: [] }
}

/** Some things and their parts, each once. */
function reach<T>(reader: MemberReader<T>, start: readonly T[]): T[] {
  const found = new Map<unknown, T>()
  let level = start
  for (let step = 0; step <= depth && level.length > 0; step++) {
    const added = level.filter((thing) => {
      const id = reader.idOf(thing)
      if (found.has(id) || found.size >= mostThings) return false
      found.set(id, thing)
      return true
    })
    level = added.flatMap((thing) => reader.parts(thing))
  }
  return [...found.values()]
}
