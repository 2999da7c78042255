import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { openProject, planProject } from '../../tangle/project/project.ts'
import { StateFolder } from '../../tangle/state/state-folder.ts'
import { applyStitch, resumeStitch } from '../../tangle/stitch/apply-stitch.ts'
import { planStitch } from '../../tangle/stitch/stitch-project.ts'
import { applyPlan } from '../../tangle/write/apply.ts'
import { hashText } from '../../tangle/write/ledger.ts'
import { type TemporaryProject, temporaryProject } from './temporary-project.ts'

const fence = (path: string, text: string) => `\`\`\`{.txt file="${path}"}\n${text}\n\`\`\`\n`

/** `tangle`, and what it says. */
async function tangle({ root }: TemporaryProject, config = {}) {
  const project = await openProject({ root, config })
  const plan = await planProject(project)
  if (plan.diagnostics.length === 0) await applyPlan(plan, project.fileSystem)
  return plan.diagnostics
}

const line = async (path: string, text: string) => `${await hashText(text)}  ${path}\n`

// A ledger is committed: a pull request may add any line to it.
it('removes no file because of a line of the ledger, if nobody could bring it back', async () => {
  const project = await temporaryProject({ 'a.md': fence('x.txt', 'x'), 'notes.txt': '', 'package.json': '{}\n' })
  const ledger =
    (await line('notes.txt', '')) + (await line('package.json', '{}\n')) + (await line('a.md', fence('x.txt', 'x')))
  await project.write('tangle.ledger', ledger)
  expect(await tangle(project)).toMatchObject([
    { code: 'orphan', severity: 'error', location: { file: 'notes.txt' } },
    { code: 'orphan', location: { file: 'package.json' } },
  ])
  for (const path of ['notes.txt', 'package.json', 'a.md']) expect(existsSync(join(project.root, path))).toBe(true)
})

it('removes what a page gave up if it was written here, or if git has it', async () => {
  const page = fence('x.txt', 'x') + fence('y.txt', 'y')
  const written = await temporaryProject({ 'a.md': page })
  expect(await tangle(written)).toEqual([])
  await written.write('a.md', fence('y.txt', 'y'))
  expect(await tangle(written)).toEqual([])
  expect(existsSync(join(written.root, 'x.txt'))).toBe(false)

  const cloned = await temporaryProject({ 'a.md': page })
  await tangle(cloned)
  const git = (...args: string[]) => execFileSync('git', args, { cwd: cloned.root, stdio: 'pipe' })
  git('init', '-q')
  git('add', 'x.txt', 'y.txt')
  await rm(join(cloned.root, '.tangle'), { recursive: true })
  await cloned.write('a.md', 'No block.\n')
  await cloned.write('y.txt', 'y\r\n')
  expect(await tangle(cloned)).toEqual([])
  for (const path of ['x.txt', 'y.txt']) expect(existsSync(join(cloned.root, path))).toBe(false)
})

it.each(['a\u2028b.txt', 'a\u2029b.txt', 'a\u00a0b.txt'])('knows %j again that it wrote', async (path) => {
  const project = await temporaryProject({ 'a.md': fence(path, 'one') })
  expect(await tangle(project)).toEqual([])
  await project.write('a.md', fence(path, 'two'))
  expect(await tangle(project)).toEqual([])
  expect(readFileSync(join(project.root, path), 'utf8')).toBe('two\n')
})

// What decides how a project is read can be written by no page: the next run would read another project.
const settings = '[tool.entangled]\nversion = "2.0"'
it.each([
  ['pyproject.toml', settings, 1],
  ['Pyproject.TOML', settings, 1],
  ['pyproject.toml', '[tool]\nentangled.version = "2.0"', 1],
  ['pyproject.toml', '["tool".\'entangled\']\nx = 1', 1],
  ['pyproject.toml', '[tool.entangled', 1],
  ['pyproject.toml', '[project]\nname = "demo"', 0],
  ['pyproject.toml', '[project]\nname = "entangled-demo"', 0],
  ['demo/pyproject.toml', settings, 0],
  ['.entangled/filedb.json', '{}', 1],
  ['.Entangled/tasks.json', '{}', 1],
  ['entangled.toml', '', 1],
  ['tangle.baseline.json', '{}', 1],
  ['tangle.config.json', '{}', 1],
  ['.tangle/stitch', '{}', 1],
])('a page that writes %s with %j is refused: %i', async (path, text, count) => {
  const project = await temporaryProject({ 'a.md': fence(path, text) })
  const opened = await openProject({ root: project.root })
  const { diagnostics } = await planProject(opened)
  expect([...opened.tangled.diagnostics, ...diagnostics]).toMatchObject(
    Array.from({ length: count }, () => ({ code: 'unusable-path', severity: 'error' })),
  )
})

