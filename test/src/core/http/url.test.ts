import { expect, test } from 'vitest'
import { joinUrl, pathSegment, publicUrl } from '../../../../src/core/http/index.ts'

test.each([
  ['https://example.com/v1', '/messages', 'https://example.com/v1/messages'],
  ['https://example.com/v1/', 'messages', 'https://example.com/v1/messages'],
  ['https://example.com/v1//', '//messages', 'https://example.com/v1/messages'],
  [' "https://example.com/v1/" ', '/messages', 'https://example.com/v1/messages'],
  ["'https://example.com'", '/messages', 'https://example.com/messages'],
])('joins %s and %s', (base, path, expected) => {
  expect(joinUrl(base, path)).toBe(expected)
})

test.each([
  ['https://example.com/a?sig=1', 'https://example.com/a'],
  ['https://example.com/a#b?c', 'https://example.com/a'],
  ['https://example.com/a', 'https://example.com/a'],
  ['https://user:pass@example.com/a@b', 'https://example.com/a@b'],
  ['https://user@example.com', 'https://example.com'],
])('shows %s without its query', (url, expected) => {
  expect(publicUrl(url)).toBe(expected)
})

test.each([
  ['a', 'a'],
  ['...', '...'],
  ['.a', '.a'],
  ['a/b', 'a%2Fb'],
  ['../a', '..%2Fa'],
  ['%2e%2e', '%252e%252e'],
  ['a?b#c', 'a%3Fb%23c'],
  ['a\\b', 'a%5Cb'],
  [' ', '%20'],
  ['\t\n', '%09%0A'],
  ['日', '%E6%97%A5'],
  ['__proto__', '__proto__'],
])('%j stays in its place, as %s', (id, expected) => {
  expect(pathSegment(id, 'id')).toBe(expected)
  expect(new URL(`https://example.com/a/${pathSegment(id, 'id')}/b`).pathname).toBe(`/a/${expected}/b`)
})

test.each(['', '.', '..', '\ud800', undefined, null, 5, {}])('%j is no id', (id) => {
  expect(() => pathSegment(id as string, 'messageId')).toThrow(
    expect.objectContaining({
      code: 'invalid_argument',
      message: expect.stringMatching(/^messageId is .+, which is no id\.$/),
    }),
  )
})
