import { describe, expect, it } from 'vitest'
import { parseAnyInfo, parseInfoString } from '../../../tangle/parse/info-string.ts'

const pieces = [
  ...[
    'ts',
    '.ts',
    '{',
    '}',
    '{.ts ',
    ' {',
    '#a',
    '#a-b/c:d.e',
    'file=x.ts',
    'output=y',
    'label=z',
    'check=skip',
    'id=q',
  ],
  ...[' ', ' ', ' ', '  ', ',', '"a b"', "'c'", '=', 'c++', '1,3', ':x', '[t]', 'é', '#é', '\t', 'exit=1', 'excerpt=u'],
]

describe('the short cut for plain info strings', () => {
  it('reads what the reader of all forms reads', () => {
    let state = 5
    const pick = (list: readonly string[]) => {
      state = (Math.imul(state, 1103515245) + 12345) & 0x7fffffff
      return list[(state >>> 8) % list.length] ?? ''
    }
    for (let round = 0; round < 20_000; round++) {
      const info = Array.from({ length: 1 + (round % 9) }, () => pick(pieces)).join('')
      expect(parseInfoString(info), info).toEqual(parseAnyInfo(info))
    }
  })

  it.each([
    '',
    'ts',
    '{.ts #a}',
    ' {.ts #a}',
    'ts {#a}',
    'ts {file=a/b.ts}',
    '{.ts #a file=x.ts}',
    '{file=x}',
    '{#a}',
    'ts #a',
    ' ts #a file=x',
  ])('takes %j', (info) => expect(parseInfoString(info)).toEqual(parseAnyInfo(info)))
})
