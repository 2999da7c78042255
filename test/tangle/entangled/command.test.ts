import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { temporaryProject } from '../temporary-project.ts'

const page = [
  '# A page',
  '',
  '``` {.python file=out/a.py}',
  'def f():',
  '    <<body>>',
  '```',
  '',
  '``` {.python #body}',
  'return 1',
  '```',
  '',
].join('\n')
const project = () =>
  temporaryProject({ 'entangled.toml': 'version = "2.0"\nwatch_list = ["docs/*.md"]\n', 'docs/a.md': page })

const annotated = `# ~/~ begin <<docs/a.md#out/a.py>>[init]
def f():
    # ~/~ begin <<docs/a.md#body>>[init]
    return 1
    # ~/~ end
# ~/~ end
`

describe.concurrent('tangle, in a project of Entangled without a configuration of ours', () => {
  it('writes what Entangled writes, and has nothing to do the second time', async () => {
    const { tangle, read } = await project()
    expect(await tangle()).toMatchObject({ exitCode: 0, stdout: 'created out/a.py\n' })
    expect(await read('out/a.py')).toBe(annotated)
    expect(await tangle()).toMatchObject({ exitCode: 0, stdout: '1 target unchanged\n' })
    expect(await tangle('check')).toMatchObject({ exitCode: 0 })
  })

  it('leaves the annotations out where --annotation says so', async () => {
    const { tangle, read } = await project()
    expect(await tangle('--annotation', 'naked')).toMatchObject({ exitCode: 0 })
    expect(await read('out/a.py')).toBe('def f():\n    return 1\n')
    expect(await tangle('--annotation', 'none')).toMatchObject({ exitCode: 2 })
  })

  it('takes over from Entangled what its database says that it wrote, and nothing that was edited since', async () => {
    const { tangle, read, write } = await project()
    const old = 'def f():\n    return 0\n'
    const hexdigest = createHash('sha256').update(old.trimEnd()).digest('hex')
    const files = { 'out/a.py': { modified: '2025-01-15T09:00:00', hexdigest } }
    await write('.entangled/filedb.json', JSON.stringify({ version: '2.4.3', files, targets: ['out/a.py'] }))
    await write('out/a.py', `${old}edited()\n`)
    expect(await tangle()).toMatchObject({ exitCode: 1, stdout: expect.stringContaining('conflict') })
    await write('out/a.py', old)
    expect(await tangle()).toMatchObject({ exitCode: 0, stdout: 'updated out/a.py\n' })
    expect(await read('out/a.py')).toBe(annotated)
  })

  it('is ours as soon as there is a configuration of ours', async () => {
    const { tangle, read, write } = await project()
    await write('tangle.config.json', '{ "pages": ["docs/*.md"] }')
    expect(await tangle()).toMatchObject({ exitCode: 0 })
    expect(await read('out/a.py')).toBe('def f():\n    return 1\n')
    expect(await tangle('--annotation', 'naked')).toMatchObject({ exitCode: 2 })
  })

  it('fails with the place of what is wrong, and writes nothing (D25, D27)', async () => {
    const { tangle, edit, read } = await project()
    await edit('docs/a.md', '<<body>>', '<<bdy>>')
    const { exitCode, stdout } = await tangle()
    expect(exitCode).toBe(1)
    expect(stdout).toContain('docs/a.md:5:5 error undefined-name')
    expect(stdout).toContain('Did you mean <<body>>?')
    await expect(read('out/a.py')).rejects.toThrow('ENOENT')
  })
})
