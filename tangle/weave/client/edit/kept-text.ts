/** The part of a browser's storage that is used. */
export interface TextStorage {
  getItem(key: string): string | null
  setItem(key: string, value: string): void
  removeItem(key: string): void
}

/** What a reader has made of an example. */
export interface Kept {
  readonly text: string
  /** The page's text that the reader began with. */
  readonly original: string
}

/** Where the change of an example is kept. @param base the address of the site: several may share a storage. */
export function keptKey(base: string, name: string): string {
  return `parley:edit:${base}${name}`
}

/** Keeps the change of one example beyond a reload. A browser that keeps nothing is no reason to fail. */
export class KeptText {
  readonly #storage: () => TextStorage
  readonly #key: string

  /** @param storage asked for at each use: a browser may refuse to give it. */
  constructor(storage: () => TextStorage, key: string) {
    this.#storage = storage
    this.#key = key
  }

  read(): Kept | undefined {
    try {
      const kept: unknown = JSON.parse(this.#storage().getItem(this.#key) ?? 'null')
      return isKept(kept) ? kept : undefined
    } catch {
      return undefined
    }
  }

  /** Whether it is kept. A text that equals the original need not be. */
  write({ text, original }: Kept): boolean {
    try {
      if (text === original) this.#storage().removeItem(this.#key)
      else this.#storage().setItem(this.#key, JSON.stringify({ text, original }))
      return true
    } catch {
      return false
    }
  }
}

function isKept(value: unknown): value is Kept {
  const { text, original } = (value ?? {}) as Partial<Record<keyof Kept, unknown>>
  return typeof text === 'string' && typeof original === 'string'
}
