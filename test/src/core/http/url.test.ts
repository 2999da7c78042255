import { expect, test } from 'vitest'
import { joinUrl, publicUrl } from '../../../../src/core/http/index.ts'

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
])('shows %s without its query', (url, expected) => {
  expect(publicUrl(url)).toBe(expected)
})
