import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { collectExamples, openProject, runExamples } from '@parley/tangle'
import { describe, expect, test } from 'vitest'
import { fingerprintExamples } from '../../../../tangle/run/changed/fingerprint.ts'
import { findLinkedPackage, hashPackages } from '../../../../tangle/run/changed/packages.ts'
import { readPassed, stateFile } from '../../../../tangle/run/changed/passed.ts'
import type { Selection } from '../../../../tangle/run/changed/select-examples.ts'
import { NodeFileSystem } from '../../../../tangle/write/node-file-system.ts'
import { type TemporaryProject, temporaryProject } from '../../temporary-project.ts'

const a = `# A

\`\`\`ts {file=out/a.ts}
import { greeting } from '../lib/greeting.ts'
console.log(greeting)
\`\`\`

\`\`\`text {output=a}
Hello
\`\`\`
`

const b = `# B

\`\`\`ts {file=out/b.ts}
console.log(process.env.WHO)
\`\`\`

\`\`\`text {output=b}
scenario b
\`\`\`
`

const host = `import { prefix } from './lib/host-library.ts'

export async function start({ name }) {
  const { who } = await import(\`./scenarios/\${name}.ts\`)
  return { env: { WHO: prefix + who }, stop() {} }
}
`

const files = {
  'package.json': '{ "type": "module" }\n',
  'package-lock.json': '{ "lockfileVersion": 3 }\n',
  'tangle.config.json': '{ "examples": { "include": ["out/*.ts"], "host": "host.ts" }, "types": false }\n',
  'a.md': a,
  'b.md': b,
  'out/README': 'esbuild follows relative imports only from a folder that exists.\n',
  'lib/greeting.ts': "export const greeting = 'Hello'\n",
  'lib/host-library.ts': "export const prefix = ''\n",
  'host.ts': host,
  'scenarios/a.ts': "export const who = 'scenario a'\n",
  'scenarios/b.ts': "import { who as name } from './names.ts'\n\nexport const who = `scenario ${name}`\n",
  'scenarios/names.ts': "export const who = 'b'\n",
}

interface Ran {
  /** The names of the examples that ran, in order. */
  readonly ran: readonly string[]
  readonly unchanged: readonly string[]
  readonly failed: readonly string[]
  readonly doubts: readonly string[]
}

async function run({ root }: TemporaryProject, onlyChanged = true, names?: readonly string[]): Promise<Ran> {
  const project = await openProject({ root })
  const all = collectExamples(project).examples
  let unchanged: string[] = []
  let doubts: readonly string[] = []
  const results = await runExamples(project, names ? all.filter(({ name }) => names.includes(name)) : all, {
    onlyChanged,
    onSelection(selection) {
      unchanged = selection.unchanged.map(({ name }) => name)
      doubts = selection.doubts
    },
  })
  const failed = results.filter(({ diagnostics }) => diagnostics.length > 0)
  return {
    ran: results.map(({ example }) => example.name),
    unchanged,
    failed: failed.map(({ example }) => example.name),
    doubts,
  }
}

const nothingRan: Ran = { ran: [], unchanged: ['a', 'b'], failed: [], doubts: [] }

/** A project in which everything has passed. */
async function passed(changes: Readonly<Record<string, string>> = {}): Promise<TemporaryProject> {
  const project = await temporaryProject({ ...files, ...changes })
  expect(await run(project)).toMatchObject({ ran: ['a', 'b'], failed: [] })
  return project
}

interface Change {
  readonly what: string
  readonly file: string
  readonly before: string
  readonly after: string
  readonly ran: readonly string[]
}

const changes: Change[] = [
  { what: 'the prose of a page', file: 'a.md', before: '# A\n', after: '# A\n\nMore.\n', ran: [] },
  { what: 'a block', file: 'a.md', before: '(greeting)', after: '(`${greeting}`)', ran: ['a'] },
  { what: 'an expectation', file: 'a.md', before: '\nHello\n', after: '\nGood morning\n', ran: ['a'] },
  { what: 'an attribute', file: 'a.md', before: 'out/a.ts}', after: 'out/a.ts timeout=20s}', ran: ['a'] },
  { what: 'a module that a program imports', file: 'lib/greeting.ts', before: 'Hello', after: 'Hullo', ran: ['a'] },
  { what: 'the host', file: 'host.ts', before: 'prefix +', after: '"" + prefix +', ran: ['a', 'b'] },
  { what: 'a module that the host imports', file: 'lib/host-library.ts', before: "''", after: '""', ran: ['a', 'b'] },
  { what: 'the scenario of one example', file: 'scenarios/a.ts', before: 'scenario a', after: 'scene', ran: ['a'] },
  {
    what: 'the configuration',
    file: 'tangle.config.json',
    before: '"types"',
    after: '"links": false, "types"',
    ran: ['a', 'b'],
  },
  { what: 'the lockfile', file: 'package-lock.json', before: '3', after: '2', ran: ['a', 'b'] },
]