it('lets a page write a pyproject.toml that says of Entangled what it says already', async () => {
  const project = await temporaryProject({ 'a.md': '', 'pyproject.toml': `${settings}\n` })
  await project.write('a.md', '``` {.toml file=pyproject.toml}\n[project]\nname = "x"\n```\n')
  const { diagnostics } = await planProject(await openProject({ root: project.root }))
  expect(diagnostics).toMatchObject([{ code: 'unusable-path' }])
})

// A clone brings it along. It is no setting: a project that has a ledger of ours stays what it is.
it('makes no project of Entangled of one that was tangled here, for a database', async () => {
  const project = await temporaryProject({ 'a.md': '```js {file=x.js}\nx\n```\n' })
  expect(await tangle(project)).toEqual([])
  const hexdigest = await hashText('x')
  const database = { version: '2.4.2', files: { 'x.js': { hexdigest } }, targets: ['x.js'] }
  await project.write('.entangled/filedb.json', JSON.stringify(database))
  const unset = async () => {
    const opened = await openProject({ root: project.root })
    const plan = await planProject(opened)
    await applyPlan(plan, opened.fileSystem)
    return plan
  }
  expect((await unset()).actions).toMatchObject([{ kind: 'unchanged', path: 'x.js' }])
  // Nor is anything removed if the ledger was made to say otherwise: that is not how it was written here.
  const ledger = await project.read('tangle.ledger')
  await project.write('tangle.ledger', ledger.replace('last:', 'last, as Entangled does:'))
  expect((await unset()).actions).toMatchObject([{ kind: 'conflict', path: 'x.js' }])
  expect(await project.read('x.js')).toBe('x\n')
})

it('reads a project of Entangled that has nothing but its database each time in the same way', async () => {
  const project = await temporaryProject({
    'a.md': '``` {.python file=x.py}\nx\n```\n',
    '.entangled/filedb.json': '{"version": "2.4.2", "files": {}, "targets": []}',
  })
  for (const kind of ['create', 'unchanged']) {
    const opened = await openProject({ root: project.root })
    const plan = await planProject(opened)
    await applyPlan(plan, opened.fileSystem)
    expect([plan.diagnostics, plan.actions]).toMatchObject([[], [{ kind, path: 'x.py' }]])
    expect(await project.read('x.py')).toContain('~/~ begin')
  }
})

it('writes over no configuration that was named, whatever the ledger says', async () => {
  const project = await temporaryProject({ 'a.md': fence('my.json', '{}'), 'my.json': '{"pages": ["a.md"]}' })
  await project.write('tangle.ledger', await line('my.json', '{"pages": ["a.md"]}'))
  const { diagnostics } = await planProject(await openProject({ root: project.root, configFile: 'my.json' }))
  expect(diagnostics).toMatchObject([{ code: 'unusable-path', message: 'The target my.json is the configuration.' }])
})

// Even a journal with the right signature: no run of this project would have written it.
it.each(['.git/config', 'node_modules/x.md', 'tangle.config.json', 'notes.txt', '../outside.md', 'x.txt'])(
  'ends no stitch that names %s as a page',
  async (path) => {
    const project = await temporaryProject({
      'a.md': fence('x.txt', 'x'),
      'notes.txt': 'mine',
      '../outside.md': 'mine',
    })
    expect(await tangle(project)).toEqual([])
    const before = existsSync(join(project.root, path)) ? await project.read(path) : ''
    const state = new StateFolder(project.root)
    state.write('stitch', JSON.stringify({ pages: [{ path, before, after: 'theirs' }], targets: [] }))
    expect(await resumeStitch(await openProject({ root: project.root, config: {} }))).toBeUndefined()
    if (existsSync(join(project.root, path))) expect(await project.read(path)).toBe(before)
    expect(state.read('stitch')).toBeUndefined()
  },
)

it('ends a stitch that names its pages, and that was written here', async () => {
  const project = await temporaryProject({ 'a.md': fence('x.txt', 'x') })
  await tangle(project)
  await project.write('x.txt', 'edited\n')
  const journal = {
    pages: [{ path: 'a.md', before: fence('x.txt', 'x'), after: fence('x.txt', 'edited') }],
    targets: [['x.txt', await hashText('edited\n'), await hashText('edited\n')]],
  }
  await project.write('.tangle/stitch', JSON.stringify(journal))
  const open = () => openProject({ root: project.root, config: {} })
  expect(await resumeStitch(await open())).toBeUndefined()
  new StateFolder(project.root).write('stitch', JSON.stringify(journal))
  const resumed = await resumeStitch(await open())
  expect(await project.read('a.md')).toBe(fence('x.txt', 'edited'))
  const opened = await open()
  const plan = await planStitch(opened, { carried: resumed?.targets ?? new Map() })
  expect((await applyStitch(opened, plan, resumed)).diagnostics).toEqual([])
})
