import { expect, test } from 'vitest'
import { KeptText, keptKey, type TextStorage } from '../../../tangle/weave/client/edit/kept-text.ts'

class MemoryStorage implements TextStorage {
  readonly items = new Map<string, string>()

  getItem(key: string): string | null {
    return this.items.get(key) ?? null
  }

  setItem(key: string, value: string): void {
    this.items.set(key, value)
  }

  removeItem(key: string): void {
    this.items.delete(key)
  }
}

const key = keptKey('/site/', 'greet')

function open(storage = new MemoryStorage()) {
  return { storage, kept: new KeptText(() => storage, key) }
}

test('a change is there again, with the text that it began with', () => {
  const { storage, kept } = open()
  expect(kept.read()).toBeUndefined()
  expect(kept.write({ text: 'new', original: 'old' })).toBe(true)
  expect(new KeptText(() => storage, key).read()).toEqual({ text: 'new', original: 'old' })
})

test('each example of each site has its own', () => {
  const { storage, kept } = open()
  kept.write({ text: 'new', original: 'old' })
  expect(new KeptText(() => storage, keptKey('/site/', 'other')).read()).toBeUndefined()
  expect(new KeptText(() => storage, keptKey('/', 'greet')).read()).toBeUndefined()
})

test('the text of the page is not kept', () => {
  const { storage, kept } = open()
  kept.write({ text: 'new', original: 'old' })
  expect(kept.write({ text: 'old', original: 'old' })).toBe(true)
  expect(storage.items.size).toBe(0)
})

test.each(['{', '"text"', 'null', '{"text":1,"original":""}', '{"text":""}'])('%s is not a change', (value) => {
  const { storage, kept } = open()
  storage.setItem(key, value)
  expect(kept.read()).toBeUndefined()
})

test('a storage that is full or refused keeps nothing, and nothing fails', () => {
  const refuse = () => {
    throw new Error('QuotaExceededError')
  }
  const full = new KeptText(() => Object.assign(new MemoryStorage(), { setItem: refuse }), key)
  expect(full.write({ text: 'new', original: 'old' })).toBe(false)
  const refused = new KeptText(refuse, key)
  expect(refused.read()).toBeUndefined()
  expect(refused.write({ text: 'new', original: 'old' })).toBe(false)
})
