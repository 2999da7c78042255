import { describe, expect, it } from 'vitest'
import { baseStorePath } from '../../../tangle/stitch/base-store.ts'
import { MemoryProject, tangledProject } from './memory-project.ts'
import { conflicts, page } from './reading-page.ts'

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