describe('with --changed', { concurrent: true }, () => {
  test.each(changes)('after a change of $what, these run: $ran', async ({ file, before, after, ran }) => {
    const project = await passed()
    expect(await run(project)).toEqual(nothingRan)
    await project.edit(file, before, after)
    expect((await run(project)).ran).toEqual(ran)
  })

  test('what only one scenario imports belongs to its example', async () => {
    // Not through the pattern of the host, which would find it, too.
    const outside = "import { who as name } from '../lib/names.ts'\n\nexport const who = `scenario ${name}`\n"
    const project = await passed({ 'scenarios/b.ts': outside, 'lib/names.ts': "export const who = 'b'\n" })
    await project.edit('lib/names.ts', "'b'", '"b"')
    expect((await run(project)).ran).toEqual(['b'])
  })

  test('what the host may load and no example is called like belongs to all', async () => {
    const project = await passed()
    await project.edit('scenarios/names.ts', "'b'", '"b"')
    expect((await run(project)).ran).toEqual(['a', 'b'])
  })

  test('an example that failed runs again until it passes', async () => {
    const project = await passed()
    await project.edit('a.md', '\nHello\n', '\nHullo\n')
    expect(await run(project)).toMatchObject({ ran: ['a'], failed: ['a'] })
    expect(await run(project)).toMatchObject({ ran: ['a'], failed: ['a'], unchanged: ['b'] })
    await project.edit('a.md', '\nHullo\n', '\nHello\n')
    expect(await run(project)).toMatchObject({ ran: ['a'], failed: [] })
    expect(await run(project)).toEqual(nothingRan)
  })

  test('a run of everything, or of some, is written down as well', async () => {
    const project = await temporaryProject(files)
    expect((await run(project, false, ['a'])).ran).toEqual(['a'])
    expect(await run(project)).toMatchObject({ ran: ['b'], unchanged: ['a'] })
    expect((await run(project, false)).ran).toEqual(['a', 'b'])
    expect(await run(project)).toEqual(nothingRan)
  })

  test.each([
    ['is spoilt', '{ "format": 1, "passed": { "a"'],
    ['is of another format', '{ "format": 0, "passed": { "a": "x", "b": "y" } }'],
    ['holds something else', '{ "format": 1, "passed": ["a", "b"] }'],
  ])('a record that %s makes everything run', async (_what, text) => {
    const project = await passed()
    // As the toolchain writes it: what it has not signed counts as absent.
    await new NodeFileSystem(project.root).write(stateFile, text)
    expect((await run(project)).ran).toEqual(['a', 'b'])
    expect(await run(project)).toEqual(nothingRan)
  })

  test('a record that is gone makes everything run', async () => {
    const project = await passed()
    await rm(join(project.root, stateFile))
    expect((await run(project)).ran).toEqual(['a', 'b'])
  })

  test('an example that is gone is forgotten', async () => {
    const project = await passed()
    await rm(join(project.root, 'a.md'))
    await run(project)
    expect([...(await readPassed(new NodeFileSystem(project.root))).keys()]).toEqual(['b'])
  })
})

describe('tangle run --changed', { concurrent: true }, () => {
  test('says how many were left out, and runs the rest', async () => {
    const project = await temporaryProject(files)
    expect((await project.tangle('run')).stdout).toBe('✓ a\n✓ b\n')
    await project.edit('b.md', 'console.log', 'console.info')
    const { stdout, stderr, exitCode } = await project.tangle('run', '--changed')
    expect(stdout).toBe('- 1 example unchanged\n✓ b\n')
    expect(stderr).toBe('1 example held, 0 did not\n')
    expect(exitCode).toBe(0)
    expect((await project.tangle('run', '--changed')).stdout).toBe('- 2 examples unchanged\n')
  })

  test('says why it did not leave out more', async () => {
    const reads = b.replace('console', "import { existsSync } from 'node:fs'\nexistsSync('x')\nconsole")
    const project = await temporaryProject({ ...files, 'b.md': reads })
    await project.tangle('run')
    expect((await project.tangle('run', '--changed')).stdout).toBe(
      '- in doubt, so run again: out/b.ts uses node:fs, so it may read files that no import names.\n- 1 example unchanged\n✓ b\n',
    )
  })

  test('still checks the types of what it leaves out', async () => {
    const options = {
      ...{ strict: true, noEmit: true, allowImportingTsExtensions: true },
      ...{ module: 'esnext', moduleResolution: 'bundler' },
    }
    const project = await temporaryProject({
      'package.json': files['package.json'],
      'tangle.config.json': '{ "examples": { "include": ["out/*.ts"] } }\n',
      'tsconfig.json': JSON.stringify({ compilerOptions: options }),
      'a.md': a.replace('console.log(greeting)', 'const text: string = greeting\nconsole.log(text)'),
      'lib/greeting.ts': files['lib/greeting.ts'],
      'out/README': files['out/README'],
    })
    expect(await project.tangle('run')).toMatchObject({ stdout: '✓ a\n', exitCode: 0 })
    await project.edit('lib/greeting.ts', "'Hello'", "'Hello' as unknown")
    const { stdout, exitCode } = await project.tangle('run', '--changed')
    expect(stdout).toContain('- 1 example unchanged\n')
    expect(stdout).toContain('a.md:5:7 error type-error')
    expect(exitCode).toBe(1)
  })
})

