import { mkdtempSync } from 'node:fs'
import { chmod, readdir, rename, rm, stat, symlink, utimes } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { checkTypes } from '../../../../tangle/check/types/check-types.ts'
import type { TypesCompiler } from '../../../../tangle/check/types/compiler.ts'
import { findCompiler } from '../../../../tangle/check/types/find-compiler.ts'
import { TypesCache } from '../../../../tangle/check/types/types-cache.ts'
import type { TangleConfig } from '../../../../tangle/config/config.ts'
import { openProject } from '../../../../tangle/project/project.ts'
import { StateFolder } from '../../../../tangle/state/state-folder.ts'
import { type TemporaryProject, temporaryProject } from '../../temporary-project.ts'

const scratch = mkdtempSync(join(tmpdir(), 'tangle-types-'))
afterAll(() => rm(scratch, { recursive: true, force: true }))

const compilerOptions = { lib: ['es5'], module: 'esnext', moduleResolution: 'bundler', types: [], strict: true }
const tsconfig = (more: object = {}, include: readonly string[] = ['src', 'types/*.d.ts']) =>
  JSON.stringify({ compilerOptions: { ...compilerOptions, allowImportingTsExtensions: true, ...more }, include })

const page = `# A page

\`\`\`ts {#use}
import { answer } from '../lib.ts'
const text: string = answer
\`\`\`

\`\`\`ts {file=out/a.ts}
<<use>>
text.trim()
\`\`\`

\`\`\`ts {file=out/b.ts}
export const b = 1
\`\`\`
`

const files = {
  'a.md': page,
  'lib.ts': "export { answer } from './inner'\n",
  'inner.d.ts': 'export declare const answer: number\n',
  'src/index.ts': 'export {}\n',
  'elsewhere/notes.txt': '',
  'tsconfig.json': tsconfig(),
}

interface Checked {
  /** `page:line:column code message`, in the order in which they are reported. */
  readonly found: readonly string[]
  /** Whether the compiler had to be loaded. */
  readonly isFresh: boolean
}

interface CheckOptions {
  readonly only?: readonly string[]
  readonly config?: TangleConfig
  readonly cache?: TypesCache
  /** Default: `typescript`. */
  readonly compiler?: TypesCompiler
}

async function check(
  { root }: TemporaryProject,
  { only, config = {}, cache, compiler: compilerOfProject = findCompiler(root) as TypesCompiler }: CheckOptions = {},
): Promise<Checked> {
  const project = await openProject({ root, config })
  const targets = project.tangled.targets.filter(({ path }) => !only || only.includes(path))
  let isFresh = false
  const open: TypesCompiler['open'] = (...input) => {
    isFresh = true
    return compilerOfProject.open(...input)
  }
  const compiler = { ...compilerOfProject, open }
  const diagnostics = checkTypes(project, targets, { compiler, ...(cache && { cache }) })
  const found = diagnostics.map(({ code, message, location, related = [] }) => {
    const place = (at = location) => `${at?.file}:${(at?.start.line ?? 0) + 1}:${(at?.start.column ?? 0) + 1}`
    return [place(), code, message.split('\n')[0], ...related.map((other) => place(other.location))].join(' ')
  })
  return { found, isFresh }
}

/** What the compiler says without a memory. */
function checkAfresh(project: TemporaryProject, options: CheckOptions = {}): Promise<Checked> {
  return check(project, { ...options, cache: new TypesCache(new StateFolder(mkdtempSync(join(scratch, 'cache-')))) })
}

/** Checks, changes something, and checks again; the second verdict must be the one of a compiler without a memory. */
async function checkAround(
  change: (project: TemporaryProject) => Promise<unknown>,
  {
    given = files,
    before = {},
    after = before,
  }: { given?: Record<string, string>; before?: CheckOptions; after?: CheckOptions } = {},
): Promise<{ readonly first: Checked; readonly second: Checked }> {
  const project = await temporaryProject(given)
  const first = await check(project, before)
  expect(first.isFresh).toBe(true)
  await change(project)
  const second = await check(project, after)
  expect(second.found).toEqual((await checkAfresh(project, after)).found)
  return { first, second }
}

const mistake = "a.md:5:7 type-error TS2322: Type 'number' is not assignable to type 'string'. out/a.ts:2:7"

