import { expect, it } from 'vitest'
import { findAnchors } from '../../../tangle/parse/find-anchors.ts'

it.each<[what: string, lines: string[], expected: string[]]>([
  ['a heading', ['# Set it up, now'], ['set-it-up-now']],
  ['underscores as either generator makes them', ['## `missing_user`'], ['missing_user', 'missing-user']],
  ['a number in front', ['## 1. First'], ['1-first', '_1-first']],
  ['letters with accents', ['## Öffnen'], ['öffnen', 'offnen']],
  ['equal headings', ['# A', '# A', '# A'], ['a', 'a-1', 'a-2']],
  ['a given id', ['# A b {#c}', '# D e {.x #f}'], ['c', 'a-b', 'f', 'd-e']],
  ['a given id in brackets', ['## A [#b]', '## See [c](#d)'], ['b', 'a', 'see-c']],
  ['what components are given', ['<Anchors a b="c" />', '', '<div e="f">'], ['a', 'c']],
  ['a heading with a link and a span', ['# See [the `a`](./a.md) *now*'], ['see-the-a-now']],
  ['a heading with a line below', ['Two words', '---'], ['two-words']],
  ['ids of HTML', ['<a name="x"></a>', '', "y <b id='z'>b</b>"], ['x', 'z']],
  ['no id of code or comments', ['```', '# A', '```', '<!-- <a id="b"> -->'], []],
])('findAnchors reads %s', (_what, lines, expected) => {
  expect([...findAnchors(lines).ids].sort()).toEqual([...expected].sort())
})

it('knows ids with the capitals of their headings', () => {
  expect([...findAnchors(['# Per-Route Guard', '# Über `useLink`', '# Per-Route Guard']).spelled()]).toEqual([
    'Per-Route-Guard',
    'Über-useLink',
    'Per-Route-Guard-1',
    'Uber-useLink',
  ])
})

it('gets past a heading of braces', () => {
  expect(findAnchors([`# ${'{#'.repeat(20_000)}`]).ids.size).toBeGreaterThan(0)
})
