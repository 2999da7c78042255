import { describe, expect, test } from 'vitest'
import { AsyncQueue } from '../../../src/core/async-queue.ts'
import { type PullSource, pull } from '../../../src/core/pull.ts'

/** A source that is told what happens. */
function source() {
  const queue = new AsyncQueue<number>()
  let left = 0
  const leave = () => {
    left++
    queue.end()
  }
  const all: PullSource<number> = { take: () => queue.take(), fill: () => queue.fill(), leave }
  return { queue, iterator: pull(all), left: () => left }
}

const DONE = { done: true, value: undefined }

describe('an iterator over a source', () => {
  test('gives what is there, waits for the rest, and ends', async () => {
    const { queue, iterator, left } = source()
    queue.push(1)
    queue.push(2)
    const values: number[] = []
    for await (const value of iterator) {
      values.push(value)
      if (value === 2) setTimeout(() => [queue.push(3), queue.end()], 1)
    }
    expect(values).toEqual([1, 2, 3])
    expect(await iterator.next()).toEqual(DONE)
    expect(left()).toBe(0)
  })

  test('gives each to one of several who wait, in order', async () => {
    const { queue, iterator } = source()
    const waiting = [iterator.next(), iterator.next(), iterator.next()]
    queue.push(1)
    await Promise.resolve()
    queue.push(2)
    queue.end()
    expect(await Promise.all(waiting)).toEqual([{ done: false, value: 1 }, { done: false, value: 2 }, DONE])
  })

  test('throws what was failed with once, after what is there', async () => {
    const { queue, iterator } = source()
    queue.push(1)
    queue.fail(new Error('no'))
    expect(await iterator.next()).toEqual({ done: false, value: 1 })
    await expect(iterator.next()).rejects.toThrow('no')
    expect(await iterator.next()).toEqual(DONE)
  })

  test('throws what taking throws, and ends', async () => {
    const take = () => {
      throw new Error('no')
    }
    const iterator = pull({ take, fill: async () => true, leave: () => {} })
    await expect(iterator.next()).rejects.toThrow('no')
    expect(await iterator.next()).toEqual(DONE)
  })

  test('is left once, by break, return or throw', async () => {
    const { queue, iterator, left } = source()
    queue.push(1)
    for await (const _ of iterator) break
    await iterator.return()
    expect(left()).toBe(1)
    const other = source()
    const waiting = other.iterator.next()
    await expect(other.iterator.throw(new Error('mine'))).rejects.toThrow('mine')
    expect(await waiting).toEqual(DONE)
    expect(other.left()).toBe(1)
  })

  test('is an async iterator like any other', () => {
    const { iterator } = source()
    expect(iterator[Symbol.asyncIterator]()).toBe(iterator)
  })
})