describe('a verdict on types is kept', () => {
  it('when nothing changes', async () => {
    const { first, second } = await checkAround(() => Promise.resolve())
    expect(first.found).toEqual([mistake])
    expect(second).toEqual({ found: [mistake], isFresh: false })
  })

  // What does not change what the compiler sees; locations are of the page as it is now.
  const changes: [string, (project: TemporaryProject) => Promise<unknown>, readonly string[]][] = [
    ['a page line is inserted above', (p) => p.edit('a.md', '# A page', '# A page\n\nText.'), [mistake.replace('5:7', '7:7')]],
    ['a block moves to another page', async (p) => {
      const block = '```ts {file=out/b.ts}\nexport const b = 1\n```\n'
      await p.edit('a.md', block, '')
      await p.write('b.md', block)
    }, [mistake]],
    ['targets are written', async (p) => {
      await p.write('out/a.ts', 'nonsense')
      await p.write('out/b.ts', 'nonsense')
    }, [mistake]],
    ['a file appears that no wildcard and no import can reach', (p) => p.write('elsewhere/x.d.ts', 'declare const x: 1'), [mistake]],
    ['a file is written again with the same content', async (p) => {
      await p.write('lib.ts', await p.read('lib.ts'))
      await utimes(join(p.root, 'inner.d.ts'), 1, 1)
    }, [mistake]],
    ['the block announces the error', (p) => p.edit('a.md', '{#use}', '{#use check=error expect=TS2322}'), []],
  ] // biome-ignore format: one change per entry
  it.each(changes)('when %s', async (_, change, found) => {
    const { second } = await checkAround(change)
    expect(second).toEqual({ found, isFresh: false })
  })

  it('when an error is no longer announced, which is one then', async () => {
    const given = { ...files, 'a.md': page.replace('{#use}', '{#use check=error expect=TS2322}') }
    const { first, second } = await checkAround((project) => project.edit('a.md', ' check=error expect=TS2322', ''), {
      given,
    })
    expect(first.found).toEqual([])
    expect(second).toEqual({ found: [mistake], isFresh: false })
  })

  it('for each set of targets by itself', async () => {
    const project = await temporaryProject(files)
    const only = ['out/b.ts']
    expect([await check(project), await check(project, { only })].map(({ isFresh }) => isFresh)).toEqual([true, true])
    expect(await check(project)).toEqual({ found: [mistake], isFresh: false })
    expect(await check(project, { only })).toEqual({ found: [], isFresh: false })
    expect((await check(project, { config: { types: { include: ['out/b.ts'] } } })).isFresh).toBe(false)
  })

  it('for a few sets only: what was not used for longest is dropped', async () => {
    const blocks = ['a', 'b', 'c', 'd'].map((name) => `\`\`\`ts {file=${name}.ts}\nexport {}\n\`\`\`\n`)
    const project = await temporaryProject({ ...files, 'a.md': blocks.join('\n') })
    const cache = new TypesCache(new StateFolder(project.root), 2)
    const isFresh = async (name: string) => (await check(project, { only: [`${name}.ts`], cache })).isFresh
    // So that every use is later than the one before it, however coarse the clock of the disk is.
    const age = async (seconds: number) => {
      for (const file of (await readdir(join(project.root, '.tangle/types'))).map((name) =>
        join(project.root, '.tangle/types', name),
      ))
        if ((await stat(file)).mtimeMs > 10_000) await utimes(file, seconds, seconds)
    }
    expect(await isFresh('a')).toBe(true)
    await age(1)
    expect(await isFresh('b')).toBe(true)
    await age(2)
    expect(await isFresh('a')).toBe(false)
    expect(await isFresh('c')).toBe(true)
    expect([await isFresh('a'), await isFresh('c'), await isFresh('b')]).toEqual([false, false, true])
  })

  it('by the command, too', async () => {
    const project = await temporaryProject({ ...files, 'inner.d.ts': 'export declare const answer: string\n' })
    await project.tangle()
    const results = [await project.tangle('check'), await project.tangle('check')]
    expect(results.map(({ exitCode, stdout }) => [exitCode, stdout])).toEqual([
      [0, '2 targets of 1 page checked\n'],
      [0, '2 targets of 1 page checked\n'],
    ])
    expect(await check(project)).toEqual({ found: [], isFresh: false })
    await project.edit('inner.d.ts', 'string', 'number')
    expect((await project.tangle('check')).stdout).toContain('a.md:5:7')
  })
})

const pkg = { ...files, 'a.md': page.replace('../lib.ts', 'package-of-ours') }
const fine: readonly string[] = []

