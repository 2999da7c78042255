import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import typescript from 'typescript'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { TypesDisk } from '../../../tangle/check/types-disk.ts'
import { lookIntoIncludedFolders } from '../../../tangle/check/types-include.ts'

const folders = ['a', 'a/b', 'a/b/c', '.h', '.h/i', 'a/.h', 'a/node_modules', 'a/node_modules/p', 'node_modules/p', 'z']
const patterns = [
  ...['a', 'a/', './a', 'a/b', 'z', 'none', '**/*', '**/*.d.ts', '*', '*/*', '*/b', 'a/*/c', 'a/**/c', '?/*.ts'],
  ...['.h', '.h/**/*', '**/.h', '**/.h/*', 'a/.h*/*.ts', '.*/*', 'node_modules/p', '**/node_modules/p/*', '*/.h/*.ts'],
  ...['a/x.d.ts', 'a/x.*', 'a/x*.ts', '../*/a', 'link', 'link/*', '**/c/*.ts', 'a/b/../*.ts'],
]
// In each folder, a new declaration, and a module that takes the place of one.
const files = ['.', ...folders, 'new', 'a/new', '.new', 'none'].flatMap((folder) =>
  ['x.d.ts', 'y.ts', 'x.d.mts'].map((name) => `${folder}/${name}`),
)

describe('what include of a tsconfig can reach', () => {
  let root: string
  beforeAll(async () => {
    root = join(await mkdtemp(join(tmpdir(), 'tangle-include-')), 'project')
    for (const folder of folders) {
      await mkdir(join(root, folder), { recursive: true })
      await writeFile(join(root, folder, 'y.d.ts'), '')
    }
    await symlink('a/b', join(root, 'link'))
    // A circle.
    await symlink('..', join(root, 'a/b/up'))
  })
  afterAll(() => rm(join(root, '..'), { recursive: true, force: true }))

  /** The declarations that the compiler finds. */
  const find = (pattern: string) => {
    const config = { include: [pattern] }
    const { fileNames } = typescript.parseJsonConfigFileContent(config, typescript.sys, root)
    return fileNames.filter((name) => /\.d\.[cm]?ts$/.test(name)).sort()
  }

  it.each(patterns)('of %s is noticed', async (pattern) => {
    const before = find(pattern)
    const disk = new TypesDisk(new Map())
    lookIntoIncludedFolders(disk, root, [pattern])
    const holds = () => {
      const now = new TypesDisk(new Map())
      return disk.answers.every((answer) => now.confirms(answer))
    }
    expect(holds()).toBe(true)
    const missed: string[] = []
    for (const file of files) {
      const folder = join(root, file, '..')
      const made = await mkdir(folder, { recursive: true })
      await writeFile(join(root, file), '')
      if (JSON.stringify(find(pattern)) !== JSON.stringify(before) && holds()) missed.push(file)
      await rm(made ?? join(root, file), { recursive: true })
    }
    expect(missed).toEqual([])
    expect(holds()).toBe(true)
  })

  it('is not everything: what lies elsewhere changes nothing', async () => {
    const disk = new TypesDisk(new Map())
    lookIntoIncludedFolders(disk, root, ['a/b', '*.ts'])
    const looked = disk.answers.map(([question, path]) => `${question} ${path.slice(root.length)}`)
    expect(looked).toContain('declarations /a/b/c')
    expect(looked).not.toContain('declarations /z')
    expect(looked).not.toContain('visibleFolders ')
  })
})
