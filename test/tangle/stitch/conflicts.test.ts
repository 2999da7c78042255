import { describe, expect, it } from 'vitest'
import { baseStorePath } from '../../../tangle/stitch/base-store.ts'
import { MemoryProject, tangledProject } from './memory-project.ts'
import { conflicts, page } from './reading-page.ts'

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

  it.each([undefined, 'ours', 'theirs'] as const)(
    'the page does not write the file any more, with %s',
    async (prefer) => {
      const project = await tangledProject({ 'a.md': page })
      project.edit('x.ts', 'show(a)', 'shown(a)')
      project.edit('a.md', 'file=x.ts', 'file=y.ts')
      const detail = 'no page says anything.\nbefore:\n  |     show(a)\nx.ts says:\n  |     shown(a)'
      const options = prefer && { prefer }
      expect(await conflicts(project, options)).toMatchObject([{ code: 'stitch-conflict', detail }])
      project.fileSystem.files.delete(baseStorePath)
      const [found] = await conflicts(project, options)
      expect(found?.detail).toContain('  |     shown(a)')
    },
  )

  it('a file that no page writes any more, and that nobody edited, is none', async () => {
    const project = await tangledProject({ 'a.md': page })
    project.edit('a.md', 'file=x.ts', 'file=y.ts')
    expect(await project.stitch()).toEqual({ written: [], diagnostics: [] })
  })
})
