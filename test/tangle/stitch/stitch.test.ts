import { describe, expect, it } from 'vitest'
import { stitchJournalPath } from '../../../tangle/stitch/apply-stitch.ts'
import { baseStorePath } from '../../../tangle/stitch/base-store.ts'
import { MemoryProject, tangledProject } from './memory-project.ts'

const page = `# Reading

\`\`\`ts {file=x.ts}
start()
<<read>>

for (const a of b) {
  <<each>>
}
\`\`\`

Text in between.

\`\`\`ts {#read}
const b = read()
\`\`\`

\`\`\`ts {#each}
if (a) {
  show(a)

  hide(a)
}
\`\`\`
`

/** What one edit of `x.ts` makes of the page. */
async function stitched(before: string, after: string, text = page): Promise<string> {
  const project = await tangledProject({ 'a.md': text })
  project.edit('x.ts', before, after)
  const edited = project.read('x.ts')
  expect((await project.stitch()).diagnostics).toEqual([])
  expect(project.read('x.ts')).toBe(edited)
  await project.tangle()
  expect(project.read('x.ts')).toBe(edited)
  return project.read('a.md')
}

async function conflicts(project: MemoryProject, options?: Parameters<MemoryProject['stitch']>[0]) {
  const before = new Map(project.fileSystem.files)
  const { diagnostics, written } = await project.stitch(options)
  expect(written).toEqual([])
  expect(new Map(project.fileSystem.files)).toEqual(before)
  expect(diagnostics.length).toBeGreaterThan(0)
  return diagnostics
}

