import type { PageSource } from '../../tangle/model/page.ts'

/** The same numbers on every machine (mulberry32). */
export function randomNumbers(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

const names = ['a', 'b', 'c', 'größe', '名前', 'a.b/c-d:e', 'x.ts', 'p0.md::a', 'ns::b', '__proto__', 'constructor']
const files = [
  'x.ts',
  'y.py',
  'z.js',
  'dir/w.txt',
  './x.ts',
  '../out',
  '/etc/x',
  'X.ts',
  'a b.md',
  'y.py/z',
  '__proto__',
]
const languages = ['ts', 'js', 'python', 'rust', 'text', 'sh', 'console', 'TS', 'c++', '', '🦀', 'md']
const garbage = [
  ...[
    '{',
    '}',
    '{1,3-5}',
    ':line-numbers',
    '[a title]',
    'twoslash',
    '=',
    'a=',
    '=b',
    '"',
    "'",
    '"a b"',
    'k="v',
    "k='v w'",
  ],
  ...[
    '#',
    '##a',
    '.',
    '..x',
    'mode=755',
    'mode=rwx',
    'exit=1',
    'check=skip',
    'reason="x y"',
    'output=x',
    'excerpt=x.ts',
  ],
  ...[
    '\\',
    'k="\\""',
    'a=1 a=2',
    '#a #b',
    'é=ü',
    '\0',
    '\u2028',
    '\u0085',
    ',',
    'label=a,',
    'timeout=5s',
    'constructor=1',
  ],
]
const content = [
  ...[
    'x = 1',
    '',
    '  ',
    '\t',
    'if (x) {',
    '}',
    '日本語 😀 é',
    'a\0b',
    '\uFEFFx',
    'x\u2028y',
    '<!--',
    '-->',
    '# no heading',
  ],
  ...[
    "import { a } from 'm'",
    "import { a } from 'other'",
    "import b, { c as d } from 'm'",
    "import * as n from 'n'",
    "import 'side'",
    'import {',
  ],
  ...[
    "import type { T } from 't'",
    "export { a } from 'm'",
    '`${`',
    '/* import',
    '*/',
    "'use strict'",
    '#!/usr/bin/env x',
  ],
  ...['//| id: a', '#| file: y.py', '//| [', '# ~/~ begin <<a.md#b>>[init]', '$ echo x', '> x', '\\<<a>>', 'x <<a>> y'],
  ...['a(n, d, T, b)', '````', '~~~', '```', '```ts {#a}', '---'],
]
const prose = [
  ...[
    'Some text.',
    '',
    '',
    '# Heading',
    '***',
    '---',
    '| a | b |',
    '| - | - |',
    '<div>',
    '</div>',
    '<!-- one line -->',
  ],
  ...[
    '<!--',
    '-->',
    '<details>',
    '[a]: /b "c',
    '```',
    '- item',
    '1. item',
    '    indented',
    '> quote',
    '\tindented',
    '$$',
  ],
]

/** Text that looks like Markdown with blocks, good and bad, and now and then is damaged. */
export function randomPages(seed: number): PageSource[] {
  const next = randomNumbers(seed)
  const below = (limit: number) => Math.floor(next() * limit)
  const pick = <T>(items: readonly T[]): T => items[below(items.length)] as T
  const often = (share: number) => next() < share
  const times = <T>(count: number, make: () => T): T[] => Array.from({ length: count }, make)

  const info = (): string => {
    const attributes = [
      ...(often(0.7) ? [`#${pick(names)}`] : []),
      ...(often(0.45) ? [`file=${often(0.3) ? `"${pick(files)}"` : pick(files)}`] : []),
      ...(often(0.25) ? times(1 + below(3), () => pick(garbage)) : []),
    ].join(' ')
    return pick([
      () => `{.${pick(languages)} ${attributes}}`,
      () => `${pick(languages)} {${attributes}}`,
      () => `${pick(languages)} ${attributes}`,
      () => ` {.${pick(languages)} ${attributes}}  `,
      () => `{${pick(languages)}, label=${pick(names)}, file=${pick(files)}}`,
      () => pick(languages),
    ])()
  }
  const line = (): string => {
    if (often(0.3)) return `${pick(['', '  ', '\t', '      '])}<<${pick(names)}>>${pick(['', '', ' ', ';'])}`
    return often(0.02) ? 'long '.repeat(2000) : pick(content)
  }
  const fence = (): string[] => {
    const mark = pick(['```', '```', '```', '````', '~~~', '~~~~~'])
    const header = often(0.15)
      ? times(1 + below(2), () => `${pick(['//', '#', '--'])}| ${pick(['id: a', 'file: y.py', 'x: [', 'k: 1'])}`)
      : []
    const close = often(0.9) ? [often(0.95) ? mark : `${mark} x`] : []
    return [`${mark}${info()}`, ...header, ...times(below(6), line), ...close]
  }
  const inside = (lines: readonly string[]): string[] => {
    const prefix = pick(['> ', '>', '  ', '    ', '\t', '> > ', '- ', '1. '])
    const rest = prefix.trim() === '-' ? '  ' : prefix === '1. ' ? '   ' : prefix
    return lines.map((text, at) => (often(0.03) ? text : `${at === 0 ? prefix : rest}${text}`))
  }
  const part = (): string[] => {
    const kind = next()
    if (kind < 0.3) return times(1 + below(3), () => pick(prose))
    if (kind < 0.4) return ['<!--', ...fence(), '-->']
    if (kind < 0.55) return inside(fence())
    if (kind < 0.6) return ['````md', ...fence(), '````']
    return fence()
  }
  const page = (): string => {
    const frontMatter = often(0.15)
      ? [
          '---',
          pick(['tangle: { namespace: ns }', 'tangle: { namespace: global }', '- list', 'a: [', 'a: &a [*a]']),
          '---',
        ]
      : []
    const lines = [...frontMatter, ...times(1 + below(10), part).flat()]
    const ends = pick([['\n'], ['\n'], ['\r\n'], ['\n', '\r\n', '\r']])
    const text = lines.map((text) => `${text}${pick(ends)}`).join('')
    return (often(0.05) ? '\uFEFF' : '') + (often(0.2) ? damage(text) : text)
  }
  const damage = (text: string): string => {
    const at = below(text.length)
    const length = below(12)
    return pick([
      () => text.slice(0, at),
      () => text.slice(0, at) + text.slice(at + length),
      () => text.slice(0, at) + text.slice(at, at + length).repeat(3) + text.slice(at + length),
      () =>
        `${text.slice(0, at)}${pick(['\0', '\uD800', '\u200B', '`', '<<', '>>', '{', '\r', '\u2029'])}${text.slice(at)}`,
    ])()
  }
  return times(1 + below(3), page).map((text, at) => ({ path: `p${at}.md`, text }))
}
