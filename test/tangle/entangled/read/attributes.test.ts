import { describe, expect, it } from 'vitest'
import { readAttributes } from '../../../../tangle/entangled/read/attributes.ts'
import { parseMode } from '../../../../tangle/entangled/read/mode.ts'

/** `#a`, `.b`, `key=value`, each as it was understood, and what was not. */
function read(text: string): string[] {
  const { tokens, unread } = readAttributes(text)
  const shown = tokens.map(({ kind, key, value }) =>
    kind === 'id' ? `#${key}` : kind === 'class' ? `.${key}` : `${key}=${value}`,
  )
  return unread ? [...shown, `? ${unread.text} @${unread.column}`] : shown
}

describe('attributes', () => {
  it.each([
    ['.python #main file=src/a.py', ['.python', '#main', 'file=src/a.py']],
    [' python  #main ', ['.python', '#main']],
    ['#main .python', ['#main', '.python']],
    ['.ts file="my file.ts"', ['.ts', 'file=my file.ts']],
    ['file = a.ts', ['file=a.ts']],
    ['file= "a b" .x', ['file=a b', '.x']],
    // A backslash protects a quote and stays in the value.
    ['title="a \\"b\\" c" .x', ['title=a \\"b\\" c', '.x']],
    // The key is greedy.
    ['.ts file=a=b.ts', ['.ts', 'file=a=b.ts']],
    // Single quotes do not quote.
    ["file='my file.ts'", ["file='my", ".file.ts'"]],
    // Tokens that are glued together are one class.
    ['.ts#a', ['.ts#a']],
    // A class, an id and a key begin with an ASCII letter; reading stops at what does not.
    ['.ts #1a file=a.ts', ['.ts', '? #1a file=a.ts @4']],
    ['.ts !x .y', ['.ts', '? !x .y @4']],
    ['"x" .y', ['? "x" .y @0']],
    ['.é', ['? .é @0']],
    ['#éa', ['? #éa @0']],
    ['#añ', ['#añ']],
    ['', []],
  ])('%s', (text, expected) => {
    expect(read(text)).toEqual(expected)
  })

  it('have the key up to the last equals sign', () => {
    expect(readAttributes('file=a=b.ts').tokens[0]).toMatchObject({ key: 'file=a', value: 'b.ts' })
  })
})

describe('a file mode', () => {
  it.each([
    ['0755', 0o755],
    ['755', 0o755],
    ['0o644', 0o644],
    ['0_755', 0o755],
    [0o755, 0o755],
    ['rwx', undefined],
    ['0789', undefined],
    ['77777', undefined],
    [-1, undefined],
    [true, undefined],
  ])('%s is %s', (value, mode) => {
    expect(parseMode(value)).toBe(mode)
  })
})
