import { describe, expect, it } from 'vitest'
import { checkWholeProject } from '../../../tangle/check/check-project.ts'
import type { AnnotationStyle } from '../../../tangle/entangled/index.ts'
import { digestText } from '../../../tangle/entangled/index.ts'
import { openProject, planProject } from '../../../tangle/project/project.ts'
import { applyPlan } from '../../../tangle/write/apply.ts'
import { ledgerPath } from '../../../tangle/write/ledger.ts'
import { MemoryProject } from '../stitch/memory-project.ts'

const page = `# A page

\`\`\` {.python file=out/a.py}
def f():
    <<body>>
\`\`\`

\`\`\` {.python #body}
x = 1

return x
\`\`\`
`
const settings = { 'entangled.toml': 'version = "2.0"\n' }

/** What Entangled left, and somebody cloned: no ledger, and no database. */
async function cloned(after: Readonly<Record<string, string>> = {}): Promise<MemoryProject> {
  const project = new MemoryProject({ ...settings, 'docs/a.md': page })
  await project.tangle()
  return new MemoryProject({ ...settings, 'docs/a.md': page, 'out/a.py': project.read('out/a.py'), ...after })
}

async function database(project: MemoryProject, ...paths: string[]): Promise<void> {
  const files = Object.fromEntries(
    await Promise.all(paths.map(async (path) => [path, { hexdigest: await digestText(project.read(path)) }])),
  )
  project.write('.entangled/filedb.json', JSON.stringify({ version: '2.4.3', files, targets: paths }))
}

/** One line for each finding, and the difference that it shows. */
async function check(project: MemoryProject): Promise<string[]> {
  const { diagnostics } = await checkWholeProject(await project.open())
  return diagnostics.map(({ code, severity, message, detail = '', hint = '' }) =>
    [severity, code, message, detail, hint].filter((part) => part !== '').join('\n'),
  )
}

