import { describe, expect, it } from 'vitest'
import { tangledProject } from './memory-project.ts'
import { conflicts } from './reading-page.ts'

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

  it.each([undefined, 'ours', 'theirs'] as const)(
    'gets a fence that is long enough for the lines of two targets, with %s',
    async (prefer) => {
      const project = await tangledProject({ 'a.md': twice })
      project.edit('x.ts', 'one()', '```\none()')
      project.edit('y.ts', 'two()', '````\ntwo()')
      expect((await project.stitch(prefer && { prefer })).diagnostics).toEqual([])
      const block = '```ts {#v}\none()\n\ntwo()\n```\n'
      const wanted = '`````ts {#v}\n```\none()\n\n````\ntwo()\n`````\n'
      expect(project.read('a.md')).toBe(twice.replace(block, wanted))
      await project.tangle()
    },
  )

  it.each([undefined, 'ours', 'theirs'] as const)(
    'gets a longer fence where the page has another language now, with %s',
    async (prefer) => {
      const project = await tangledProject({ 'a.md': twice })
      project.edit('a.md', 'ts {#v}', 'js {#v}')
      project.edit('y.ts', 'two()', '```\ntwo()')
      expect((await project.stitch(prefer && { prefer })).diagnostics).toEqual([])
      const block = '```ts {#v}\none()\n\ntwo()\n```\n'
      expect(project.read('a.md')).toBe(twice.replace(block, '````js {#v}\none()\n\n```\ntwo()\n````\n'))
      await project.tangle()
    },
  )
})
