import { expect, it } from 'vitest'
import { generateMutations } from './generate.ts'

const changed = (line: string) =>
  generateMutations('a.ts', `first()\n${line}\nlast()`).map(({ text }) => {
    expect(text.split('\n')).toHaveLength(3)
    return text.split('\n')[1]
  })

it.each([
  ['const a = true', ['const a = false']],
  ['wait(1_000)', ['wait(1001)']],
  ['if (a === b) c()', ['if (a !== b) c()']],
  ['if (a < b) c()', ['if (a <= b) c()']],
  ['return a && b', ['return a || b']],
  ['const a = b ?? c', ['const a = b && c']],
  ['await send()', ['send()']],
  ["send('PATCH')", ["send('PATCHx')"]],
  ["  if (a) return 'b1' ?? 2", ["  if (a) return 'b1' ?? 3", "  if (a) return 'b1' && 2"]],
])('%s', (line, expected) => {
  expect(changed(line).sort()).toEqual([...expected].sort())
})

it.each([
  "import { a } from './true.ts'",
  ' * It is true that 1 === 1.',
  '// true',
  "  kind: 'one' | 'two'",
  'for await (const a of b) c()',
])('leaves %s alone', (line) => {
  expect(changed(line)).toEqual([])
})
