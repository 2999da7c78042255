import { describe, expect, it } from 'vitest'
import { tangledProject } from './memory-project.ts'
import { conflicts } from './reading-page.ts'

describe('imports that were moved', () => {
  const text = `\`\`\`ts {file=x.ts}
<<first>>
<<second>>
\`\`\`

\`\`\`ts {#first}
import { a } from './m.ts'

a()
\`\`\`

\`\`\`ts {#second}
import { b, unused } from './m.ts'
import other from './other.ts'

b(other)
\`\`\`
`

  it('were merged as this test says', async () => {
    const project = await tangledProject({ 'a.md': text })
    expect(project.read('x.ts')).toBe(
      "import { a, b } from './m.ts'\nimport other from './other.ts'\n\na()\n\nb(other)\n",
    )
  })

  it.each([
    [
      'a new name goes to the statement of the one in front',
      'a, b }',
      'a, b, c }',
      'b(other)',
      'b(other, c)',
      'b, unused }',
      'b, c, unused }',
    ],
    ['a new name in between', 'a, b }', 'a, c, b }', 'a()', 'a(c)', '{ a }', '{ a, c }'],
    ['a name that is there already needs no edit', 'a, b }', 'a, b, unused }', 'b(other)', 'b(other, unused)', '', ''],
    ['a name that goes', 'a, b }', 'a }', '', '', 'b, unused }', 'unused }'],
    [
      'a name that is called differently',
      'a, b }',
      'a, b as z }',
      'b(other)',
      'z(other)',
      'b, unused }',
      'b as z, unused }',
    ],
    ['a default', 'import other', 'import another', 'b(other)', 'b(another)', 'import other', 'import another'],
    ['another module', "'./other.ts'", "'./another.ts'", '', '', "'./other.ts'", "'./another.ts'"],
    [
      'a new statement',
      "'./other.ts'\n",
      "'./other.ts'\nimport d from './d.ts'\n",
      'b(other)',
      'b(other, d)',
      "'./other.ts'\n",
      "'./other.ts'\nimport d from './d.ts'\n",
    ],
    ['a statement that goes', "import other from './other.ts'\n", '', '', '', "import other from './other.ts'\n", ''],
  ])('%s', async (_, before, after, use, used, pageBefore, pageAfter) => {
    const project = await tangledProject({ 'a.md': text })
    project.edit('x.ts', before, after)
    project.edit('x.ts', use, used)
    const edited = project.read('x.ts')
    expect((await project.stitch()).diagnostics).toEqual([])
    expect(project.read('x.ts')).toBe(edited)
    expect(project.read('a.md')).toBe(text.replace(pageBefore, pageAfter).replace(use, used))
  })

  it('a use that goes leaves an import that would go, too: --theirs agrees', async () => {
    const project = await tangledProject({ 'a.md': text })
    project.edit('x.ts', 'b(other)', 'b()')
    const detail = "x.ts says:\n  | import other from './other.ts'\nit would say:\n  (nothing)"
    expect(await conflicts(project)).toMatchObject([{ code: 'stitch-conflict', detail }])
    expect((await project.stitch({ prefer: 'theirs' })).diagnostics).toEqual([])
    expect(project.read('a.md')).toBe(text.replace('b(other)', 'b()'))
    expect(project.read('x.ts')).toBe("import { a, b } from './m.ts'\n\na()\n\nb()\n")
  })

  it('an import where it would be moved away is a conflict: --theirs agrees', async () => {
    const project = await tangledProject({ 'a.md': text })
    project.edit('x.ts', 'b(other)', "import z from './z.ts'\nb(other, z)")
    expect(await conflicts(project)).toMatchObject([{ code: 'stitch-conflict' }, { code: 'stitch-conflict' }])
    expect((await project.stitch({ prefer: 'theirs' })).diagnostics).toEqual([])
    expect(project.read('a.md')).toBe(text.replace('b(other)', "import z from './z.ts'\nb(other, z)"))
    await project.tangle()
  })
})

describe('an import of a block that stands in a target more than once', () => {
  const twice = `\`\`\`ts {file=x.ts}
<<part>>
for (;;) {
  <<part>>
}
\`\`\`

\`\`\`ts {#part}
import { a } from './m.ts'
import other from './other.ts'

a(other)
\`\`\`
`

  it('and a use in one place: a new name', async () => {
    const project = await tangledProject({ 'a.md': twice })
    project.edit('x.ts', '{ a }', '{ a, b }')
    project.edit('x.ts', '  a(other', '  a(b, other')
    expect((await project.stitch()).diagnostics).toEqual([])
    expect(project.read('a.md')).toBe(twice.replace('{ a }', '{ a, b }').replace('a(other', 'a(b, other'))
    await project.tangle()
  })

  it('and a use in one place: a new module', async () => {
    const project = await tangledProject({ 'a.md': twice })
    project.edit('x.ts', "'./other.ts'\n", "'./other.ts'\nimport { b } from './b.ts'\n")
    project.edit('x.ts', 'a(other', 'a(b, other')
    expect((await project.stitch()).diagnostics).toEqual([])
    const wanted = twice.replace("'./other.ts'\n", "'./other.ts'\nimport { b } from './b.ts'\n")
    expect(project.read('a.md')).toBe(wanted.replace('a(other', 'a(b, other'))
    await project.tangle()
  })

  it.each(["'./m.ts'", "'./other.ts'"])('comes from another module than %s', async (module) => {
    const project = await tangledProject({ 'a.md': twice })
    project.edit('x.ts', module, "'./another.ts'")
    const edited = project.read('x.ts')
    expect((await project.stitch()).diagnostics).toEqual([])
    expect(project.read('a.md')).toBe(twice.replace(module, "'./another.ts'"))
    expect(project.read('x.ts')).toBe(edited)
  })
})

it('a statement that was merged of two blocks comes from another module in both', async () => {
  const text =
    "```ts {file=x.ts}\nimport { a } from './m.ts'\na()\n<<v>>\n```\n\n```ts {#v}\nimport { b, unused } from './m.ts'\nb()\n```\n"
  const project = await tangledProject({ 'a.md': text })
  project.edit('x.ts', './m.ts', './n.ts')
  expect((await project.stitch()).diagnostics).toEqual([])
  expect(project.read('a.md')).toBe(text.replaceAll('./m.ts', './n.ts'))
})
