/** Makes the ids of one mock: in the platforms' own shapes, and the same ones for the same seed. */
export interface Ids {
  /** An id of Unique: the prefix and 24 lower-case letters and digits (Unique specification 2.1). */
  token(prefix: string): string
  /** A lower-case UUID, as Dify uses for everything (Dify specification 0). */
  uuid(kind: string): string
  /** A long decimal string, as Unique uses for users and companies. */
  decimal(kind: string): string
}

const ALPHANUMERIC = 'abcdefghijklmnopqrstuvwxyz0123456789'

/** Each kind of id has a sequence of its own, so that one more message does not rename the contents after it. */
export function seededIds(seed: string): Ids {
  const counters = new Map<string, number>()

  function random(kind: string): () => number {
    const count = (counters.get(kind) ?? 0) + 1
    counters.set(kind, count)
    return generator(hash(`${seed}/${kind}/${count}`))
  }

  return {
    token(prefix) {
      const next = random(prefix)
      // A letter first: the real ones are cuids.
      let id = ALPHANUMERIC[next() % 26] ?? 'a'
      while (id.length < 24) id += ALPHANUMERIC[next() % 36] ?? 'a'
      return prefix + id
    },
    uuid(kind) {
      const next = random(kind)
      const hex = Array.from({ length: 32 }, () => (next() % 16).toString(16))
      hex[12] = '4'
      hex[16] = '89ab'[next() % 4] ?? '8'
      const text = hex.join('')
      return [text.slice(0, 8), text.slice(8, 12), text.slice(12, 16), text.slice(16, 20), text.slice(20)].join('-')
    },
    decimal(kind) {
      const next = random(kind)
      return `3${Array.from({ length: 17 }, () => next() % 10).join('')}`
    },
  }
}

/** FNV-1a over the UTF-16 units. */
function hash(text: string): number {
  let value = 0x811c9dc5
  for (let index = 0; index < text.length; index++) {
    value = Math.imul(value ^ text.charCodeAt(index), 0x01000193)
  }
  return value >>> 0
}

/** splitmix32. The upper bits are handed out: they are the well mixed ones. */
function generator(state: number): () => number {
  let value = state
  return () => {
    value = (value + 0x9e3779b9) | 0
    let mixed = Math.imul(value ^ (value >>> 16), 0x21f0aaad)
    mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97)
    return (mixed ^ (mixed >>> 15)) >>> 8
  }
}
