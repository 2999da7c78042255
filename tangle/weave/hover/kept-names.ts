import type { DeclaredNames } from './find-reference.ts'
import type { HoverInfo } from './page-hovers.ts'

/** A name in a target. */
export interface TargetName {
  /** Both 0-based. */
  readonly line: number
  readonly column: number
  readonly text: string
  /** Characters of the target in front of it. */
  readonly offset: number
}

/** What a reader is told of a name, and where a reference may have it. */
export interface NamedInfo extends HoverInfo {
  readonly declared?: DeclaredNames
}

/** What has been found out about the names of a target, in the form in which it is kept. */
export interface KeptTarget {
  /** Absolute. */
  readonly path: string
  readonly names: readonly TargetName[]
  readonly infos: readonly NamedInfo[]
  /** The names that were asked about, by their offsets, and the index of what each is; -1 for nothing. */
  readonly described: readonly (readonly [offset: number, index: number])[]
}

/** The names of targets and what they are, as far as somebody has asked. */
export class KnownNames {
  readonly #names = new Map<string, readonly TargetName[]>()
  readonly #infos = new Map<string, Map<number, NamedInfo | undefined>>()

  /** @param kept What was known at an earlier time. Default: nothing. */
  constructor(kept: readonly KeptTarget[] = []) {
    for (const { path, names, infos, described } of kept) {
      this.#names.set(path, names)
      this.#infos.set(path, new Map(described.map(([offset, index]) => [offset, infos[index]])))
    }
  }

  /** The names in a target, found out only once. */
  namesIn(path: string, find: () => readonly TargetName[]): readonly TargetName[] {
    const known = this.#names.get(path) ?? find()
    this.#names.set(path, known)
    return known
  }

  /** What a name is, found out only once: a page with a full example asks for most of its names twice. */
  describe(path: string, offset: number, find: () => NamedInfo | undefined): NamedInfo | undefined {
    const known = this.#infos.get(path) ?? new Map<number, NamedInfo | undefined>()
    this.#infos.set(path, known)
    if (!known.has(offset)) known.set(offset, find())
    return known.get(offset)
  }

  /** All that is known, each description once for a target. */
  toKeep(): KeptTarget[] {
    return [...this.#names].map(([path, names]) => {
      const indexes = new Map<string, number>()
      const described = [...(this.#infos.get(path) ?? [])].map(([offset, info]) => {
        if (!info) return [offset, -1] as const
        const key = JSON.stringify(info)
        const index = indexes.get(key) ?? indexes.size
        indexes.set(key, index)
        return [offset, index] as const
      })
      return { path, names, infos: [...indexes.keys()].map((key): NamedInfo => JSON.parse(key)), described }
    })
  }
}

/** Whether a value that was kept has the form of one. */
export function isKeptTarget(value: unknown): value is KeptTarget {
  const { path, names, infos, described } = (value ?? {}) as Partial<Record<keyof KeptTarget, unknown>>
  return typeof path === 'string' && [names, infos, described].every(Array.isArray)
}