describe('in doubt', { concurrent: true }, () => {
  const doubts: [what: string, changes: Record<string, string>, ran: string[], doubt: string][] = [
    [
      'a host that computes the path of an import',
      {
        'host.ts': host.replace(
          '`./scenarios/${name}.ts`',
          'new URL("./scenarios/" + name + ".ts", import.meta.url).href',
        ),
      },
      ['a', 'b'],
      'host.ts has an import whose path is computed.',
    ],
    [
      'a host that reads files',
      {
        'lib/host-library.ts':
          "import { readFileSync } from 'node:fs'\n\nexport const prefix = readFileSync(new URL('../e.txt', import.meta.url), 'utf8')\n",
        'e.txt': '',
      },
      ['a', 'b'],
      'host.ts uses node:fs, so it may read files that no import names.',
    ],
    [
      'a program that reads files',
      {
        'b.md': b
          .replace('console', "import { existsSync } from 'node:fs'\nconsole")
          .replace('WHO)', 'WHO ?? existsSync("x"))'),
      },
      ['b'],
      'out/b.ts uses node:fs, so it may read files that no import names.',
    ],
    [
      'a program that computes the path of an import',
      { 'b.md': b.replace('console', 'await import(process.env.MODULE ?? "node:path")\nconsole') },
      ['b'],
      'out/b.ts has an import whose path is computed.',
    ],
  ]

  test.each(doubts)('%s: it runs, and the reason is told', async (_what, changes, ran, doubt) => {
    const project = await passed(changes)
    expect(await run(project)).toMatchObject({ ran, failed: [], doubts: [doubt] })
  })

  test('a host that cannot be compiled leaves nothing out', async () => {
    const { root, edit } = await passed()
    await edit('lib/host-library.ts', 'export', 'export export')
    const project = await openProject({ root })
    const selections: Selection[] = []
    const running = runExamples(project, collectExamples(project).examples, {
      onlyChanged: true,
      onSelection: (selection) => selections.push(selection),
    })
    await expect(running).rejects.toThrow()
    expect(selections).toMatchObject([{ unchanged: [], doubts: ['host.ts cannot be compiled: Unexpected "export"'] }])
  })

  test('a program in another language always runs', async () => {
    const project = await temporaryProject({
      'package.json': '{}\n',
      'tangle.config.json': '{ "examples": { "include": ["out/*.txt"] } }\n',
      'a.md': '# A\n\n```text {file=out/a.txt}\nHello\n```\n',
    })
    const opened = await openProject({ root: project.root })
    const { examples } = collectExamples(opened)
    expect([...(await fingerprintExamples(opened, examples))]).toEqual([
      ['a', { doubt: 'What a reads is not known: only JavaScript and TypeScript are followed.' }],
    ])
  })
})

describe('packages', () => {
  test('a link to sources is found, and what was installed is none', async () => {
    const { root } = await temporaryProject({})
    expect(await findLinkedPackage(root, ['picomatch', '@parley/tangle', 'nothing'])).toBe('@parley/tangle')
    expect(await findLinkedPackage(root, ['picomatch'])).toBeUndefined()
  })

  test('their versions are known from a lockfile here or further up, and only from one', async () => {
    const { root, write } = await temporaryProject({ 'inner/package.json': '{}\n' })
    await rm(join(root, 'node_modules'))
    const inner = join(root, 'inner')
    expect(await hashPackages(inner)).toBeUndefined()
    await write('pnpm-lock.yaml', 'lockfileVersion: 9\n')
    const first = await hashPackages(inner)
    expect(first).toMatch(/^[0-9a-f]{64}$/)
    await write('inner/package.json', '{ "type": "module" }\n')
    expect(await hashPackages(inner)).not.toBe(first)
  })
})
