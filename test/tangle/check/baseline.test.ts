import { describe, expect, test } from 'vitest'
import { applyBaseline, formatBaseline, parseBaseline } from '../../../tangle/check/baseline.ts'
import type { Diagnostic } from '../../../tangle/model/diagnostic.ts'
import { locate } from '../../../tangle/model/location.ts'

type Pages = Record<string, readonly string[]>

const lineOf = (pages: Pages) => (file: string, line: number) => pages[file]?.[line]

/** A finding at each line that says `wrong`. */
function find(pages: Pages): Diagnostic[] {
  return Object.entries(pages).flatMap(([file, lines]) =>
    lines.flatMap((text, line): Diagnostic[] =>
      text.includes('wrong')
        ? [{ code: 'type-error', severity: 'error', message: 'no', location: locate(file, { line, column: 0 }) }]
        : [],
    ),
  )
}

const before: Pages = { 'a.md': ['x', '  wrong 1', 'wrong 2', 'wrong 2'], 'b.md': ['wrong 3'] }
const known = parseBaseline(formatBaseline(find(before), lineOf(before))) ?? []

function apply(pages: Pages) {
  const { diagnostics, knownCount } = applyBaseline(find(pages), known, lineOf(pages))
  const said = diagnostics.map(({ code, message, location }) =>
    code === 'baseline-outdated' ? message : `${location?.file}:${(location?.start.line ?? 0) + 1}`,
  )
  return { said, knownCount }
}

describe('a baseline', () => {
  test('is sorted, one finding a line, without numbers of lines', () => {
    const text = formatBaseline([...find(before)].reverse(), lineOf(before))
    expect(text).toBe(formatBaseline(find(before), lineOf(before)))
    expect(text.split('\n').filter((line) => line.includes('"page"'))).toEqual([
      '    {"page":"a.md","code":"type-error","line":"wrong 1","message":"no","count":1},',
      '    {"page":"a.md","code":"type-error","line":"wrong 2","message":"no","count":2},',
      '    {"page":"b.md","code":"type-error","line":"wrong 3","message":"no","count":1}',
    ])
  })

  test.each<[string, Pages, string[], number]>([
    ['takes what is known away', before, [], 4],
    ['survives an edit above', { ...before, 'a.md': ['new', 'lines', ...(before['a.md'] ?? [])] }, [], 4],
    ['reports what is new', { ...before, 'b.md': ['wrong 3', 'wrong 4'] }, ['b.md:2'], 4],
    ['counts', { ...before, 'a.md': ['wrong 1', 'wrong 2', 'wrong 2', 'wrong 2'] }, ['a.md:4'], 4],
    ['must lose what was mended', { ...before, 'b.md': ['right'] }, ['A known type-error on b.md is gone: no'], 3],
    [
      'tells where a page has gone',
      { 'a.md': before['a.md'] ?? [], 'c.md': ['wrong 3'] },
      ['c.md:1', 'A known type-error on b.md is on c.md now: no'],
      3,
    ],
  ])('%s', (_, pages, said, knownCount) => {
    expect(apply(pages)).toEqual({ said, knownCount })
  })

  test('never hides that something could not be looked at', () => {
    const missing: Diagnostic = { code: 'no-compiler', severity: 'warning', message: 'none' }
    expect(formatBaseline([missing], () => undefined)).toBe('')
  })

  test.each(['', '[]', '{}', '{"version":2,"findings":[]}', '{"version":1,"findings":[{"page":1}]}'])(
    'of another form is none: %s',
    (text) => {
      expect(parseBaseline(text)).toBeUndefined()
    },
  )
})
