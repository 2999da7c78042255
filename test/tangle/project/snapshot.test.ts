import { rename, rm, stat, symlink, utimes } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { openProject, planProject } from '../../../tangle/project/project.ts'
import { compareSnapshot, formatSnapshot, snapshotName } from '../../../tangle/project/snapshot.ts'
import { toSnapshot } from '../../../tangle/project/to-snapshot.ts'
import { StateFolder } from '../../../tangle/state/state-folder.ts'
import { applyPlan } from '../../../tangle/write/apply.ts'
import { NodeFileSystem } from '../../../tangle/write/node-file-system.ts'
import { type TemporaryProject, temporaryProject } from '../temporary-project.ts'

const page = '```txt {#a}\none\n```\n\n```txt {file=out/a.txt mode=644}\n<<a>>\n```\n'
const config = '{ "pages": ["docs/**/*.md", "README.md"], "types": false }'
const snapshotPath = `.tangle/${snapshotName}`
const old = new Date(Date.now() - 60_000)

/** A project that was tangled a while ago, with its snapshot. */
async function rememberedProject(since = Number.POSITIVE_INFINITY): Promise<TemporaryProject> {
  const project = await temporaryProject({
    'docs/a.md': page,
    'README.md': '# Read me\n',
    'tangle.config.json': config,
  })
  await remember(project, since)
  return project
}

async function remember({ root }: TemporaryProject, since: number): Promise<void> {
  const opened = await openProject({ root })
  await applyPlan(await planProject(opened), opened.fileSystem)
  for (const path of ['docs/a.md', 'README.md', 'out/a.txt', 'tangle.ledger', 'tangle.config.json', 'docs', '.'])
    await utimes(join(root, path), old, old)
  const content = await toSnapshot(opened, await planProject(opened), 'this one')
  if (!content) throw new Error('This project can be remembered.')
  new StateFolder(root).write(snapshotName, formatSnapshot(root, content, since) ?? '')
  await isYoungerThanAll(root)
}

/** Puts a file or folder beside the project, and a link to it in its place. */
async function moveOut(root: string, path: string): Promise<void> {
  await rename(join(root, path), join(root, '../other'))
  await symlink(join(root, '../other'), join(root, path))
}

/** Times of files go in steps: a snapshot must be younger than what it is about, or it is not trusted. */
async function isYoungerThanAll(root: string): Promise<void> {
  const later = new Date(Date.now() + 60_000)
  await utimes(join(root, snapshotPath), later, later)
}

const compare = ({ root }: TemporaryProject, toolchain = 'this one') =>
  compareSnapshot(root, toolchain, (pages, ignore) => new NodeFileSystem(root).glob(pages, ignore))

describe.concurrent('what is remembered of a project', () => {
  it('is taken for the same without a look into any file', async () => {
    const project = await rememberedProject()
    expect(await compare(project)).toMatchObject({ targetCount: 1, isStale: false })
  })

  it.each([
    ['a page that changed', ({ edit }) => edit('docs/a.md', 'one', 'two')],
    ['a page that is gone', ({ root }) => rm(join(root, 'README.md'))],
    ['a page that came', ({ write }) => write('docs/deep/b.md', 'More.\n')],
    ['a target that was edited', ({ write }) => write('out/a.txt', 'mine\n')],
    ['a target that is gone', ({ root }) => rm(join(root, 'out/a.txt'))],
    ['a ledger that changed', ({ write }) => write('tangle.ledger', '')],
    ['a configuration that changed', ({ write }) => write('tangle.config.json', '{}')],
    ['another configuration in front of it', ({ write }) => write('tangle.config.ts', 'export default {}')],
    ['the journal of an interrupted run', ({ write }) => write('.tangle/journal', '')],
    ['a page in the place of another one', ({ root }) => rename(join(root, 'README.md'), join(root, 'docs/a.md'))],
    ['a target that is behind a link now', ({ root }) => moveOut(root, 'out/a.txt')],
    ['a folder that is behind a link now', ({ root }) => moveOut(root, 'out')],
    ['a snapshot behind a link', ({ root }) => moveOut(root, snapshotPath)],
    ['a folder of our own behind a link', ({ root }) => moveOut(root, '.tangle')],
    ['a snapshot of another form', ({ write }) => write(snapshotPath, '{ "toolchain": "this one", "files": [[]] }')],
    ['a garbled snapshot', ({ write }) => write(snapshotPath, '{ "toolchain": "this')],
  ] satisfies [string, (project: TemporaryProject) => Promise<void>][])('does not hide %s', async (_, change) => {
    const project = await rememberedProject()
    await change(project)
    expect(await compare(project)).toBeUndefined()
  })

  it('is nothing to another toolchain', async () => {
    expect(await compare(await rememberedProject(), 'another one')).toBeUndefined()
  })

  it.runIf(process.platform !== 'win32')('does not hide other permissions than a page asks for', async () => {
    const project = await rememberedProject()
    const { chmod } = await import('node:fs/promises')
    await chmod(join(project.root, 'out/a.txt'), 0o600)
    expect(await compare(project)).toBeUndefined()
  })

  it('knows files with other times by their hash, and says that it had to read them', async () => {
    const project = await rememberedProject()
    await utimes(join(project.root, 'docs/a.md'), new Date(), new Date())
    expect(await compare(project)).toMatchObject({ targetCount: 1, isStale: true })
  })

  it('does not trust a file that is as young as the snapshot, even with the same size and times', async () => {
    const project = await rememberedProject()
    const { mtime } = await stat(join(project.root, 'docs/a.md'))
    // As if it had been taken in the same moment: the text may have changed behind it.
    await utimes(join(project.root, snapshotPath), mtime, mtime)
    const found = await compare(project)
    expect(found).toMatchObject({ isStale: true })
    await project.edit('docs/a.md', 'one', 'two')
    await utimes(join(project.root, 'docs/a.md'), mtime, mtime)
    expect(await compare(project)).toBeUndefined()
  })

  it('does not trust what changed while the run went on', async () => {
    const project = await rememberedProject(0)
    expect(await compare(project)).toMatchObject({ isStale: true })
    await project.edit('docs/a.md', 'one', 'two')
    expect(await compare(project)).toBeUndefined()
  })

  it('leaves out projects of which files do not say all', async () => {
    const project = await temporaryProject({
      'docs/a.md': page,
      'tangle.config.js': 'export default { pages: [process.env.PAGES ?? "docs/*.md"], types: false }',
      'package.json': '{ "type": "module" }',
    })
    const opened = await openProject({ root: project.root })
    expect(await toSnapshot(opened, await planProject(opened), 'this one')).toBeUndefined()
  })
})
