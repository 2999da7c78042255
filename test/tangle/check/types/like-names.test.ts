import TypeScript from 'typescript'
import { describe, expect, it } from 'vitest'
import { isLike } from '../../../../tangle/check/types/like-names.ts'

const { getSpellingSuggestion } = TypeScript as unknown as {
  getSpellingSuggestion(
    name: string,
    candidates: readonly string[],
    nameOf: (name: string) => string,
  ): string | undefined
}

describe('a name that is like an unknown one', () => {
  it.each([
    ['totl', 'total', true],
    ['message', 'onmessage', true],
    ['promise', 'Promise', true],
    ['db', 'DB', true],
    ['db', 'dbs', false],
    ['user', 'uses', false],
    ['app', 'app', false],
    ['users', 'unrelated', false],
  ])('%s, %s: %s', (unknown, name, is) => expect(isLike(unknown, name)).toBe(is))

  it('is every one that the compiler offers', () => {
    // A generator of its own, so that the same names are compared each time.
    let seed = 1
    const random = (below: number) => {
      seed = (seed * 48271) % 2147483647
      return seed % below
    }
    const letters = (length: number) => Array.from({ length }, () => 'abAB_$é'[random(7)]).join('')
    const changed = (text: string) => {
      const at = random(text.length + 1)
      return text.slice(0, at) + letters(random(3)) + text.slice(at + random(3))
    }
    const found = { like: 0, offered: 0 }
    for (let count = 0; count < 20_000; count++) {
      const unknown = letters(1 + random(12))
      const name = changed(changed(unknown)) || '_'
      const isOffered = getSpellingSuggestion(unknown, [name], (one) => one) !== undefined
      if (isOffered) expect([unknown, name, isLike(unknown, name)]).toEqual([unknown, name, true])
      found.offered += Number(isOffered)
      found.like += Number(isLike(unknown, name))
    }
    // It lets little through that the compiler does not offer.
    expect(found.offered).toBeGreaterThan(500)
    expect(found.like).toBeLessThan(found.offered * 1.3)
  })

  it('is not looked for in very long ones, which would take long', () => {
    expect(isLike('a'.repeat(100_000), 'b'.repeat(100_000))).toBe(true)
  })
})