describe('a verdict on types is given anew', () => {
  const shown = 'export declare const answer: string\n'
  const changes: [string, (project: TemporaryProject) => Promise<unknown>, readonly string[]][] = [
    ['a target changes', (p) => p.edit('a.md', 'text: string', 'text: number'), ["a.md:10:6 type-error TS2339: Property 'trim' does not exist on type 'number'. out/a.ts:3:6"]],
    ['a module changes', (p) => p.edit('inner.d.ts', 'number', 'string'), fine],
    ['the tsconfig changes', (p) => p.write('tsconfig.json', tsconfig({ strict: false, noUnusedLocals: true })), [mistake]],
    ['a file shadows another one', (p) => p.write('inner.ts', "export const answer = 'x'\n"), fine],
    ['a folder shadows nothing, but its file does', async (p) => {
      await rm(join(p.root, 'inner.d.ts'))
      await p.write('inner/index.d.ts', shown)
    }, fine],
    ['a module is gone', (p) => rm(join(p.root, 'inner.d.ts')), []],
    ['a module is renamed', (p) => rename(join(p.root, 'inner.d.ts'), join(p.root, 'inner.d.mts')), ['']],
    ['a module becomes a link', async (p) => {
      await p.write('other.d.ts', shown)
      await rm(join(p.root, 'inner.d.ts'))
      await symlink('other.d.ts', join(p.root, 'inner.d.ts'))
    }, fine],
    ['a wildcard of the tsconfig reaches a new declaration', (p) => p.write('types/text.d.ts', "declare module '../lib.ts' { export const answer: string }"), [mistake]],
    ['a page takes the place of a module', (p) => p.edit('a.md', '# A page', '```ts {file=inner.ts}\nexport const answer = "x"\n```'), fine],
  ] // biome-ignore format: one change per entry
  it.each(changes)('when %s', async (what, change, found) => {
    const { first, second } = await checkAround(change)
    expect(first.found).toEqual([mistake])
    expect(second.isFresh).toBe(true)
    // What it says of the renamed one is the compiler's matter; that it is the same as afresh has been compared.
    if (!what.includes('renamed')) expect(second.found).toEqual(found)
  })

  it('when a package appears, and when its package.json leads elsewhere', async () => {
    const project = await temporaryProject(pkg)
    expect((await check(project)).found).toEqual([
      expect.stringContaining("a.md:4:24 type-error TS2307: Cannot find module 'package-of-ours'"),
    ])
    await project.write('out/node_modules/package-of-ours/index.d.ts', 'export declare const answer: number\n')
    await project.write('out/node_modules/package-of-ours/better.d.ts', shown)
    expect(await check(project)).toEqual({ found: [mistake], isFresh: true })
    expect((await check(project)).isFresh).toBe(false)
    await project.write('out/node_modules/package-of-ours/package.json', '{"types": "better.d.ts"}')
    expect(await check(project)).toEqual({ found: [], isFresh: true })
  })

  it('when a file of a package changes within the tick of the clock and keeps its size', async () => {
    const project = await temporaryProject(pkg)
    const file = 'out/node_modules/package-of-ours/index.d.ts'
    await project.write(file, 'export declare const answer: number\n')
    expect((await check(project)).found).toEqual([mistake])
    expect((await check(project)).isFresh).toBe(false)
    await project.write(file, shown)
    expect(await check(project)).toEqual({ found: [], isFresh: true })
  })

  it('when a tsconfig that it extends changes', async () => {
    const given = { ...files, 'base.json': tsconfig(), 'tsconfig.json': '{"extends": "./base.json"}' }
    const { second } = await checkAround(
      (p) => p.write('base.json', tsconfig({ noUnusedLocals: true, lib: ['es2015'] })),
      { given },
    )
    expect(second.isFresh).toBe(true)
  })

  it('when a declaration appears in a folder that a wildcard reaches', async () => {
    const given = { ...files, 'a.md': '```ts {file=out/a.ts}\nanswer.trim()\n```\n' }
    const { first, second } = await checkAround(
      (p) => p.write('src/deep/er/global.d.ts', 'declare const answer: string'),
      { given },
    )
    expect(first.found).toEqual([expect.stringContaining("TS2304: Cannot find name 'answer'")])
    expect(second).toEqual({ found: [], isFresh: true })
  })

  it('when other targets are checked, or with another tsconfig', async () => {
    const config = { types: { tsconfig: 'other.json' } }
    const project = await temporaryProject({ ...files, 'other.json': tsconfig({ strict: false }) })
    await check(project)
    expect((await check(project, { only: ['out/b.ts'] })).isFresh).toBe(true)
    expect((await check(project, { config })).isFresh).toBe(true)
    await project.write('b.md', '```ts {file=out/c.ts}\nexport {}\n```\n')
    expect((await check(project)).isFresh).toBe(true)
  })

  it('when the compiler is another one, or has been replaced', async () => {
    const project = await temporaryProject(files)
    await check(project)
    const file = join(project.root, 'other/typescript/package.json')
    await project.write('other/typescript/package.json', '{"version": "6.0.4"}')
    const compiler = { ...(findCompiler(project.root) as TypesCompiler), files: [file] }
    expect((await check(project, { compiler })).isFresh).toBe(true)
    expect((await check(project, { compiler })).isFresh).toBe(false)
    await project.write('other/typescript/package.json', '{"version": "6.0.5"}')
    expect((await check(project, { compiler })).isFresh).toBe(true)
  })
})

