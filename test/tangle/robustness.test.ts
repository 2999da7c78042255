import { describe, expect, it } from 'vitest'
import { tanglePages } from '../../tangle/project/tangle-pages.ts'
import { toSourceMap } from '../../tangle/write/source-map.ts'

/** Pieces that mean something to a part of the toolchain, to be thrown together. */
const pieces = [
  ...['```', '~~~', '````', '``` ', '{', '}', '.ts', 'ts ', '#a', '#b', 'file=x.ts', 'file=y.ts', '"', "'", '='],
  ...['\n', '\n', '\n', '\n', '\r\n', '\r', '\u2028', ' ', '  ', '\t', '> ', '- ', '1. ', '---\n', '\uFEFF', '\0'],
  ...['<!--', '-->', '<details>', '<<a>>', '<<b>>', '  <<a>>', '\\<<a>>', '<<', '>>', 'é', '😀', '{1,3}', ':x', '[t]'],
  ...['import { x } from "y"', 'import', 'export', 'from', '`${', '/*', '*/', '//', 'x(1)', '//| id: a'],
]

/** The same numbers on every machine (mulberry32). */
function numbers(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

function randomPage(seed: number): string {
  const next = numbers(seed)
  const length = 1 + Math.floor(next() * 40)
  // Every other page starts as one that has a target, or hardly any would.
  const start = seed % 2 === 0 ? '```{.ts file=x.ts}\n' : ''
  return start + Array.from({ length }, () => pieces[Math.floor(next() * pieces.length)]).join('')
}

describe('pages that nobody would write', () => {
  it('never make the tangler throw, and every piece of a target is where its origin says', () => {
    let targets = 0
    for (let seed = 0; seed < 4000; seed++) {
      const text = randomPage(seed)
      const tangled = tanglePages([{ path: 'a.md', text }])
      for (const target of tangled.targets) {
        targets++
        toSourceMap(target, tangled.pages)
        for (const line of target.lines) {
          for (const [at, { column, origin }] of line.segments.entries()) {
            const end = line.segments[at + 1]?.column ?? line.text.length
            const piece = line.text.slice(column, end).trim()
            // The words that join a merged import are nobody's.
            if (/^import|from|^export \{\}$/.test(piece)) continue
            const there = tangled.pages[0]?.lines[origin.position.line]?.slice(origin.position.column)
            expect(there, JSON.stringify(text)).toContain(piece)
          }
        }
      }
    }
    expect(targets).toBeGreaterThan(300)
  })

  it.each([
    ['a chain of references as deep as the limit', (size: number) => chain(size)],
    ['many parts of one name', (size: number) => `${fence('file=x.ts', '<<a>>')}${fence('#a', 'x').repeat(size)}`],
  ])('lose no line of %s', (_, page) => {
    for (const size of [200, 400]) {
      const { targets, diagnostics } = tanglePages([{ path: 'a.md', text: page(size) }])
      expect(diagnostics).toEqual([])
      expect(targets[0]?.lines).toHaveLength(size)
    }
  })

  it('end in a diagnostic when references nest too deep', () => {
    const { diagnostics } = tanglePages([{ path: 'a.md', text: chain(10_200) }])
    expect(diagnostics).toMatchObject([{ code: 'expansion-limit', location: { file: 'a.md', start: { line: 1 } } }])
  })
})

function fence(attributes: string, content: string): string {
  return `\`\`\`{.ts ${attributes}}\n${content}\n\`\`\`\n`
}

/** A target whose every line comes from one block deeper. */
function chain(size: number): string {
  const blocks = Array.from({ length: size }, (_, at) => fence(`#n${at}`, at === size - 1 ? 'x' : `x\n<<n${at + 1}>>`))
  return fence('file=x.ts', '<<n0>>') + blocks.join('')
}
