import { describe, expect, test } from 'vitest'
import { parsePage } from '../../../tangle/parse/parse-page.ts'
import { readSnippets } from '../../../tangle/snippets/read-snippets.ts'
import { findDisputedNames, findShownImports } from '../../../tangle/snippets/shown-imports.ts'

function snippets(...codes: readonly string[]) {
  const text = codes.map((code) => `\`\`\`ts\n${code}\n\`\`\`\n`).join('\n')
  return readSnippets(parsePage({ path: 'a.md', text }), () => true).snippets
}

describe('imports that pages show', () => {
  test.each([
    ['once', ["import { a } from 'x'"], { module: 'x', name: 'a' }],
    ['by another name', ["import { b as a } from 'x'"], { module: 'x', name: 'b' }],
    ['as a whole', ["import * as a from 'x'"], { module: 'x', name: '*' }],
    ['by default', ["import a from 'x'"], { module: 'x', name: 'default' }],
    [
      'in three of four cases',
      [...Array(3).fill("import { a } from 'x'"), "import { a } from 'y'"],
      { module: 'x', name: 'a' },
    ],
    [
      'in two of four cases',
      [...Array(2).fill("import { a } from 'x'"), ...Array(2).fill("import { a } from 'y'")],
      undefined,
    ],
    ['from files of the example', ["import { a } from './a'", "import { a } from '../b'"], undefined],
    ['of a name that examples declare', ["import { a } from 'x'", 'const a = 1', 'const a = 2'], undefined],
  ])('%s', (_, codes, shown) => {
    expect(findShownImports(snippets(...codes)).get('a')).toEqual(shown && { ...shown, onlyPage: 'a.md' })
  })

  test('of several modules are disputed, but for one among many', () => {
    const many = Array(30).fill("import * as z from 'x'")
    expect([...findDisputedNames(snippets(...many, "import * as z from 'y'"))]).toEqual([])
    expect([...findDisputedNames(snippets(...many, ...Array(3).fill("import * as z from 'y'")))]).toEqual([['z', 'x']])
    expect([...findDisputedNames(snippets(...many, 'export default (z: Z) => z.a'))]).toEqual([['z', 'x']])
  })
})
