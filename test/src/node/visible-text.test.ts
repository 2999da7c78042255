import { expect, test } from 'vitest'
import { visibleText } from '../../../src/node/visible-text.ts'

test.each([
  ['Grüße 🌊 日本', 'Grüße 🌊 日本'],
  ['\u001b]52;c;AAAA\u0007', '␛]52;c;AAAA␇'],
  ['a\nb\r\tc\u0000', 'a␊b␍␉c␀'],
  ['\u007f\u009b31m', '␡\\u{9b}31m'],
  ['a\u202eb\u2066c', 'a\\u{202e}b\\u{2066}c'],
  ['a\u2028b\u2029c', 'a\\u{2028}b\\u{2029}c'],
  ['\ufeffa\u200bb', '\\u{feff}a\\u{200b}b'],
  ['\ud83d', '\\u{d83d}'],
])('%j is shown as %s', (text, expected) => {
  expect(visibleText(text)).toBe(expected)
})
