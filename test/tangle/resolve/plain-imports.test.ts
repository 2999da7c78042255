import { describe, expect, it } from 'vitest'
import { readPlainImports } from '../../../tangle/resolve/plain-imports.ts'
import { TokenImports } from '../../../tangle/resolve/token-imports.ts'

describe('reading imports by their lines', () => {
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
      '\\u{61}b',
      '3as',
    ],
    ...[
      'export',
      'a,',
      'b. // c',
      '// c',
      ' ',
      "import { b } from 'b'",
      "  import { a, d } from 'a';",
      ';',
      "'use strict'",
    ],
    ...["import 'e'", "  import { a } from 'a'", 'with({})', '{', '}', "log(a, 'b')", 'import { a as b } from "c"'],
  ]

  it('finds what the reader of tokens finds', () => {
    let state = 3
    const pick = (below: number) => {
      state = (Math.imul(state, 1103515245) + 12345) & 0x7fffffff
      return (state >>> 8) % below
    }
    const taken = { inOrder: 0, toMove: 0 }
    for (let round = 0; round < 100_000; round++) {
      // The first lines are imports more often than not.
      const texts = Array.from({ length: 1 + pick(7) }, (_, at) => pieces[pick(at < 2 ? 4 : pieces.length)] ?? '')
      const text = `${texts.join('\n')}\n`
      const read = readPlainImports('x.ts', text)
      if (!read) continue
      const tokens = new TokenImports(text)
      const { imports } = tokens
      expect(read.imports, text).toEqual(imports)
      if (imports.length === 0) continue
      expect(read.head(), text).toEqual(tokens.head())
      const all = tokens.usedNames()
      for (const { names } of imports)
        for (const { local } of names) expect([...read.usedNames()].includes(local), text).toBe(all.has(local))
      taken[read.head().isComplete ? 'inOrder' : 'toMove']++
    }
    expect(taken.inOrder).toBeGreaterThan(300)
    expect(taken.toMove).toBeGreaterThan(300)
  })

  it('does not take the end of an escaped name for a name', () => {
    expect(readPlainImports('x.ts', "import { b } from 'b'\n\\u{61}b()\n")).toBeUndefined()
    expect(readPlainImports('x.ts', "import { b } from 'b'\n{ b() }\n")?.usedNames()).toEqual(new Set(['b']))
  })

  it('leaves what stands between tags to the reader of tokens', () => {
    expect(readPlainImports('x.tsx', "import { a } from 'a'\na()\n")).toBeUndefined()
    expect(readPlainImports('x.ts', "import { a } from 'a'\na()\n")?.imports).toHaveLength(1)
  })
})
