import { chmod, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { type TemporaryProject, temporaryProject } from '../temporary-project.ts'

const page = `Text.\r
\r
\`\`\`js {file=out/x.js}\r
start()\r
<<one>>\r
\`\`\`\r
\r
\`\`\`js {#one}\r
one()\r
\`\`\`\r
`

async function tangled(files: Readonly<Record<string, string>> = { 'a.md': page }): Promise<TemporaryProject> {
  const project = await temporaryProject(files)
  expect(await project.tangle()).toMatchObject({ exitCode: 0 })
  return project
}

it('carries an edit over, keeps bytes and permissions, and leaves everything as tangle would', async () => {
  const project = await tangled()
  await chmod(join(project.root, 'a.md'), 0o640)
  expect(await project.tangle('stitch')).toEqual({ exitCode: 0, stdout: 'No target was edited.\n', stderr: '' })
  expect(await project.read('a.md')).toBe(page)
  await project.edit('out/x.js', 'one()', 'two()')
  const dryRun = await project.tangle('stitch', '--dry-run')
  expect(dryRun).toMatchObject({ exitCode: 0, stderr: '' })
  expect(dryRun.stdout).toContain('--- a/a.md\n+++ b/a.md\n')
  expect(dryRun.stdout).toMatch(/^-one\(\)\r?\n\+two\(\)\r?$/m)
  expect(await project.read('a.md')).toBe(page)

  expect(await project.tangle('stitch')).toEqual({ exitCode: 0, stdout: 'updated a.md\n', stderr: '' })
  expect(await project.read('a.md')).toBe(page.replace('one()', 'two()'))
  if (process.platform !== 'win32') expect((await stat(join(project.root, 'a.md'))).mode & 0o777).toBe(0o640)
  expect(await project.tangle('check')).toMatchObject({ exitCode: 0 })
  expect(await project.tangle()).toMatchObject({ exitCode: 0, stdout: '1 target unchanged\n' })
})

it('goes on where both sides were edited, and reports a conflict in every form', async () => {
  const project = await tangled()
  await project.edit('a.md', 'Text.', 'Other text.')
  await project.edit('a.md', 'one()', 'page()')
  await project.edit('out/x.js', 'start()', 'begin()')
  expect(await project.tangle('stitch')).toMatchObject({ exitCode: 0, stdout: 'updated a.md\nupdated out/x.js\n' })
  const merged = page.replace('Text.', 'Other text.').replace('one()', 'page()').replace('start()', 'begin()')
  expect(await project.read('a.md')).toBe(merged)
  expect(await project.read('out/x.js')).toBe('begin()\npage()\n')

  await project.edit('a.md', 'begin()', 'ours()')
  await project.edit('out/x.js', 'begin()', 'theirs()')
  const human = await project.tangle('stitch')
  expect(human).toMatchObject({ exitCode: 1, stderr: '1 error\nNothing was written.\n' })
  expect(human.stdout).toContain('a.md:4:1 error stitch-conflict')
  const { stdout } = await project.tangle('stitch', '--reporter', 'json')
  expect(JSON.parse(stdout)).toMatchObject({
    command: 'tangle stitch',
    diagnostics: [{ code: 'stitch-conflict', file: 'a.md', line: 4, related: [{ file: 'out/x.js', line: 1 }] }],
    written: [],
  })
  expect((await project.tangle('stitch', '--reporter=github')).stdout).toContain('::error ')
  const theirs = await project.tangle('stitch', 'out/x.js', '--theirs', '--reporter=json')
  expect(JSON.parse(theirs.stdout)).toMatchObject({ diagnostics: [], written: ['a.md'] })
  expect(await project.read('a.md')).toBe(merged.replace('begin()', 'theirs()'))
})

it('is refused with wrong arguments, and with errors in pages', async () => {
  const project = await tangled()
  expect(await project.tangle('stitch', '--ours', '--theirs')).toMatchObject({
    exitCode: 2,
    stderr: expect.stringContaining('exclude each other'),
  })
  expect(await project.tangle('stitch', 'out/y.ts')).toMatchObject({
    exitCode: 2,
    stderr: expect.stringContaining('out/y.ts is no target of this project. Did you mean out/x.js?'),
  })
  await project.edit('out/x.js', 'one()', 'two()')
  await project.edit('a.md', '<<one>>', '<<none>>')
  expect(await project.tangle('stitch')).toMatchObject({
    exitCode: 1,
    stdout: expect.stringContaining('undefined-name'),
    stderr: expect.stringContaining('Nothing was written.'),
  })
  expect(await project.read('out/x.js')).toBe('start()\ntwo()\n')
})
