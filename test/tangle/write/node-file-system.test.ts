import { execFileSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { chmod, lstat, mkdir, readlink, stat, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { FileChangedError, FileError } from '../../../tangle/model/file-error.ts'
import type { FileSystem } from '../../../tangle/model/file-system.ts'
import { tanglePages } from '../../../tangle/resolve/tangle-pages.ts'
import { processMark } from '../../../tangle/state/process-mark.ts'
import { applyPlan } from '../../../tangle/write/apply.ts'
import { parseLedger } from '../../../tangle/write/ledger.ts'
import { NodeFileSystem } from '../../../tangle/write/node-file-system.ts'
import { planWrites } from '../../../tangle/write/plan.ts'
import { WriteError } from '../../../tangle/write/write-error.ts'
import { temporaryProject } from '../temporary-project.ts'

interface Fence {
  readonly file: string
  readonly text?: string
  readonly mode?: string
}

const pageOf = (fences: readonly Fence[]) =>
  fences
    .map(
      ({ file, text = 'new', mode }) => `\`\`\`{.txt file="${file}"${mode ? ` mode=${mode}` : ''}}\n${text}\n\`\`\`\n`,
    )
    .join('\n')

async function open(files: Readonly<Record<string, string>> = {}) {
  const { root } = await temporaryProject(files)
  const disk = new NodeFileSystem(root)
  const plan = (fences: readonly Fence[]) =>
    planWrites(tanglePages([{ path: 'a.md', text: pageOf(fences) }]).targets, disk)
  const tangle = async (fences: readonly Fence[], fileSystem: FileSystem = disk) => {
    const planned = await plan(fences)
    await applyPlan(planned, fileSystem)
    return planned
  }
  const read = (path: string) => readFileSync(join(root, path), 'utf8')
  return { root, disk, plan, tangle, read }
}

describe('a link', () => {
  it.each([
    ['to a folder outside', async (root: string) => symlink(join(root, '..'), join(root, 'out'))],
    [
      'to a file outside',
      async (root: string) => {
        await mkdir(join(root, 'out'))
        await writeFile(join(root, '../secret.txt'), 'secret')
        await symlink(join(root, '../secret.txt'), join(root, 'out/x.txt'))
      },
    ],
    [
      'to a file outside that does not exist yet',
      async (root: string) => {
        await mkdir(join(root, 'out'))
        await symlink(join(root, '../x.txt'), join(root, 'out/x.txt'))
      },
    ],
    ['to a folder that does not exist', async (root: string) => symlink('nowhere', join(root, 'out'))],
    ['to itself', async (root: string) => symlink('out', join(root, 'out'))],
    [
      'to the data of the repository',
      async (root: string) => {
        await mkdir(join(root, '.git'))
        await symlink('.git', join(root, 'out'))
      },
    ],
    ['to installed packages', async (root: string) => symlink('node_modules', join(root, 'out'))],
  ])('%s is refused, and nothing is written through it', async (_, link) => {
    const { root, plan, disk } = await open()
    await link(root)
    const before = readdirSync(join(root, '..'))
    const { actions, diagnostics } = await plan([{ file: 'out/x.txt' }])
    expect(actions).toEqual([])
    expect(diagnostics).toMatchObject([{ severity: 'error', location: { file: 'a.md', start: { line: 0 } } }])
    expect(['path-outside-project', 'unusable-path']).toContain(diagnostics[0]?.code)
    // The disk itself says no, too, whoever asks; a link that leads nowhere may be replaced, where it stands.
    await disk.write('out/x.txt', 'through').catch((error) => expect(error).toBeInstanceOf(FileError))
    expect(readdirSync(join(root, '..'))).toEqual(before)
    if (before.includes('secret.txt')) expect(readFileSync(join(root, '../secret.txt'), 'utf8')).toBe('secret')
  })

  it('inside the project stays a link, and what it leads to is replaced', async () => {
    const { root, tangle, read } = await open({ 'real/x.txt': 'new\n' })
    await symlink('real', join(root, 'out'))
    await tangle([{ file: 'out/x.txt' }])
    await tangle([{ file: 'out/x.txt', text: 'newer' }])
    expect(await readlink(join(root, 'out'))).toBe('real')
    expect(read('real/x.txt')).toBe('newer\n')
  })

  it('does not make one file of two targets', async () => {
    const { root, plan } = await open({ 'real/y.txt': '' })
    await symlink('real', join(root, 'out'))
    const { diagnostics, actions } = await plan([{ file: 'out/x.txt' }, { file: 'real/x.txt', text: 'other' }])
    expect(diagnostics).toMatchObject([{ code: 'two-names-for-one-file', location: { start: { line: 4 } } }])
    expect(actions).toMatchObject([{ kind: 'create', path: 'out/x.txt' }])
  })

  it('in place of the ledger or of our own folder leads nothing outside', async () => {
    for (const name of ['tangle.ledger', '.tangle']) {
      const { root, tangle } = await open()
      await mkdir(join(root, '../outside'))
      await writeFile(join(root, '../outside/ledger'), 'kept')
      await symlink(name === '.tangle' ? '../outside' : '../outside/ledger', join(root, name))
      await expect(tangle([{ file: 'x.txt' }])).rejects.toThrow(
        name === '.tangle' ? '.tangle is a link, which is not followed' : 'lies outside the project',
      )
      expect(readFileSync(join(root, '../outside/ledger'), 'utf8')).toBe('kept')
      expect(readdirSync(join(root, '../outside'))).toEqual(['ledger'])
    }
  })
})

describe('what stands in the way', () => {
  it('a folder in the place of a target is reported at the block, and stays', async () => {
    const { plan } = await open({ 'out/x.txt/y': '' })
    const { diagnostics } = await plan([{ file: 'out/x.txt' }])
    expect(diagnostics).toMatchObject([
      {
        code: 'unusable-path',
        message: 'out/x.txt cannot be read: it is a folder (EISDIR).',
        location: { file: 'a.md' },
      },
    ])
  })

  it('a file that is not what it was any more stays as it is, and nothing is left beside it', async () => {
    const { root, read } = await open({ 'out/x.txt': 'mine' })
    const disk = new NodeFileSystem(root)
    await expect(disk.write('out/x.txt', 'ours', { before: 'before' })).rejects.toThrow(FileChangedError)
    await expect(disk.write('gone/x.txt', 'ours', { before: 'before' })).rejects.toThrow(FileChangedError)
    expect(existsSync(join(root, 'gone'))).toBe(false)
    expect(read('out/x.txt')).toBe('mine')
    expect(readdirSync(join(root, 'out'))).toEqual(['x.txt'])
    await disk.write('out/x.txt', 'ours', { before: 'mine' })
    expect(read('out/x.txt')).toBe('ours')
  })

  it.each(['pipe', 'a link to one'])('a %s in the place of a target is reported, and not waited for', async (kind) => {
    const { root, plan } = await open({ 'out/y': '' })
    const pipe = kind === 'pipe' ? 'x.txt' : 'pipe'
    execFileSync('mkfifo', [join(root, 'out', pipe)])
    if (pipe !== 'x.txt') await symlink(pipe, join(root, 'out/x.txt'))
    expect((await plan([{ file: 'out/x.txt' }])).diagnostics).toMatchObject([
      { code: 'unusable-path', message: 'out/x.txt cannot be read: it is neither a file nor a folder.' },
    ])
  })

  it('a file in the place of a folder is reported at the block, and stays', async () => {
    const { plan, read } = await open({ out: 'a file' })
    const { diagnostics } = await plan([{ file: 'out/deep/x.txt' }])
    expect(diagnostics).toMatchObject([
      { code: 'unusable-path', message: 'out/deep/x.txt cannot exist: out is a file, not a folder.' },
    ])
    expect(read('out')).toBe('a file')
  })

  it('a target that is a folder of another one is reported at both', async () => {
    const { plan } = await open()
    const { diagnostics } = await plan([{ file: 'a/b' }, { file: 'a/b/c/d' }])
    expect(diagnostics).toMatchObject([
      { code: 'unusable-path', location: { start: { line: 4 } }, related: [{ location: { start: { line: 0 } } }] },
    ])
  })

  it('a path that the disk finds too long is reported at the block', async () => {
    const { plan } = await open()
    const { diagnostics } = await plan([{ file: `${'long/'.repeat(1000)}x.txt` }])
    expect(diagnostics).toMatchObject([{ code: 'disk-error', location: { file: 'a.md' } }])
    expect(diagnostics[0]?.message).toContain('too long')
  })

  it('a file that is no text is somebody else’s', async () => {
    const { root, plan } = await open()
    await writeFile(join(root, 'x.txt'), new Uint8Array([0xff, 0xfe, 0x00]))
    expect((await plan([{ file: 'x.txt' }])).diagnostics).toMatchObject([{ code: 'conflict' }])
  })

  it('an error of the disk stops one file, and is said; the others are written, and the ledger knows which', async () => {
    const { disk, tangle, read, root } = await open()
    await tangle([{ file: 'a.txt' }, { file: 'b.txt' }])
    const failing: FileSystem = {
      read: (path) => disk.read(path),
      exists: (path) => disk.exists(path),
      glob: (patterns) => disk.glob(patterns),
      realPath: (path) => disk.realPath(path),
      remove: (path) => disk.remove(path),
      write: (path, text) =>
        path === 'b.txt'
          ? Promise.reject(new FileError(path, `${path} cannot be written: the disk is full (ENOSPC).`, 'ENOSPC'))
          : disk.write(path, text),
    }
    const before = parseLedger(read('tangle.ledger'))
    const error = await tangle(
      [
        { file: 'a.txt', text: '2' },
        { file: 'b.txt', text: '2' },
      ],
      failing,
    ).catch((e) => e)
    expect(error).toBeInstanceOf(WriteError)
    expect([...error.failures]).toMatchObject([
      ['b.txt', { code: 'disk-error', location: { file: 'a.md', start: { line: 4 } } }],
    ])
    expect([read('a.txt'), read('b.txt')]).toEqual(['2\n', 'new\n'])
    const after = parseLedger(read('tangle.ledger'))
    expect(after.get('b.txt')).toBe(before.get('b.txt'))
    expect(after.get('a.txt')).not.toBe(before.get('a.txt'))
    // The next run, with room on the disk, has no conflict.
    expect(
      (
        await tangle([
          { file: 'a.txt', text: '3' },
          { file: 'b.txt', text: '3' },
        ])
      ).diagnostics,
    ).toEqual([])
    expect(existsSync(join(root, '.tangle/journal'))).toBe(false)
  })

  it('a change between plan and write is not overwritten', async () => {
    const { disk, plan, tangle, read, root } = await open()
    await tangle([{ file: 'a.txt' }, { file: 'gone.txt' }])
    const planned = await plan([{ file: 'a.txt', text: '2' }, { file: 'b.txt' }])
    for (const name of ['a.txt', 'b.txt', 'gone.txt']) await writeFile(join(root, name), 'mine\n')
    const error = await applyPlan(planned, disk).catch((e) => e)
    expect([...error.failures.keys()].sort()).toEqual(['a.txt', 'b.txt', 'gone.txt'])
    for (const name of ['a.txt', 'b.txt', 'gone.txt']) expect(read(name)).toBe('mine\n')
  })
})

describe.skipIf(process.platform === 'win32')('the mode of a file', () => {
  const modeOf = async (root: string, path: string) => (await stat(join(root, path))).mode & 0o777

  it('is that of the page, also for a file that is there, and also when the text stays the same', async () => {
    const { root, tangle, plan } = await open()
    await tangle([{ file: 'x.sh', mode: '755' }])
    expect(await modeOf(root, 'x.sh')).toBe(0o755)
    const planned = await tangle([{ file: 'x.sh', mode: '700' }])
    expect(planned.actions).toMatchObject([{ kind: 'mode', modeBefore: 0o755, mode: 0o700 }])
    expect(await modeOf(root, 'x.sh')).toBe(0o700)
    await tangle([{ file: 'x.sh', mode: '644', text: 'newer' }])
    expect(await modeOf(root, 'x.sh')).toBe(0o644)
    expect((await plan([{ file: 'x.sh', mode: '644', text: 'newer' }])).actions).toMatchObject([{ kind: 'unchanged' }])
  })

  it('stays what it is if the page says nothing, and is what is usual for a new file', async () => {
    const { root, tangle } = await open()
    await tangle([{ file: 'x.sh' }])
    await writeFile(join(root, 'usual'), '')
    expect(await modeOf(root, 'x.sh')).toBe(await modeOf(root, 'usual'))
    await chmod(join(root, 'x.sh'), 0o750)
    await tangle([{ file: 'x.sh', text: 'newer' }])
    expect(await modeOf(root, 'x.sh')).toBe(0o750)
  })
})

describe('folders', () => {
  it('that an orphan leaves empty are removed, and no others', async () => {
    const { root, tangle } = await open({ 'a/mine.txt': '' })
    await tangle([{ file: 'a/b/c/x.txt' }, { file: 'a/d/y.txt' }])
    await tangle([])
    expect(readdirSync(join(root, 'a'))).toEqual(['mine.txt'])
  })

  it('that somebody removes are made again', async () => {
    const { disk, read, root } = await open()
    await disk.write('a/b/x.txt', '1')
    await disk.remove('a/b/x.txt')
    expect(existsSync(join(root, 'a'))).toBe(false)
    await disk.write('a/b/x.txt', '2')
    expect(read('a/b/x.txt')).toBe('2')
  })

  it('of our own ignore themselves, and hold nothing unfinished after a run', async () => {
    const { root, tangle, read } = await open()
    await tangle([{ file: 'x.txt' }])
    expect(readdirSync(join(root, '.tangle'))).toEqual(['.gitignore', 'written'])
    expect(read('.tangle/.gitignore')).toBe('*\n')
  })

  it('of our own may be deleted while files are written', async () => {
    const { disk, read, root } = await open({ 'a/x.txt': '1' })
    await disk.exclusively(async () => {
      await disk.write('a/y.txt', '1')
      rmSync(join(root, '.tangle'), { recursive: true })
      await disk.write('a/x.txt', '2', { before: '1' })
      await expect(disk.write('a/y.txt', '2', { before: 'mine' })).rejects.toThrow(FileChangedError)
    })
    expect([read('a/x.txt'), read('a/y.txt')]).toEqual(['2', '1'])
    expect(readdirSync(join(root, 'a'))).toEqual(['x.txt', 'y.txt'])
  })

  it('in the place of a file stay, and it is said which', async () => {
    const { disk, root } = await open({ 'a/x.txt/y': '' })
    await expect(disk.write('a/x.txt', '1')).rejects.toThrow('a/x.txt cannot be written: it is a folder (EISDIR).')
    expect(readdirSync(join(root, 'a/x.txt'))).toEqual(['y'])
  })

  it('of our own ignore themselves also where a file in them is the first that is written', async () => {
    const { disk, read } = await open()
    await disk.write('.tangle/base', '')
    expect(read('.tangle/.gitignore')).toBe('*\n')
  })

  it('that are new hold what was written into them since, and nothing else', async () => {
    const { disk, read } = await open()
    expect(await disk.read('a/b/x.txt')).toBeUndefined()
    await disk.write('a/b/x.txt', '1')
    expect([await disk.read('a/b/x.txt'), await disk.read('a/b/y.txt'), await disk.read('a/x.txt')]).toEqual([
      '1',
      undefined,
      undefined,
    ])
    await disk.write('a/x.txt', ['one ', '', 'two'])
    expect(read('a/x.txt')).toBe('one two')
    await disk.remove('a/b/x.txt')
    expect(await disk.read('a/b/x.txt')).toBeUndefined()
    expect(await disk.realPath('a/b/x.txt')).toBe('a/b/x.txt')
    await disk.write('a/b/x.txt', '2')
    expect(await disk.read('a/b/x.txt')).toBe('2')
  })
})

it('deletes what a killed process left beside a file, and only that', async () => {
  const { root, disk } = await open()
  const mark = processMark()
  const gone = mark.replace(/^\d+/, '999999999')
  const names = [`.tangle-tmp-${gone}`, `.tangle-tmp-${mark}`, '.tangle-tmp-mine', `tmp-${gone}`]
  for (const name of names) await writeFile(join(root, name), '')
  await disk.removeLeftovers(['x.txt', 'nowhere/y.txt'])
  expect(readdirSync(root).filter((name) => names.includes(name))).toEqual(names.slice(1).sort())
  expect((await lstat(root)).isDirectory()).toBe(true)
})
