import { describe, expect, it } from 'vitest'
import { hoistImports } from '../../../tangle/resolve/hoist-imports.ts'
import { hasTidyHead } from '../../../tangle/resolve/tidy-head.ts'

describe('the short cut for targets with imports in order', () => {
  const pieces = [
    ...["import { a } from 'a'", "import { b } from './b.ts'", "import { a, b } from 'c'", "import { d } from 'a'"],
    ...[
      '',
      'a(b)',
      "log('a')",
      '// a b d',
      'const s = `a',
      '`',
      '/* b',
      '*/',
      "x = 'a\\",
      'd.a()',
      'obj.b',
      'abc',
      '$a',
    ],
    ...["import 'e'", "  import { a } from 'a'", 'with({})', '{', '}', "log(a, 'b')", 'import { a as b } from "c"'],
  ]

  it('takes only what the reader of tokens leaves as it is', () => {
    let state = 3
    const pick = (below: number) => {
      state = (Math.imul(state, 1103515245) + 12345) & 0x7fffffff
      return (state >>> 8) % below
    }
    let taken = 0
    for (let round = 0; round < 100_000; round++) {
      // The first lines are imports more often than not.
      const texts = Array.from({ length: 1 + pick(7) }, (_, at) => pieces[pick(at < 2 ? 4 : pieces.length)] ?? '')
      if (!hasTidyHead('x.ts', `${texts.join('\n')}\n`)) continue
      taken++
      const lines = texts.map((text) => ({ text, segments: [] }))
      expect(hoistImports('x.ts', lines), texts.join('\n')).toEqual({ lines, diagnostics: [] })
    }
    expect(taken).toBeGreaterThan(300)
  })

  it('leaves what stands between tags to the reader of tokens', () => {
    expect(hasTidyHead('x.tsx', "import { a } from 'a'\na()\n")).toBe(false)
    expect(hasTidyHead('x.ts', "import { a } from 'a'\na()\n")).toBe(true)
  })
})
