import { describe, expect, it } from 'vitest'
import { compilePythonPattern } from '../../../../tangle/entangled/python/pattern.ts'

describe('a regular expression of Python', () => {
  it.each([
    ['(?P<indent>\\s*)```\\s*{(?P<properties>[^{}]*)}\\s*$', '  ``` {.a}', { indent: '  ', properties: '.a' }],
    ['^(?P<a>\\~\\~)(?P=a)$', '~~~~', { a: '~~' }],
    ['(?P<a>x{2})y{,2}', 'xxyy', { a: 'xx' }],
    ['(?P<a>[]x\\]]+)', ']x]', { a: ']x]' }],
    ['(?P<a>[\\w-]+)', 'é-1_', { a: 'é-1_' }],
    ['(?i)(?P<a>ABC)', 'abc', { a: 'abc' }],
    ['(?P<a>\\S+)\\Z', 'abc', { a: 'abc' }],
    ['(?P<a>{})', '{}', { a: '{}' }],
    ['(?P<a>\\d+)\\"', '12"', { a: '12' }],
  ])('%s finds its groups in %s', (pattern, text, groups) => {
    expect({ ...compilePythonPattern(pattern).exec(text)?.groups }).toEqual(groups)
  })

  it('matches from the start', () => {
    expect(compilePythonPattern('b').test('ab')).toBe(false)
    expect(compilePythonPattern('a|b').test('xb')).toBe(false)
  })

  it('takes no byte order mark for white space, but a separator', () => {
    const pattern = compilePythonPattern('\\s*x')
    expect(pattern.test('\uFEFFx')).toBe(false)
    expect(pattern.test('\x1cx')).toBe(true)
  })

  it('says where its groups are', () => {
    expect(compilePythonPattern('ab(?P<c>c)').exec('abc')?.indices?.groups?.c).toEqual([2, 3])
  })

  it.each(['(?P<a>', 'a**', '(?P<a>x)++'])('that nobody understands is an error: %s', (pattern) => {
    expect(() => compilePythonPattern(pattern)).toThrow(SyntaxError)
  })
})
