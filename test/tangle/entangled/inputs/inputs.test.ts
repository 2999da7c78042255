import { symlink } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { defaultConfig } from '../../../../tangle/entangled/config/config.ts'
import { matchesIgnoreGlob, matchesWatchGlob, toFileSystemGlobs } from '../../../../tangle/entangled/inputs/globs.ts'
import { findInputs } from '../../../../tangle/entangled/inputs/inputs.ts'
import { MemoryFileSystem } from '../../../../tangle/write/memory-file-system.ts'
import { NodeFileSystem } from '../../../../tangle/write/node-file-system.ts'
import { temporaryProject } from '../../temporary-project.ts'

function find(paths: readonly string[], watchList: readonly string[], ignoreList: readonly string[] = []) {
  const files = Object.fromEntries(paths.map((path) => [path, '']))
  return findInputs({ ...defaultConfig, watchList, ignoreList }, new MemoryFileSystem(files))
}

describe('globs of watch_list', () => {
  it.each([
    ['**/*.md', 'a.md', true],
    ['**/*.md', 'a/b/c.md', true],
    ['**/*.md', '.config/nvim/.hidden.md', true],
    ['*.md', 'a/b.md', false],
    ['docs/*.md', 'docs/a/b.md', false],
    ['./docs/*.md', 'docs/a.md', true],
    ['docs/**', 'docs/a/b.md', true],
    ['docs/**/x.md', 'docs/x.md', true],
    ['day[0-9].md', 'day1.md', true],
    ['day[!0-9].md', 'day1.md', false],
    ['day?.md', 'dayx.md', true],
    // Python knows neither braces nor groups.
    ['{a,b}.md', 'a.md', false],
    ['{a,b}.md', '{a,b}.md', true],
    ['(a).md', '(a).md', true],
  ])('%s and %s: %s', (glob, path, expected) => {
    expect(matchesWatchGlob(glob)(path)).toBe(expected)
  })
})

describe('globs of ignore_list', () => {
  it.each([
    ['README.md', 'README.md', true],
    ['README.md', 'a/b/README.md', true],
    ['docs/README.md', 'a/docs/README.md', true],
    ['*/README.md', 'README.md', false],
    // Two stars are one segment, as in Python's `PurePath.match`.
    ['**/README.md', 'README.md', false],
    ['**/README.md', 'a/b/README.md', true],
    ['drafts/**', 'drafts/a.md', true],
    ['drafts/**', 'drafts/a/b.md', false],
  ])('%s and %s: %s', (glob, path, expected) => {
    expect(matchesIgnoreGlob(glob)(path)).toBe(expected)
  })
})

describe('inputs', () => {
  it('are sorted folder by folder, not as text', async () => {
    const paths = ['docs-old/a.md', 'docs/b.md', 'docs/a/z.md', 'docs/Z.md', 'docs.md', 'é.md', 'z.md']
    expect((await find(paths, ['**/*.md'])).paths).toEqual([
      'docs/Z.md',
      'docs/a/z.md',
      'docs/b.md',
      'docs-old/a.md',
      'docs.md',
      'z.md',
      'é.md',
    ])
  })

  it('are read once where two globs match', async () => {
    expect((await find(['a.md', 'b.md'], ['*.md', 'a.md'])).paths).toEqual(['a.md', 'b.md'])
  })

  it('are not what others installed', async () => {
    const paths = ['a.md', '.venv/x.md', 'venv/lib/python3/site-packages/p/x.md', '.entangled/x.md']
    expect((await find(paths, ['**/*.md'])).paths).toEqual(['a.md'])
  })

  it('lack what ignore_list matches', async () => {
    const { paths, diagnostics } = await find(['a.md', 'README.md', 'x/README.md'], ['**/*.md'], ['README.md'])
    expect(paths).toEqual(['a.md'])
    expect(diagnostics).toEqual([])
  })

  it('that a glob of ignore_list seems to match are reported', async () => {
    const { paths, diagnostics } = await find(['drafts/a/b.md', 'drafts/c.md'], ['**/*.md'], ['drafts/**'])
    expect(paths).toEqual(['drafts/a/b.md'])
    expect(diagnostics.map(({ severity, message }) => `${severity} ${message}`)).toEqual([
      'warning `ignore_list` has drafts/**, but drafts/a/b.md is read: in this list `**` stands for one folder.',
    ])
  })

  it('may be hidden, on a disk as well', async () => {
    const project = await temporaryProject({
      'a.md': '',
      '.b.md': '',
      '.config/nvim/init.md': '',
      'home/.config/.deep/c.md': '',
      'node_modules_not/d.md': '',
      'x{y}/e.md': '',
    })
    const fileSystem = new NodeFileSystem(project.root)
    expect((await findInputs(defaultConfig, fileSystem)).paths).toEqual([
      '.b.md',
      '.config/nvim/init.md',
      'a.md',
      'home/.config/.deep/c.md',
      'node_modules_not/d.md',
      'x{y}/e.md',
    ])
    const braces = { ...defaultConfig, watchList: ['x{y}/*.md', '.config/**/*.md'] }
    expect((await findInputs(braces, fileSystem)).paths).toEqual(['.config/nvim/init.md', 'x{y}/e.md'])
  })

  it('are not read twice through a link, but a link that is named is read', async () => {
    const project = await temporaryProject({ 'docs/a.md': '' })
    await symlink('docs', join(project.root, 'same'))
    await symlink('docs/a.md', join(project.root, 'link.md'))
    const fileSystem = new NodeFileSystem(project.root)
    const paths = async (...watchList: string[]) =>
      (await findInputs({ ...defaultConfig, watchList }, fileSystem)).paths
    expect(await paths('**/*.md')).toEqual(['docs/a.md'])
    expect(await paths('./link.md', 'gone.md')).toEqual(['link.md'])
  })

  it('keep classes of characters as globs', () => {
    expect(toFileSystemGlobs('day[!0-9](a).md')).toEqual(['day[!0-9]\\(a\\).md'])
  })
})
