import { describe, expect, it } from 'vitest'
import { findLinks } from '../../../tangle/parse/find-links.ts'

/** `1:5 ./a.md`, with both numbers as people count. */
function places(...lines: string[]): string[] {
  return findLinks(lines).map(({ href, position }) => `${position.line + 1}:${position.column + 1} ${href}`)
}

describe('findLinks', () => {
  it.each<[what: string, lines: string[], expected: string[]]>([
    ['a link', ['See [a](./a.md).'], ['1:9 ./a.md']],
    ['an image', ['![a](a.png "title")'], ['1:6 a.png']],
    ['an image in a link', ['[![a](a.png)](b.md)'], ['1:7 a.png', '1:15 b.md']],
    [
      'equal links in one paragraph',
      ['[a](a.md) and', '[b](a.md), [c](a.md#x)'],
      ['1:5 a.md', '2:5 a.md', '2:16 a.md#x'],
    ],
    ['a bracketed address', ['[a](<a b.md>)'], ['1:6 a b.md']],
    ['a reference and its definition', ['[a][x] [b][x]', '', '[x]: ./a.md "title"'], ['3:6 ./a.md']],
    ['a definition that nothing refers to', ['> [x]: <./a b.md>'], ['1:9 ./a b.md']],
    ['a heading', ['# [a](a.md)', '', '[b](b.md)', '==='], ['1:7 a.md', '3:5 b.md']],
    [
      'a table',
      ['| a | b |', '| - | - |', '| [a](a.md) | [b](b.md) |', '| x | [b](b.md) |'],
      ['3:7 a.md', '3:19 b.md', '4:11 b.md'],
    ],
    ['a list in a quote', ['> - x', '>   [a](a.md)'], ['2:9 a.md']],
    ['HTML', ['<p>', '<a class="x" href="a.md">a</a> <img src=b.png>', '</p>'], ['2:20 a.md', '2:41 b.png']],
    ['HTML in a paragraph', ["One <a href='a.md'>a</a>, <a href='a.md'>b</a>"], ['1:14 a.md', '1:36 a.md']],
    ['an address in another script, and encoded', ['[a](b%20c.md) [d](ü.md)'], ['1:5 b%20c.md', '1:19 ü.md']],
  ])('finds %s', (_what, lines, expected) => {
    expect(places(...lines)).toEqual(expected)
  })

  it.each<[what: string, lines: string[]]>([
    ['a code span', ['`[a](a.md)`']],
    ['a block of code', ['```md', '[a](a.md)', '[x]: a.md', '```']],
    ['code by indent', ['x', '', '    [a](a.md)']],
    ['a comment', ['<!-- [a](a.md) <a href="b.md"> -->', '', 'x <!-- <a href="c.md"> -->']],
    ['a comment beside HTML', ['<p><!-- <a href="a.md"> --></p>']],
    ['a bound attribute', ['<a :href="page">a</a>']],
    ['an autolink', ['<https://example.com>']],
    ['front matter', ['---', 'a: "[a](a.md)"', '---']],
    ['an empty address', ['[a]()']],
    ['an escaped bracket', ['\\[a](a.md)']],
  ])('finds nothing in %s', (_what, lines) => {
    expect(places(...lines)).toEqual([])
  })

  it('is linear in the number of links and of open tags', () => {
    const links = Array.from({ length: 20_000 }, (_, at) => `[a](./p${at}.md)`)
    expect(findLinks(links)).toHaveLength(20_000)
    expect(findLinks(['<p>', '<a '.repeat(50_000)])).toEqual([])
  })
})
