import { describe, expect, it } from 'vitest'
import { tangleFiles } from './entangled-project.ts'

const pieces = [
  ...['```', '``` {.python #a}', '``` {.python file=x.py}', '  ``` {.ts #b', '}', '````', '~~~markdown', '~~~', '---'],
  ...[
    '<<a>>',
    '  <<b>>',
    '<<x.py>>',
    '<!--',
    '-->',
    '#| id: a',
    '#| file: [',
    '#!/bin/sh',
    '\t',
    '\uFEFF',
    '\u0085',
    '',
  ],
  ...['entangled:', '  version: "2.4"', '  style: basic', '\ud800', '```python', '{', '#', '"', '\\'],
]

/** The same numbers on every run (Park and Miller's generator). */
function numbers(seed: number): () => number {
  let state = seed
  return () => {
    state = (state * 48271) % 2147483647
    return state
  }
}

describe('a source', () => {
  // Each seed is one project of two pages. What is read may be nonsense, but it is read to the end.
  it.each(Array.from({ length: 60 }, (_, index) => index + 1))('may contain anything (%i)', async (seed) => {
    const next = numbers(seed)
    const page = () =>
      Array.from(
        { length: 5 + (next() % 60) },
        () => `${pieces[next() % pieces.length]}${next() % 4 === 0 ? '' : '\n'}`,
      ).join('')
    const style = seed % 2 === 0 ? 'style = "basic"\n' : ''
    const tangled = await tangleFiles({
      'entangled.toml': `version = "2.0"\n${style}hooks = ["quarto_attributes", "spdx_license"]\n`,
      'a.md': page(),
      'b.md': page(),
    })
    for (const { lines, text } of tangled.targets) {
      expect(text).toBe(lines.map((line) => `${line.text}\n`).join(''))
    }
    for (const { location } of tangled.diagnostics) {
      const lines = tangled.pages.find((found) => found.path === location?.file)?.lines
      if (lines && location) expect(location.start.line).toBeLessThan(lines.length)
    }
  })
})

it('many parts of one name are read one by one, not each with all before it', async () => {
  const count = 16_000
  const parts = Array.from({ length: count }, (_, index) => `\`\`\` {.python #p}\nx${index}\n\`\`\`\n`).join('')
  const { targets } = await tangleFiles({ 'a.md': `\`\`\` {.python file=x.py}\n<<p>>\n\`\`\`\n${parts}` })
  expect(targets[0]?.lines).toHaveLength(3 * count + 2)
  expect(targets[0]?.lines.at(-3)?.text).toBe(`x${count - 1}`)
})
