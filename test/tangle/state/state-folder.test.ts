import { execFileSync } from 'node:child_process'
import {
  chmodSync,
  copyFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { StateFolder } from '../../../tangle/state/state-folder.ts'
import { stateKey, stateKeyPath } from '../../../tangle/state/state-key.ts'

/** A folder with a project, and another one beside it that must stay as it is. */
function makeProject() {
  const folder = mkdtempSync(join(tmpdir(), 'tangle-state-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const [root, outside] = [join(folder, 'project'), join(folder, 'outside')]
  for (const path of [root, outside]) mkdirSync(path)
  writeFileSync(join(outside, 'kept'), 'kept')
  return { folder, root, outside, state: new StateFolder(root), at: (name: string) => join(root, '.tangle', name) }
}

type Project = ReturnType<typeof makeProject>

/** What has the name of an entry that was written as `text`, and is no such thing any more. */
const spoiled: readonly [string, (project: Project) => void][] = [
  ['a text that nobody signed', ({ at }) => writeFileSync(at('x'), 'text')],
  ['a damaged text', ({ at }) => writeFileSync(at('x'), readFileSync(at('x'), 'utf8').replace('text', 'Text'))],
  ['half a file', ({ at }) => truncateSync(at('x'), 20)],
  ['an empty file', ({ at }) => truncateSync(at('x'), 0)],
  ['a huge file', ({ at }) => truncateSync(at('x'), 2 ** 33)],
  [
    'what was written under another name',
    ({ at, state }) => {
      state.write('y', 'text')
      copyFileSync(at('y'), at('x'))
    },
  ],
  [
    'a link to what was written',
    ({ at, state }) => {
      state.write('y', 'text')
      rmSync(at('x'))
      symlinkSync('y', at('x'))
    },
  ],
  [
    'a link outside',
    ({ at, outside }) => {
      rmSync(at('x'))
      symlinkSync(join(outside, 'kept'), at('x'))
    },
  ],
  [
    'a folder',
    ({ at }) => {
      rmSync(at('x'))
      mkdirSync(at('x'))
    },
  ],
  [
    'a pipe',
    ({ at }) => {
      rmSync(at('x'))
      execFileSync('mkfifo', [at('x')])
    },
  ],
  [
    'an entry behind a link in the place of the whole folder',
    ({ root, outside }) => {
      cpSync(join(root, '.tangle'), join(outside, '.tangle'), { recursive: true })
      rmSync(join(root, '.tangle'), { recursive: true })
      symlinkSync(join(outside, '.tangle'), join(root, '.tangle'))
    },
  ],
]

describe('an entry of the state of a project', () => {
  it('is what was written, by this process or another one', () => {
    const { root, state } = makeProject()
    state.write('a/b', ['one\n', 'tw\u00f6'])
    expect(new StateFolder(root).read('a/b')).toMatchObject({ text: 'one\ntw\u00f6' })
    state.remove('a/b')
    expect(state.read('a/b')).toBeUndefined()
  })

  it.each(spoiled)('is absent if there is %s', (_, spoil) => {
    const project = makeProject()
    project.state.write('x', 'text')
    spoil(project)
    expect(project.state.read('x')).toBeUndefined()
    expect(project.state.list('x')).toEqual([])
  })

  it.each(spoiled)('is written anew, or not at all, if there is %s; nothing outside changes', (what, spoil) => {
    const project = makeProject()
    const { state, outside, root } = project
    state.write('x', 'text')
    spoil(project)
    const before = readdirSync(outside, { recursive: true }).sort()
    state.remove('x')
    expect(readdirSync(outside, { recursive: true }).sort()).toEqual(before)
    if (what === 'a folder' || what.startsWith('an entry behind')) {
      const path = what === 'a folder' ? '.tangle/x' : '.tangle'
      expect(() => state.write('x', 'new')).toThrow(`Delete ${path}: nothing in it is needed.`)
      expect(() => state.keep('x', 'new')).not.toThrow()
    } else {
      state.write('x', 'new')
      expect(new StateFolder(root).read('x')).toMatchObject({ text: 'new' })
    }
    expect(readFileSync(join(outside, 'kept'), 'utf8')).toBe('kept')
    expect(readdirSync(outside, { recursive: true }).sort()).toEqual(before)
  })

  it('is absent in a copy of the project elsewhere', () => {
    const { root, folder, state } = makeProject()
    state.write('x', 'text')
    cpSync(root, join(folder, 'copy'), { recursive: true })
    expect(new StateFolder(join(folder, 'copy')).read('x')).toBeUndefined()
    expect(state.read('x')).toBeDefined()
  })

  it('cannot be written where a file has the name of the folder', () => {
    const { root, state } = makeProject()
    writeFileSync(join(root, '.tangle'), 'a file')
    expect(state.read('x')).toBeUndefined()
    expect(() => state.write('x', '')).toThrow(
      '.tangle cannot be written: something else has its name (EEXIST). Delete .tangle: nothing in it is needed.',
    )
    state.remove('x')
    expect(readFileSync(join(root, '.tangle'), 'utf8')).toBe('a file')
  })

  it('leaves nothing unfinished behind, and removes what others left', () => {
    const { at, state } = makeProject()
    state.write('x', 'text')
    mkdirSync(at('run-999999999-1-000000000000'))
    const run = state.makeRunFolder()
    expect(statSync(run).isDirectory()).toBe(true)
    expect(readdirSync(at(''))).toEqual(['.gitignore', expect.stringMatching(/^run-\d+-/), 'x'])
  })
})

describe('the key', () => {
  const keyOf = (home: string) => stateKey(home, { XDG_STATE_HOME: join(home, 'state') })

  it('is made for one person alone, and stays', () => {
    const { outside, root } = makeProject()
    const environment = { XDG_STATE_HOME: join(outside, 'state') }
    const key = stateKey(root, environment)
    const file = stateKeyPath(environment) ?? ''
    expect(readFileSync(file, 'utf8')).toBe(`${key}\n`)
    if (process.platform !== 'win32') {
      expect(statSync(file).mode & 0o777).toBe(0o600)
      expect(statSync(join(file, '..')).mode & 0o777).toBe(0o700)
    }
    expect(readdirSync(join(file, '..'))).toEqual(['key'])
  })

  it.each<[string, (file: string) => void]>([
    ['damaged', (file) => writeFileSync(file, 'half', { mode: 0o600 })],
    ['a link', (file) => symlinkSync('/etc/hostname', file)],
    [
      'readable for others',
      (file) => {
        writeFileSync(file, `${'a'.repeat(64)}\n`)
        chmodSync(file, 0o644)
      },
    ],
  ])('that is %s is replaced', (_, make) => {
    const { outside, root } = makeProject()
    const environment = { XDG_STATE_HOME: outside }
    mkdirSync(join(outside, 'tangle'))
    make(join(outside, 'tangle/key'))
    const key = stateKey(root, environment)
    expect(key).not.toBe('a'.repeat(64))
    expect(readFileSync(join(outside, 'tangle/key'), 'utf8')).toBe(`${key}\n`)
  })

  it('is not kept in the project, which may bring one along', () => {
    const { root } = makeProject()
    const key = keyOf(root)
    expect(existsSync(join(root, 'state'))).toBe(false)
    mkdirSync(join(root, 'state/tangle'), { recursive: true })
    writeFileSync(join(root, 'state/tangle/key'), `${'a'.repeat(64)}\n`, { mode: 0o600 })
    expect(keyOf(root)).toBe(key)
  })

  it('is one for the life of the process where it cannot be kept', () => {
    const { root, outside } = makeProject()
    writeFileSync(join(outside, 'file'), '')
    const environment = { XDG_STATE_HOME: join(outside, 'file') }
    expect(stateKey(root, environment)).toBe(
      stateKey(root, { XDG_STATE_HOME: 'relative', HOME: join(outside, 'file') }),
    )
  })
})
