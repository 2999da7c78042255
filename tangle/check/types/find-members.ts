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

/** Something that a name stands for at one of its places. */
export interface Named<T> {
  readonly thing: T
  /** It is not there as a member or a key of something else. */
  readonly isAlone: boolean
}

/** What a compiler tells about things that have members: types, and modules. */
export interface MemberReader<T> {
  /** Everything that a name stands for in a file, wherever it is written there. */
  named(path: string, name: string): readonly Named<T>[]
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
  const known = new Map<string, readonly Named<T>[]>()
  const named = (path: string, name: string) => {
    const key = `${path} ${name}`
    const found = known.get(key) ?? reader.named(path, name)
    known.set(key, found)
    return found
  }
  return questions.map(({ paths, chain, isShared = false }) => {
    const [first = '', ...members] = chain
    const inFiles: (readonly Named<T>[])[] = []
    for (const path of paths) {
      const found = named(path, first)
      inFiles.push(found)
      // Where one file has the member, the compiler is not asked about the others.
      const answer = isShared ? undefined : follow(reader, ownerOf(reader, [found], false), members)
      if (answer && answer.missing === undefined) return answer
    }
    return follow(reader, ownerOf(reader, inFiles, isShared), members)
  })
}

function ownerOf<T>(
  reader: MemberReader<T>,
  inFiles: readonly (readonly Named<T>[])[],
  isShared: boolean,
): readonly T[] {
  const alone = inFiles.map((named) => named.filter(({ isAlone }) => isAlone).map(({ thing }) => thing))
  // A key or a member of that name may be what a page means, but does not say what a page can mean.
  if (!alone.flat().some((thing) => reader.hasMembers(thing))) return []
  return isShared ? sharedOf(reader, alone) : inFiles.flat().map(({ thing }) => thing)
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
    const reached: T[] = []
    const found: T[] = []
    for (const level of levelsFrom(reader, things)) {
      reached.push(...level)
      found.push(...level.flatMap((thing) => reader.member(thing, name)))
      // Each step further is a question to the compiler, and where the last one leads to is not asked.
      if (found.length > 0 && at === members.length - 1) return { names: [] }
    }
    if (found.length === 0) {
      const isUnclear = reached.length >= mostThings || reached.some((thing) => reader.isOpen(thing))
      if (isUnclear || !reached.some((thing) => reader.hasMembers(thing))) return undefined
      return { missing: at + 1, names: [...new Set(reached.flatMap((thing) => reader.names(thing)))] }
    }
    things = found
  }
  return { names: [] }
}

/** Some things, then their parts, then the parts of these: each once. */
function* levelsFrom<T>(reader: MemberReader<T>, start: readonly T[]): Generator<readonly T[]> {
  const found = new Set<unknown>()
  let level = start
  for (let step = 0; step <= depth && level.length > 0; step++) {
    const added = level.filter((thing) => {
      const id = reader.idOf(thing)
      if (found.has(id) || found.size >= mostThings) return false
      found.add(id)
      return true
    })
    yield added
    level = added.flatMap((thing) => reader.parts(thing))
  }
}
