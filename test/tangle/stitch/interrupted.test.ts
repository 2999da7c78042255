import { describe, expect, it } from 'vitest'
import { stitchJournalPath } from '../../../tangle/stitch/apply-stitch.ts'
import { type MemoryProject, tangledProject } from './memory-project.ts'
import { page } from './reading-page.ts'

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

  it('by an edit of a page in the last moment keeps it, and the next one carries over the rest', async () => {
    const project = await tangledProject({ ...two, 'b.md': `Words.\n\n${two['b.md']}` })
    project.write('x.ts', 'three()\nfour()\n')
    const { fileSystem } = project
    const write = fileSystem.write.bind(fileSystem)
    fileSystem.write = async (target, text, options) => {
      if (target === 'b.md') project.edit('b.md', 'Words', 'Other words')
      await write(target, text, options)
    }
    const { written, diagnostics } = await project.stitch()
    expect(written).toEqual(['a.md'])
    expect(diagnostics).toMatchObject([{ code: 'stitch-conflict', location: { file: 'b.md' } }])
    expect(project.read('b.md')).toBe(`Other words.\n\n${two['b.md']}`)
    fileSystem.write = write
    expect((await project.stitch()).diagnostics).toEqual([])
    expect(project.read('a.md')).toBe(two['a.md'].replace('one', 'three'))
    expect(project.read('b.md')).toBe(`Other words.\n\n${two['b.md'].replace('two', 'four')}`)
    await project.tangle()
  })
})

describe('an edit of a file that a run was about to write anew', () => {
  const before = '```ts {file=x.ts}\none()\n\nother()\n\ntwo()\n```\n'
  const after = before.replace('one', 'three')

  /** The page has changed, and something happens when its target is written. */
  async function changed(happens: (project: MemoryProject) => void): Promise<MemoryProject> {
    const project = await tangledProject({ 'a.md': before })
    project.write('a.md', after)
    const { fileSystem } = project
    const write = fileSystem.write.bind(fileSystem)
    fileSystem.write = async (target, text, options) => {
      if (target === 'x.ts') happens(project)
      await write(target, text, options)
    }
    await expect(project.tangle()).rejects.toThrow()
    fileSystem.write = write
    expect(project.read('x.ts')).toContain('one')
    return project
  }

  it('is left alone, and both edits are in the page when it is stitched', async () => {
    const project = await changed((open) => open.edit('x.ts', 'two', 'mine'))
    expect(project.read('x.ts')).toBe('one()\n\nother()\n\nmine()\n')
    expect((await project.stitch()).diagnostics).toEqual([])
    expect(project.read('a.md')).toBe(after.replace('two', 'mine'))
    expect(project.read('x.ts')).toBe('three()\n\nother()\n\nmine()\n')
  })

  it('is a conflict if that run was killed: nobody knows which text was edited', async () => {
    const project = await changed(() => {
      throw new Error('killed')
    })
    project.edit('x.ts', 'two', 'mine')
    expect((await project.stitch()).diagnostics).toMatchObject([{ code: 'stitch-conflict' }])
    expect(project.read('a.md')).toBe(after)
    expect(project.read('x.ts')).toBe('one()\n\nother()\n\nmine()\n')
    expect((await project.stitch({ prefer: 'theirs' })).diagnostics).toEqual([])
    expect(project.read('a.md')).toBe(before.replace('two', 'mine'))
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