describe('a cache of verdicts', () => {
  const cacheFile = async ({ root }: TemporaryProject) => {
    const names = await readdir(join(root, '.tangle/types'))
    return join(root, '.tangle/types', names.find((name) => name.endsWith('.json')) ?? '')
  }

  it.each([
    ['is cut off', (text: string) => text.slice(0, 100)],
    ['is something else', () => '[1, 2]'],
    ['is nothing', () => 'null'],
    ['is of another version', (text: string) => text.replace('"made":"2 ', '"made":"1 ')],
    [
      'has an answer to no question',
      (text: string) => text.replace('"answers":[[', '"answers":[["toString","x","y"],['),
    ],
    ['has a finding without a place', (text: string) => text.replace('"start":', '"begin":')],
  ])('that %s is none', async (_, damage) => {
    const { second } = await checkAround(async (project) => {
      const state = new StateFolder(project.root)
      const [{ name = '' } = {}] = state.list('types')
      const { text = '' } = state.read(name) ?? {}
      expect(damage(text)).not.toBe(text)
      state.write(name, damage(text))
    })
    expect(second).toEqual({ found: [mistake], isFresh: true })
  })

  it('that cannot be written is none', async () => {
    const project = await temporaryProject({ ...files, '.tangle': 'a file where the folder would be' })
    expect(await check(project)).toEqual({ found: [mistake], isFresh: true })
    expect(await check(project)).toEqual({ found: [mistake], isFresh: true })
  })

  it('that can only be read is as good', async () => {
    const { second } = await checkAround(async (project) => {
      await chmod(await cacheFile(project), 0o444)
      await chmod(join(project.root, '.tangle/types'), 0o555)
    })
    expect(second).toEqual({ found: [mistake], isFresh: false })
  })

  it('is hidden from git', async () => {
    const project = await temporaryProject(files)
    await check(project)
    expect(await project.read('.tangle/.gitignore')).toBe('*\n')
  })
})

describe('whatever changes', () => {
  /** Numbers that look random and are the same each time: a linear congruential generator (Numerical Recipes). */
  function numbers(seed: number): (below: number) => number {
    let state = seed
    return (below) => {
      state = (state * 1_664_525 + 1_013_904_223) % 2 ** 32
      return Math.floor((state / 2 ** 32) * below)
    }
  }

  it.each([1, 2, 3])('the kept verdict is the fresh one (series %i)', async (seed) => {
    const project = await temporaryProject(files)
    const random = numbers(seed)
    const types = ['string', 'number', 'unknown']
    const type = () => types[random(types.length)]
    const names = ['inner.ts', 'inner.d.ts', 'inner/index.ts', 'types/global.d.ts', 'src/deep/x.d.ts', 'lib.d.ts']
    const changes: (() => Promise<unknown>)[] = [
      () => project.write(names[random(names.length)] ?? '', `export declare const answer: ${type()}\n`),
      () => rm(join(project.root, names[random(names.length)] ?? ''), { force: true }),
      () => project.write('a.md', page.replace('text: string', `text: ${type()}`)),
      () => project.write('a.md', `${'\n'.repeat(random(5))}${page}`),
      () => project.write('a.md', page.replace('{#use}', '{#use check=error expect=TS2322}')),
      () => project.write('tsconfig.json', tsconfig({ noUnusedLocals: random(2) === 0, strict: random(2) === 0 })),
      () => project.write('b.md', `\`\`\`ts {file=out/c.ts}\nexport const c: ${type()} = 1\n\`\`\`\n`),
      () => rm(join(project.root, 'b.md'), { force: true }),
      () => Promise.resolve(),
    ]
    const reused: boolean[] = []
    for (let round = 0; round < 10; round++) {
      await changes[random(changes.length)]?.()
      const { found, isFresh } = await check(project)
      expect(found).toEqual((await checkAfresh(project)).found)
      reused.push(!isFresh)
    }
    expect(reused).toContain(true)
    expect(reused).toContain(false)
  })
})
