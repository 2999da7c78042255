import { describe, expect, it } from 'vitest'
import { isMap, parseDocument } from 'yaml'
import { PlainYaml } from '../../../tangle/parse/plain-yaml.ts'
import { randomNumbers } from '../random-pages.ts'

function accepts(text: string): boolean {
  const reader = new PlainYaml()
  return text.split('\n').every((line) => reader.accept(line))
}

describe('a mapping without any doubt', () => {
  it.each([
    'title: A page',
    "description: It's (quite) easy, isn't it? Yes, really",
    'title: "With: quotes"\ndate: 2026-11-21',
    "title: 'One #1'",
    'outline: [2, 3]\ntags: []',
    'tags:\n  - one\n  - two, three\norder: 1',
    'tags:\n- one\n- two',
    'title: Größe 🦀\n\ndraft: true',
    'url: https://example.com/a#b',
  ])('%j', (text) => {
    expect(accepts(text)).toBe(true)
    expect(isMap(parseDocument(text).contents)).toBe(true)
  })

  it.each([
    'tangle: x',
    'tangle:\n  namespace: a',
    'a: b: c',
    'a: {b: c}',
    'a: |',
    'a: b\n  c',
    'a: "b',
    'a',
    '- a',
    'a: &b c',
  ])('not %j', (text) => {
    expect(accepts(text)).toBe(false)
  })

  it('is one for a reader of YAML as well', () => {
    const random = randomNumbers(11)
    const pieces = [
      'a',
      'b1',
      'tags',
      ':',
      ': ',
      ' ',
      '- ',
      '  - ',
      '"',
      "'",
      '#',
      ' #',
      '[',
      ']',
      ', ',
      ',',
      '.',
      '-',
      '\\',
    ]
    const more = [
      'é',
      '🦀',
      '%',
      '@',
      '&x',
      '*x',
      '!t',
      '|',
      '>',
      '{',
      '}',
      '?',
      '? ',
      '~',
      'null',
      '0x1f',
      '\t',
      '\u0085',
      '\n',
      '\n',
      '\n',
    ]
    const all = [...pieces, ...more, 'title: ', 'tags:\n', '\n  - ', 'order: 1\n']
    let accepted = 0
    for (let round = 0; round < 60_000; round++) {
      const count = 1 + Math.floor(random() * 8)
      const text = Array.from({ length: count }, () => all[Math.floor(random() * all.length)]).join('')
      if (text.trim() === '' || !accepts(text)) continue
      accepted++
      const document = parseDocument(text, { uniqueKeys: false })
      expect(document.errors, JSON.stringify(text)).toEqual([])
      expect(isMap(document.contents), JSON.stringify(text)).toBe(true)
      expect(document.has('tangle')).toBe(false)
    }
    expect(accepted).toBeGreaterThan(500)
  })
})