describe('an edit of a target', () => {
  it('that is none changes no byte', async () => {
    const project = await tangledProject({ 'a.md': page })
    const before = new Map(project.fileSystem.files)
    expect(await project.stitch()).toEqual({ written: [], diagnostics: [] })
    expect(new Map(project.fileSystem.files)).toEqual(before)
  })

  it.each(page.split('\n').filter((line) => /[a-z(]/.test(line) && !/^[#`T]|<</.test(line)))(
    'of the line %j is found in its place and nowhere else',
    async (line) => {
      expect(await stitched(line.trim(), `${line.trim()} // edited`)).toBe(page.replace(line, `${line} // edited`))
    },
  )

  it('that deletes a line', async () => {
    expect(await stitched('    hide(a)\n', '')).toBe(page.replace('  hide(a)\n', ''))
  })

  it('that deletes all lines of a block', async () => {
    expect(await stitched('const b = read()\n', '')).toBe(page.replace('const b = read()\n', ''))
  })

  it('that adds a block of lines with another indent', async () => {
    expect(await stitched('    hide(a)\n', '    hide(a)\n    if (c) {\n\n      d()\n    }\n')).toBe(
      page.replace('  hide(a)\n', '  hide(a)\n  if (c) {\n\n    d()\n  }\n'),
    )
  })

  it.each([
    [
      'deeper, it belongs to the block that the reference stands for',
      '  }\n}',
      '  }\n  more()\n}',
      '}\n```\n',
      '}\nmore()\n```\n',
    ],
    [
      'less deep, it belongs to the block with the reference',
      '  }\n}',
      '  }\nmore()\n}',
      '<<each>>\n',
      '<<each>>\nmore()\n',
    ],
    ['as deep, it goes on what stands above', 'read()\n\n', 'read()\nmore()\n\n', 'read()\n', 'read()\nmore()\n'],
    ['at the end of the target', '}\n', '}\nmore()\n', '<<each>>\n}\n', '<<each>>\n}\nmore()\n'],
    ['at its start', 'start()', 'more()\nstart()', 'start()', 'more()\nstart()'],
  ])('at the edge of a block: %s', async (_, before, after, pageBefore, pageAfter) => {
    const lastOf = (text: string) => text.lastIndexOf(before)
    const project = await tangledProject({ 'a.md': page })
    const text = project.read('x.ts')
    const at = before === '}\n' || before === '  }\n}' ? lastOf(text) : text.indexOf(before)
    const edited = text.slice(0, at) + after + text.slice(at + before.length)
    project.write('x.ts', edited)
    expect((await project.stitch()).diagnostics).toEqual([])
    const place = pageBefore.startsWith('}') ? page.lastIndexOf(pageBefore) : page.indexOf(pageBefore)
    expect(project.read('a.md')).toBe(page.slice(0, place) + pageAfter + page.slice(place + pageBefore.length))
    expect(project.read('x.ts')).toBe(edited)
  })

  it('fills an empty target', async () => {
    const text = '```ts {file=x.ts}\n```\n'
    const project = await tangledProject({ 'a.md': text })
    project.write('x.ts', 'first()\n')
    expect((await project.stitch()).diagnostics).toEqual([])
    expect(project.read('a.md')).toBe('```ts {file=x.ts}\nfirst()\n```\n')
  })

  it('that looks like a reference gets a backslash', async () => {
    expect(await stitched('show(a)', '<<each>>')).toBe(page.replace('show(a)', '\\<<each>>'))
  })

  it('that would close the fence makes it longer', async () => {
    expect(await stitched('const b = read()', '```')).toBe(
      page.replace('```ts {#read}\nconst b = read()\n```', '````ts {#read}\n```\n````'),
    )
  })

  it('of a header stays out: it is not in the target', async () => {
    const text = '```ts\n//| file: x.ts\none()\n```\n'
    expect(await stitched('one()', 'two()', text)).toBe(text.replace('one', 'two'))
  })
})

describe('the rest of a page keeps every byte', () => {
  it('vector 14: line ends of Windows and a mark at the start', async () => {
    const text = `\uFEFF${page}`.replaceAll('\n', '\r\n')
    expect(await stitched('    show(a)', '    show(a)\n    again(a)', text)).toBe(
      text.replace('  show(a)\r\n', '  show(a)\r\n  again(a)\r\n'),
    )
  })

  it('line ends of all kinds: a new line has that of its neighbour', async () => {
    const text = '```ts {file=x.ts}\r\none()\rtwo()\nthree()\r\n```\nend'
    expect(await stitched('one()\n', 'one()\nmore()\n', text)).toBe(text.replace('one()\r', 'one()\rmore()\r'))
    expect(await stitched('three()', 'four()', text)).toBe(text.replace('three', 'four'))
  })

  it.each([
    ['a list', '1. Do:\n\n   ```ts {file=x.ts}\n   one()\n\n   two()\n   ```\n', '   '],
    ['a fence that is a list item', '- ```ts {file=x.ts}\n  one()\n\n  two()\n  ```\n', '  '],
    ['a quote', '> ```ts {file=x.ts}\n> one()\n>\n> two()\n> ```\n', '> '],
    ['a comment', '<!--\n```ts {file=x.ts}\none()\n\ntwo()\n```\n-->\n', ''],
    ['a list with tabs', '- a\n\n\t```ts {file=x.ts}\n\tone()\n\n\ttwo()\n\t```\n', '\t'],
  ])('in %s a new line has the prefix of the others', async (_, text, prefix) => {
    expect(await stitched('one()\n', 'one()\n\n  more()\n', text)).toBe(
      text.replace('one()\n', `one()\n${prefix.trimEnd()}\n${prefix}  more()\n`),
    )
  })

  it('a target that a checkout gave line ends of Windows was not edited; and if it was, they do not count', async () => {
    const project = await tangledProject({ 'a.md': page })
    project.write('x.ts', project.read('x.ts').replaceAll('\n', '\r\n'))
    expect(await project.stitch()).toEqual({ written: [], diagnostics: [] })
    project.edit('x.ts', 'show(a)', 'shown(a)')
    expect((await project.stitch()).diagnostics).toEqual([])
    expect(project.read('a.md')).toBe(page.replace('show(a)', 'shown(a)'))
  })
})

describe('a block that is used more than once', () => {
  const twice =
    '```ts {file=x.ts}\n<<v>>\nfor (;;) {\n  <<v>>\n}\n```\n\n```ts {file=y.ts}\n<<v>>\n```\n\n```ts {#v}\none()\n\ntwo()\n```\n'

  it('vector 12: an edit in one copy is in the page and in all copies', async () => {
    const project = await tangledProject({ 'a.md': twice })
    project.edit('x.ts', '  one()', '  three()\n\n  four()')
    expect((await project.stitch()).diagnostics).toEqual([])
    expect(project.read('a.md')).toBe(twice.replace('one()', 'three()\n\nfour()'))
    expect(project.read('x.ts')).toBe('three()\n\nfour()\n\ntwo()\nfor (;;) {\n  three()\n\n  four()\n\n  two()\n}\n')
    expect(project.read('y.ts')).toBe('three()\n\nfour()\n\ntwo()\n')
    await project.tangle()
  })

  it('takes the same edit of several copies once', async () => {
    const project = await tangledProject({ 'a.md': twice })
    project.write('x.ts', project.read('x.ts').replaceAll('one()', 'three()'))
    project.edit('y.ts', 'one()', 'three()')
    expect((await project.stitch()).diagnostics).toEqual([])
    expect(project.read('a.md')).toBe(twice.replace('one()', 'three()'))
  })

  it('takes edits of different lines from different targets', async () => {
    const project = await tangledProject({ 'a.md': twice })
    project.edit('x.ts', 'one()', 'three()')
    project.edit('y.ts', 'two()', 'four()')
    expect((await project.stitch()).diagnostics).toEqual([])
    expect(project.read('a.md')).toBe(twice.replace('one()', 'three()').replace('two()', 'four()'))
    await project.tangle()
  })

  it('takes edits of different lines from two copies in one target', async () => {
    const project = await tangledProject({ 'a.md': twice })
    project.edit('x.ts', 'one()', 'three()')
    project.edit('x.ts', '  two()', '  four()')
    expect((await project.stitch()).diagnostics).toEqual([])
    expect(project.read('a.md')).toBe(twice.replace('one()', 'three()').replace('two()', 'four()'))
    expect(project.read('x.ts')).toBe('three()\n\nfour()\nfor (;;) {\n  three()\n\n  four()\n}\n')
  })

  it('reports different edits of two targets, and takes the one that is named', async () => {
    const project = await tangledProject({ 'a.md': twice })
    project.edit('x.ts', 'one()', 'three()')
    project.edit('y.ts', 'one()', 'four()')
    const detail = 'before:\n  | one()\nx.ts says:\n  | three()\ny.ts says:\n  | four()'
    expect(await conflicts(project)).toMatchObject([{ code: 'stitch-conflict', detail }])
    await project.stitch({ only: ['y.ts', 'x.ts'], prefer: 'theirs' })
    expect(project.read('a.md')).toBe(twice.replace('one()', 'four()'))
    await project.tangle()
    expect(project.read('x.ts')).toContain('four()')
  })

  it('reports different edits of two copies in one target; --ours undoes them', async () => {
    const project = await tangledProject({ 'a.md': twice })
    project.edit('x.ts', 'one()', 'three()')
    project.edit('x.ts', '  one()', '  four()')
    project.edit('x.ts', '}', '} // end')
    const detail = 'x.ts:1 says:\n  | three()\nx.ts:5 says:\n  | four()'
    expect(await conflicts(project)).toMatchObject([{ code: 'stitch-conflict', detail }])
    await project.stitch({ prefer: 'ours' })
    expect(project.read('a.md')).toBe(twice.replace('\n}\n', '\n} // end\n'))
    await project.tangle()
  })

  it('does not empty it because one copy was deleted', async () => {
    const project = await tangledProject({ 'a.md': twice })
    project.edit('x.ts', '  one()\n\n  two()\n', '')
    expect(await conflicts(project)).toMatchObject([{ code: 'stitch-conflict' }])
  })
})

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

describe('both sides', () => {
  const edited = async () => {
    const project = await tangledProject({ 'a.md': page })
    project.edit('a.md', 'show(a)', 'page(a)')
    return project
  }

  it('go together where they change different places', async () => {
    const project = await edited()
    project.edit('a.md', 'Text in between.', 'Other text.\n\nAnd more.')
    project.edit('x.ts', 'hide(a)', 'target(a)')
    project.edit('x.ts', 'start()', 'begin()')
    expect((await project.stitch()).diagnostics).toEqual([])
    expect(project.read('a.md')).toBe(
      page
        .replace('show(a)', 'page(a)')
        .replace('hide(a)', 'target(a)')
        .replace('start()', 'begin()')
        .replace('Text in between.', 'Other text.\n\nAnd more.'),
    )
    await project.tangle()
    expect(project.read('x.ts')).toContain('page(a)\n\n    target(a)')
  })

  it('that say the same are one', async () => {
    const project = await edited()
    project.edit('x.ts', 'show(a)', 'page(a)')
    project.edit('x.ts', 'start()', 'begin()')
    expect((await project.stitch()).diagnostics).toEqual([])
    expect(project.read('a.md')).toBe(page.replace('show(a)', 'page(a)').replace('start()', 'begin()'))
  })

  it.each([
    ['ours', 'page(a)'],
    ['theirs', 'target(a)'],
  ] as const)('in the same place are a conflict, which --%s decides', async (prefer, winner) => {
    const project = await edited()
    project.edit('x.ts', 'show(a)', 'target(a)')
    project.edit('x.ts', 'start()', 'begin()')
    const detail = 'before:\n  |   show(a)\na.md says:\n  |   page(a)\nx.ts says:\n  |   target(a)'
    expect(await conflicts(project)).toMatchObject([
      {
        code: 'stitch-conflict',
        detail,
        location: { file: 'a.md', start: { line: page.split('\n').indexOf('  show(a)') } },
        related: [{ location: { file: 'x.ts' } }],
      },
    ])
    expect((await project.stitch({ prefer })).diagnostics).toEqual([])
    expect(project.read('a.md')).toBe(page.replace('show(a)', winner).replace('start()', 'begin()'))
    await project.tangle()
    expect(project.read('x.ts')).toContain(winner)
  })

  it('where the page deleted the block', async () => {
    const project = await tangledProject({ 'a.md': page })
    project.edit('a.md', '```ts {#read}\nconst b = read()\n```\n', '')
    project.edit('a.md', '<<read>>\n', '')
    project.edit('x.ts', 'read()', 'reread()')
    const [conflict] = await conflicts(project)
    expect(conflict?.detail).toContain('| const b = reread()')
  })

  it('where the page is called differently now', async () => {
    const project = await tangledProject({ 'a.md': page })
    project.write('b.md', page.replace('start()', 'begin()'))
    project.fileSystem.files.delete('a.md')
    project.edit('x.ts', 'read()', 'reread()')
    expect(await conflicts(project)).toMatchObject([{ code: 'stitch-conflict', location: { file: 'x.ts' } }])
  })

  it('of two people, put together by git, in a clone that has no memory', async () => {
    const one = await tangledProject({ 'a.md': page })
    one.edit('a.md', 'show(a)', 'page(a)')
    await one.tangle()
    const other = await tangledProject({ 'a.md': page })
    const ledgers = [other.read('tangle.ledger'), one.read('tangle.ledger')]
    const clone = new MemoryProject({
      'a.md': one.read('a.md'),
      'x.ts': one.read('x.ts').replace('hide(a)', 'target(a)'),
      'tangle.ledger': `<<<<<<< HEAD\n${ledgers.join('=======\n')}>>>>>>> other\n`,
    })
    expect((await clone.stitch()).diagnostics).toEqual([])
    expect(clone.read('a.md')).toBe(page.replace('show(a)', 'page(a)').replace('hide(a)', 'target(a)'))
    await clone.tangle()
    expect(clone.read('tangle.ledger')).not.toContain('<<<')
  })

  describe('without a memory of what both were', () => {
    const forgetful = async () => {
      const project = await edited()
      project.edit('x.ts', 'hide(a)', 'target(a)')
      project.fileSystem.files.delete(baseStorePath)
      return project
    }

    it('are a conflict, and one where only the target changed is not', async () => {
      expect(await conflicts(await forgetful())).toMatchObject([
        { code: 'stitch-conflict', detail: expect.stringContaining('the page says:\n  |     page(a)') },
      ])
      const project = await tangledProject({ 'a.md': page })
      project.fileSystem.files.delete(baseStorePath)
      project.edit('x.ts', 'hide(a)', 'target(a)')
      expect((await project.stitch()).diagnostics).toEqual([])
    })

    it.each([
      ['ours', page.replace('show(a)', 'page(a)')],
      ['theirs', page.replace('hide(a)', 'target(a)')],
    ] as const)('--%s decides for the whole target', async (prefer, wanted) => {
      const project = await forgetful()
      expect((await project.stitch({ prefer })).diagnostics).toEqual([])
      expect(project.read('a.md')).toBe(wanted)
      await project.tangle()
    })

    it.each(['no JSON', '{"version":2}', '{"version":1,"targets":[["x.ts",[7]]],"pages":[]}'])(
      'also where it is %j',
      async (text) => {
        const project = await forgetful()
        project.write(baseStorePath, text)
        expect(await conflicts(project)).toMatchObject([{ code: 'stitch-conflict' }])
      },
    )
  })
})

describe('what cannot be attributed is a conflict, and nothing is written', () => {
  it.each([
    ['lines of two blocks become one', 'start()\nconst b = read()\n', 'all()\n'],
    ['a line with less indent in the middle of an indented block', '    show(a)', 'show(a)'],
    ['white space on an empty line', '\n\n    hide', '\n    \n    hide'],
    ['no newline at the end', '  }\n}\n', '  }\n}'],
    ['a carriage return inside a line', 'show(a)', 'show(\ra)'],
  ])('%s', async (_, before, after) => {
    const project = await tangledProject({ 'a.md': page })
    project.edit('x.ts', before, after)
    expect(await conflicts(project)).toMatchObject([{ code: 'stitch-conflict', severity: 'error' }])
  })

  it('the end of a comment in a hidden block', async () => {
    const project = await tangledProject({ 'a.md': '<!--\n```ts {file=x.ts}\none()\n```\n-->\n' })
    project.edit('x.ts', 'one()', 'one() // -->')
    expect(await conflicts(project)).toMatchObject([{ code: 'stitch-conflict' }])
  })

  it('a first line that would be a header', async () => {
    const project = await tangledProject({ 'a.md': '```ts {file=x.ts}\none()\n```\n' })
    project.edit('x.ts', 'one()', '//| id: x\none()')
    expect(await conflicts(project)).toMatchObject([{ code: 'stitch-conflict' }])
  })

  it('--ours undoes it, and keeps the other edits', async () => {
    const project = await tangledProject({ 'a.md': page })
    project.edit('x.ts', 'start()\nconst b = read()\n', 'all()\n')
    project.edit('x.ts', 'hide(a)', 'target(a)')
    expect((await project.stitch({ prefer: 'ours' })).diagnostics).toEqual([])
    expect(project.read('a.md')).toBe(page.replace('hide(a)', 'target(a)'))
    await project.tangle()
  })

  it('--ours adds a newline at the end, and keeps the edits', async () => {
    const project = await tangledProject({ 'a.md': page })
    project.edit('x.ts', 'hide(a)', 'target(a)')
    project.write('x.ts', project.read('x.ts').trimEnd())
    expect((await project.stitch({ prefer: 'ours' })).diagnostics).toEqual([])
    expect(project.read('a.md')).toBe(page.replace('hide(a)', 'target(a)'))
    expect(project.read('x.ts')).toMatch(/\}\n$/)
  })

  it('a file that tangle never wrote is nobody’s edit', async () => {
    const project = new MemoryProject({ 'a.md': page, 'x.ts': 'mine()\n' })
    expect(await conflicts(project)).toMatchObject([{ code: 'conflict' }])
    expect(await conflicts(project, { prefer: 'ours' })).toMatchObject([{ code: 'conflict' }])
    expect(await conflicts(project, { prefer: 'theirs' })).toMatchObject([{ code: 'conflict' }])
  })

  it('a conflict in one target keeps the edits of others out, until they are named', async () => {
    const text = `${page}\n\`\`\`ts {file=y.ts}\nyes()\n\`\`\`\n`
    const project = await tangledProject({ 'a.md': text })
    project.edit('x.ts', 'start()\nconst b = read()\n', 'all()\n')
    project.edit('y.ts', 'yes', 'no')
    await conflicts(project)
    expect((await project.stitch({ only: ['y.ts'] })).diagnostics).toEqual([])
    expect(project.read('a.md')).toBe(text.replace('yes', 'no'))
    expect(project.read('x.ts')).toContain('all()')
    expect(await project.tryTangle()).toMatchObject([{ code: 'conflict' }])
  })

  it('a deleted target is not an edit: it is written again', async () => {
    const project = await tangledProject({ 'a.md': page })
    project.fileSystem.files.delete('x.ts')
    expect(await project.stitch()).toEqual({ written: [], diagnostics: [] })
    await project.tangle()
    expect(project.read('x.ts')).toContain('start()')
  })
})

it('takes any number of edits at once', async () => {
  const lines = Array.from({ length: 3000 }, (_, at) => `line ${at}`)
  const text = `\`\`\`ts {file=x.ts}\n${lines.join('\n')}\n\`\`\`\n`
  const project = await tangledProject({ 'a.md': text })
  project.write('x.ts', project.read('x.ts').replaceAll('line', 'row'))
  expect((await project.stitch()).diagnostics).toEqual([])
  expect(project.read('a.md')).toBe(text.replaceAll('line', 'row'))
})

describe('a run that was interrupted', () => {
  const two = { 'a.md': '```ts {file=x.ts}\none()\n<<v>>\n```\n', 'b.md': '```ts {#v}\ntwo()\n```\n' }

  /** Stops at the write of one path, as if the process had been killed there. */
  async function interrupted(path: string): Promise<MemoryProject> {
    const project = await tangledProject(two)
    project.write('x.ts', 'three()\nfour()\n')
    const { fileSystem } = project
    const write = fileSystem.write.bind(fileSystem)
    fileSystem.write = async (target, text, options) => {
      if (target === path) throw new Error('killed')
      await write(target, text, options)
    }
    await expect(project.stitch()).rejects.toThrow('killed')
    fileSystem.write = write
    return project
  }

  it.each(['.tangle/stitch', 'a.md', 'b.md', 'tangle.ledger', '.tangle/base'])(
    'at %s is ended by the next one',
    async (path) => {
      const project = await interrupted(path)
      expect((await project.stitch()).diagnostics).toEqual([])
      expect(project.read('a.md')).toBe(two['a.md'].replace('one', 'three'))
      expect(project.read('b.md')).toBe(two['b.md'].replace('two', 'four'))
      expect(project.read('x.ts')).toBe('three()\nfour()\n')
      expect(project.fileSystem.files.has(stitchJournalPath)).toBe(false)
      await project.tangle()
    },
  )

  it('is forgotten if somebody has changed a page since', async () => {
    const project = await interrupted('b.md')
    project.edit('b.md', 'two', 'mine')
    const [diagnostic] = (await project.stitch()).diagnostics
    expect(diagnostic).toMatchObject({ code: 'stitch-conflict' })
    expect(project.read('b.md')).toBe(two['b.md'].replace('two', 'mine'))
    expect(project.read('x.ts')).toBe('three()\nfour()\n')
  })
})

it('writes nothing if a page changed while its edits were looked at', async () => {
  const project = await tangledProject({ 'a.md': page })
  project.edit('x.ts', 'show(a)', 'target(a)')
  const { fileSystem } = project
  fileSystem.exclusively = async (work) => {
    project.edit('a.md', 'Text', 'Other text')
    return work()
  }
  const { diagnostics, written } = await project.stitch()
  expect(diagnostics).toMatchObject([{ code: 'stitch-conflict', location: { file: 'a.md' } }])
  expect(written).toEqual([])
  expect(project.read('a.md')).toBe(page.replace('Text', 'Other text'))
})
