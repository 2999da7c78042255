import pc from 'picocolors'
import { expect, it } from 'vitest'
import type { Diagnostic } from '../../tangle/model/diagnostic.ts'
import type { Location, Position } from '../../tangle/model/location.ts'
import { formatDiagnostics } from '../../tangle/report/format-diagnostics.ts'
import type { ResolveOptions } from '../../tangle/resolve/resolve-targets.ts'
import { type Tangled, tanglePages } from '../../tangle/resolve/tangle-pages.ts'
import { toSourceMap } from '../../tangle/write/source-map.ts'
import { misplacedPieces } from './misplaced-pieces.ts'
import { randomPages } from './random-pages.ts'

/** More of them find what is rare: set TANGLE_FUZZ_ROUNDS, and TANGLE_FUZZ_SEED to begin elsewhere. */
const rounds = Number(process.env.TANGLE_FUZZ_ROUNDS ?? 600)
const firstSeed = Number(process.env.TANGLE_FUZZ_SEED ?? 0)

const options: readonly ResolveOptions[] = [{}, { namespaces: 'private' }, { namespaces: 'private-then-global' }]

const isBefore = (a: Position, b: Position) => a.line < b.line || (a.line === b.line && a.column < b.column)

/** The places of a diagnostic that are not in its page. */
function placesOutside({ location, related = [] }: Diagnostic, { pages }: Tangled): Location[] {
  const places = [...(location ? [location] : []), ...related.map((other) => other.location)]
  return places.filter(({ file, start, end = start }) => {
    const lines = pages.find((page) => page.path === file)?.lines
    const isInside = ({ line, column }: Position) => line >= 0 && column >= 0 && column <= (lines?.[line]?.length ?? -1)
    return !isInside(start) || !isInside(end) || isBefore(end, start)
  })
}

const textsOf = ({ targets }: Tangled) => targets.map(({ path, text, mode }) => ({ path, text, mode }))

it('holds for pages of any kind what the toolchain promises', () => {
  const seen = { targets: 0, diagnostics: new Set<string>() }
  for (let seed = firstSeed; seed < firstSeed + rounds; seed++) {
    const sources = randomPages(seed)
    const settings = options[seed % options.length] ?? {}
    const at = `TANGLE_FUZZ_SEED=${seed} TANGLE_FUZZ_ROUNDS=1`

    const tangled = tanglePages(sources, settings)
    seen.targets += tangled.targets.length
    for (const { code } of tangled.diagnostics) seen.diagnostics.add(code)

    expect(misplacedPieces(tangled), at).toEqual([])
    for (const { lines, text } of tangled.targets) {
      expect(text, at).toBe(lines.map((line) => `${line.text}\n`).join(''))
    }
    expect(
      tangled.diagnostics.flatMap((diagnostic) => placesOutside(diagnostic, tangled)),
      at,
    ).toEqual([])

    for (const target of tangled.targets) toSourceMap(target, tangled.pages)
    const linesOf = (file: string) => tangled.pages.find((page) => page.path === file)?.lines
    formatDiagnostics(tangled.diagnostics, linesOf, pc.createColors(false))

    // Neither the order of the files nor what was tangled before makes a difference.
    const again = tanglePages([...sources].reverse(), settings)
    expect(textsOf(again), at).toEqual(textsOf(tangled))
    expect(
      again.diagnostics.map(({ code, location }) => ({ code, location })),
      at,
    ).toEqual(tangled.diagnostics.map(({ code, location }) => ({ code, location })))
  }
  // The pages are worth something: they tangle, and they go wrong in most ways that pages alone can.
  if (rounds < 600) return
  expect(seen.targets).toBeGreaterThan(rounds)
  expect([...seen.diagnostics].sort()).toEqual(
    expect.arrayContaining([
      ...['bad-indent', 'case-collision', 'comment-ends-in-block', 'duplicate-attribute', 'fence-not-read'],
      ...['not-a-reference', 'path-outside-project', 'reference-cycle', 'stray-fence', 'unclosed-fence'],
      ...['two-names-for-one-file', 'undefined-name', 'unreadable-attribute'],
    ]),
  )
})

// What was found this way.
it.each([
  [
    'a tab that is part indent and part content is content',
    '1. ```{.make file=a}\n   all:\n\tcc\n   ```\n',
    'all:\n\tcc\n',
  ],
  ['the same in front of a reference', '  ```{.make file=a}\n\t<<x>>\n  ```\n```{.make #x}\ncc\n```\n', '\tcc\n'],
])('%s', (_, text, expected) => {
  const tangled = tanglePages([{ path: 'a.md', text }])
  expect(tangled.targets[0]?.text).toBe(expected)
  expect(misplacedPieces(tangled)).toEqual([])
  expect(tangled.diagnostics).toEqual([])
})

it('an attribute with a NUL is reported where it stands', () => {
  const { diagnostics } = tanglePages([{ path: 'a.md', text: '```{.ts #a file=x\0\nx\n```\n' }])
  expect(diagnostics).toMatchObject([{ code: 'unreadable-attribute', location: { start: { line: 0, column: 3 } } }])
})