describe('the first minutes with a project of Entangled', () => {
  it('begin with a check that finds nothing where files are what the pages say', async () => {
    const project = await cloned()
    expect(await check(project)).toEqual([])
    // A ledger that is there has to be right.
    project.write(ledgerPath, '# What tangle wrote last: SHA-256 and path. Generated; commit it.\n')
    expect(await check(project)).toEqual([expect.stringContaining('error\nstale\nThe ledger')])
  })

  it('show an outdated target with its difference, and the ways out', async () => {
    const project = await cloned()
    project.edit('docs/a.md', 'x = 1', 'x = 2')
    const [found = '', ...others] = await check(project)
    expect(others).toEqual([])
    expect(found).toContain(
      'error\nconflict\nout/a.py is not what the pages say. Its comments say that it was generated',
    )
    expect(found).toContain('-    x = 1\n+    x = 2')
    expect(found).toContain('`tangle stitch out/a.py --ours`')
    expect(await project.tryTangle()).toMatchObject([{ code: 'conflict', detail: expect.stringContaining('x = 2') }])
    expect(project.read('out/a.py')).toContain('x = 1')
    expect((await project.stitch()).diagnostics).toMatchObject([{ code: 'stitch-conflict' }])
  })

  it.each([
    ['ours', 'x = 2'],
    ['theirs', 'x = 1'],
  ] as const)('end it with --%s', async (prefer, line) => {
    const project = await cloned()
    project.edit('docs/a.md', 'x = 1', 'x = 2')
    expect((await project.stitch({ prefer })).diagnostics).toEqual([])
    expect(project.read('out/a.py')).toContain(line)
    expect(project.read('docs/a.md')).toContain(line)
    expect(await check(project)).toEqual([])
  })

  it('let tangle write what git could bring back', async () => {
    const project = await cloned()
    project.edit('docs/a.md', 'x = 1', 'x = 2')
    const { fileSystem } = project
    const outdated = project.read('out/a.py')
    const tracked = async (paths: readonly string[]) => new Set(paths.filter((path) => project.read(path) === outdated))
    const opened = await project.open()
    const plan = await planProject({ ...opened, fileSystem: Object.assign(Object.create(fileSystem), { tracked }) })
    expect(plan.diagnostics).toEqual([])
    await applyPlan(plan, fileSystem)
    expect(project.read('out/a.py')).toContain('x = 2')
    expect(await check(project)).toEqual([])
  })

  it('leave a file alone that is nobody’s', async () => {
    const project = await cloned({ 'out/a.py': 'print("mine")\n' })
    expect(await check(project)).toEqual([
      expect.stringContaining('out/a.py exists already, and tangle did not write it'),
    ])
    expect((await project.stitch({ prefer: 'ours' })).diagnostics).toMatchObject([{ code: 'conflict' }])
    expect(project.read('out/a.py')).toBe('print("mine")\n')
  })

  it('say that an edited target was edited, and name stitch, where the database has it', async () => {
    const project = await cloned()
    await database(project, 'out/a.py')
    project.edit('out/a.py', 'x = 1', 'x = 3')
    const [found = '', ...others] = await check(project)
    expect(others).toEqual([])
    expect(found).toContain('out/a.py was edited by hand since it was generated')
    expect(found).toContain('-    x = 3\n+    x = 1')
    expect(found).toContain('`tangle stitch` carries the edit over')
    expect((await project.stitch()).diagnostics).toEqual([])
    expect(project.read('docs/a.md')).toContain('x = 3')
  })

  it('call differences in white space what they are, and mend them', async () => {
    // Entangled before 2.4 left blank lines empty.
    const project = await cloned()
    project.write('out/a.py', project.read('out/a.py').replace(/^ +$/m, ''))
    expect(await check(project)).toEqual([expect.stringContaining('File and page differ in white space alone.')])
    await project.tangle()
    expect(await check(project)).toEqual([])
    project.edit('out/a.py', '    x = 1', '        x = 1')
    expect(await check(project)).toEqual([expect.stringContaining('out/a.py was edited by hand')])
  })

  it('warn of a block that nothing uses', async () => {
    const project = await cloned({ 'docs/b.md': '``` {.python #spare}\ny = 1\n```\n' })
    expect(await check(project)).toEqual([expect.stringContaining('warning\nunused-block')])
  })

  it.each([
    ['a bare fence', '```\n\n', ''],
    ['a bare fence in a comment', '<!--\n```\n', '-->\n'],
    ['a fence with a language', '```python\nz = 1\n\n', ''],
    ['a fence too many', '```python\nz = 1\n```\n```\n\n', ''],
  ])('find %s that is not closed', async (_, before, after) => {
    const source = `${before}\`\`\` {.python #body}\nx = 1\n\nreturn x\n\`\`\`\n${after}`
    const [file = ''] = page.split('``` {.python #body}')
    const project = await cloned({ 'docs/a.md': file + source })
    expect(await check(project)).toEqual([expect.stringContaining('warning\nstray-fence')])
  })

  it('find no fence in the way where all are closed', async () => {
    const more = ['```\ntext\n```', '```python\nz = 1\n```', '  ```sh\n  ls\n  ```', 'a ``` b', '````md\n```\n````']
    expect(
      await check(
        await cloned({
          'docs/b.md': `${more.join('\n\n')}\n\n${page.split('# A page')[1]?.replaceAll('a.py', 'b.py').replaceAll('body', 'text')}`,
        }),
      ),
    ).toEqual([expect.stringContaining('out/b.py has not been generated')])
  })

  it('name leftovers', async () => {
    const old = (name: string) => `# ~/~ begin <<docs/a.md#${name}>>[init]\nprint(1)\n# ~/~ end\n`
    const files = { 'out/old.py': old('out/old.py'), 'lib/far.py': old('lib/far.py'), 'out/own.py': 'print(1)\n' }
    expect(await check(await cloned(files))).toEqual([
      expect.stringContaining(
        'warning\nleftover\nout/old.py was generated from docs/a.md, but no page writes it any more.',
      ),
    ])
    const project = await cloned({ ...files, 'bare.py': 'print(1)\n' })
    await database(project, 'out/a.py', 'out/old.py', 'lib/far.py', 'bare.py')
    project.edit('lib/far.py', 'print(1)', 'print(2)')
    expect(await check(project)).toEqual([
      expect.stringContaining('warning\nleftover\nThe database of Entangled has bare.py'),
      expect.stringContaining('warning\nleftover\nlib/far.py was generated from docs/a.md'),
      expect.stringContaining('warning\nleftover\nout/old.py was generated from docs/a.md'),
    ])
    // Nobody's work is in their way.
    await project.tangle()
    expect(project.read('out/old.py')).toBe(old('out/old.py'))
  })

  it('remember how the targets are annotated, until the configuration changes', async () => {
    const project = await cloned()
    const tangle = async (annotation?: AnnotationStyle) => {
      const { fileSystem } = project
      const opened = await openProject({ root: '/no', fileSystem, ...(annotation && { annotation }) })
      await applyPlan(await planProject(opened), fileSystem)
      return project.read('out/a.py')
    }
    const annotated = await tangle()
    const naked = await tangle('naked')
    expect(naked).not.toContain('~/~')
    expect(await check(project)).toEqual([])
    expect(await tangle()).toBe(naked)
    project.edit('docs/a.md', 'x = 1', 'x = 2')
    expect(await tangle()).toBe(naked.replace('x = 1', 'x = 2'))
    project.edit('out/a.py', 'x = 2', 'x = 1')
    expect((await project.stitch()).diagnostics).toEqual([])
    expect(project.read('out/a.py')).toBe(naked)
    expect(await tangle('standard')).toBe(annotated)
    expect(project.read(ledgerPath)).not.toContain('annotation')
    await tangle('naked')
    project.write('entangled.toml', 'version = "2.0"\nannotation = "supplemented"\n')
    expect(await tangle()).toBe(annotated)
  })
})
