import { describe, expect, it } from 'vitest'
import { stitchEdits } from '../../../tangle/watch/stitch-edits.ts'
import { WatchedProject } from '../../../tangle/watch/watch-project.ts'
import { tangledProject } from '../stitch/memory-project.ts'

const page = (text: string) => `\`\`\`txt {#a}\n${text}\n\`\`\`\n\n\`\`\`txt {file=out/a.txt}\n<<a>>\n\`\`\`\n`

/** A project with a target that says one text after the other, each time that it is read, and then the last one. */
async function writtenInSteps(...texts: readonly [string, ...string[]]) {
  const project = await tangledProject({ 'a.md': page('one') })
  const { fileSystem } = project
  const left: string[] = [...texts]
  const read = fileSystem.read.bind(fileSystem)
  fileSystem.read = async (path) => {
    const next = path === 'out/a.txt' ? left.shift() : undefined
    if (next !== undefined) project.write(path, next)
    return read(path)
  }
  return project
}

describe('an edit of a target that is watched', () => {
  it.each([
    ['is empty when it is first looked at', ['', 'mine\n'], 'mine'],
    ['stays empty for a while', [...Array<string>(15).fill(''), 'mine\n'], 'mine'],
    ['is written piece by piece', ['', 'mi', 'mine\nand', 'mine\nand yours\n'], 'mine\nand yours'],
    ['is the beginning of what it was', ['o', 'o', 'o', 'other\n'], 'other'],
  ] as const)('waits for its end: the target %s', async (_, [first, ...rest], result) => {
    const project = await writtenInSteps(first, ...rest)
    expect(await stitchEdits(() => project.open())).toEqual({ written: ['a.md'], diagnostics: [] })
    expect(project.read('a.md')).toBe(page(result))
  })

  it('is carried over when the target stays empty', async () => {
    const project = await tangledProject({ 'a.md': page('one') })
    project.write('out/a.txt', '')
    expect(await stitchEdits(() => project.open())).toEqual({ written: ['a.md'], diagnostics: [] })
    expect(project.read('a.md')).toBe(page('one').replace('one\n', ''))
  })

  it('is none when the target says in the end what it said before, and other targets are written then', async () => {
    const project = await writtenInSteps('', 'one\n')
    project.write('b.md', '```txt {file=out/b.txt}\nbee\n```\n')
    const watched = new WatchedProject({ root: '/no/such/folder', fileSystem: project.fileSystem, stitch: stitchEdits })
    const { created, diagnostics } = await watched.open()
    expect({ created, diagnostics }).toEqual({ created: ['out/b.txt'], diagnostics: [] })
  })
})
