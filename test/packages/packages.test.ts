import { readFile } from 'node:fs/promises'
import { pathToFileURL } from 'node:url'
import { afterAll, describe, expect, it } from 'vitest'
import { compile, install, removeConsumers, runInBrowser } from './consumer.ts'
import type { PackedPackage } from './pack-packages.ts'
import { importedPackages, packedPackages } from './packed-packages.ts'

const { sdk, tangle } = await packedPackages()
afterAll(removeConsumers)

const command = 'node_modules/@parley/tangle/bin/tangle.js'
const typesOfNode = ['@types/node', 'undici-types']

describe.each<[name: string, pack: PackedPackage]>([
  ['@parley/sdk', sdk],
  ['@parley/tangle', tangle],
])('the tarball of %s', (_, pack) => {
  it('has what is needed, and neither tests nor sources', async () => {
    expect(pack.files).toEqual(expect.arrayContaining(['LICENSE', 'README.md', 'package.json', 'dist/index.js']))
    // Modules that are started as processes are imported by nobody.
    const processes = ['weave/dev/check-process', 'weave/hover/hover-process'].map((path) => `dist/${path}.js`)
    if (pack.files.includes('dist/weave/index.js')) expect(pack.files).toEqual(expect.arrayContaining(processes))
    const strangers = pack.files.filter((file) => !/^(dist|bin)\/.+\.js$|^dist\/.+\.(?:d\.ts|css)$/.test(file))
    expect(
      strangers.filter(
        (file) => !/^(LICENSE|README\.md|CHANGELOG\.md|package\.json|tangle\.config\.schema\.json)$/.test(file),
      ),
    ).toEqual([])
    expect(pack.files.filter((file) => /(?:^|\/)tests?\/|\.test\.|fixture/.test(file))).toEqual([])
    const license = (folder: string | URL) => readFile(new URL('LICENSE', folder), 'utf8')
    expect(await license(pathToFileURL(`${pack.folder}/`))).toBe(await license(new URL('../../', import.meta.url)))
  })

  it('imports nothing that it does not declare', async () => {
    const { dependencies, peerDependencies = {} } = pack.manifest
    const imported = await importedPackages(pack)
    const declared = Object.keys({ ...dependencies, ...peerDependencies })
    // A module that a plugin of the package makes is in no registry.
    const others = imported.filter((name) => !name.startsWith('virtual:') && !declared.includes(name))
    expect(others).toEqual([])
  })
})

describe('@parley/sdk in another project', () => {
  const consumer = `
    import { SdkError } from '@parley/sdk'
    import { type ChatReply, DifyClient } from '@parley/sdk/dify'
    import { createMock, defineScenario } from '@parley/sdk/mock'
    import { chatEvents } from '@parley/sdk/unique'

    const mock = createMock({ scenario: defineScenario({ user: [{ text: 'Hello' }] }) })
    const dify = DifyClient.fromEnvironment({ user: 'user-123', fetch: mock.fetch }, mock.environment())
    const reply: Promise<ChatReply> = dify.chat.send({ query: 'Hello' })
    // @ts-expect-error A query is a text: the types are there, and are no \`any\`.
    void dify.chat.send({ query: 1 })
    export const all = [SdkError, chatEvents, reply]
  `

  it.each(['nodenext', 'bundler'] as const)('has types, also with moduleResolution %s', async (resolution) => {
    const files = { 'package.json': '{ "type": "module" }', 'consumer.ts': consumer }
    const project = await install(sdk, files)
    expect(await compile(project, resolution, [])).toBe('')
  })

  const talk = `
    import { DifyClient } from '@parley/sdk/dify'
    import { createMock } from '@parley/sdk/mock'

    const mock = createMock()
    const dify = DifyClient.fromEnvironment({ user: 'user-123', fetch: mock.fetch }, mock.environment())
    const answer = dify.chat.send({ query: 'Hello' }).then((reply) => reply.answer)
  `

  it('is one client, whichever entry it comes by', async () => {
    const program = `
      import { DifyClient } from '@parley/sdk'
      import { DifyClient as Same } from '@parley/sdk/dify'
      import { ChatService } from '@parley/sdk/unique'
      console.log(DifyClient === Same, typeof ChatService)`
    const project = await install(sdk, { 'program.mjs': program })
    expect(await project.run('program.mjs')).toEqual({ exitCode: 0, stdout: 'true function\n', stderr: '' })
  })

  it('is imported by plain Node', async () => {
    const project = await install(sdk, { 'program.mjs': `${talk}\nconsole.log(await answer)` })
    const { stdout, stderr } = await project.run('program.mjs')
    expect({ stdout, stderr }).toEqual({ stdout: expect.stringContaining('Hello'), stderr: '' })
  })

  it('runs in a browser', async () => {
    const project = await install(sdk, { 'browser.js': `${talk}\nglobalThis.result = answer` })
    expect(await runInBrowser(project)).toContain('Hello')
  })
})

const python = '# Words\n\n```python {#count}\ndef count(text):\n    return len(text.split())\n```\n'
const pythonFile = '\n```python {file=out/words.py}\n<<count>>\n\nprint(count("one two"))\n```\n'
const rust =
  '# Main\n\n```rust {file=out/main.rs}\nfn main() {\n    <<body>>\n}\n```\n\n```rust {#body}\nlet a = 1;\nlet b = 2;\n```\n'

describe('@parley/tangle in a folder of pages', () => {
  it('does the right thing without any configuration', async () => {
    const project = await install(tangle, { 'README.md': python + pythonFile, 'docs/main.md': rust })
    expect(await project.run(command)).toEqual({
      exitCode: 0,
      stdout: 'created out/words.py\ncreated out/main.rs\n',
      stderr: '',
    })
    expect(await project.read('out/main.rs')).toBe('fn main() {\n    let a = 1;\n    let b = 2;\n}\n')
    expect(await project.read('out/words.py')).toMatch(/^def count.*\n\nprint\(count\("one two"\)\)\n$/s)
    expect(await project.run(command, 'check')).toMatchObject({ exitCode: 0, stderr: '' })
    expect((await project.run(command, 'list')).stdout).toContain('<<body>>  docs/main.md:9:10  used by out/main.rs')

    await project.write({ 'docs/main.md': rust.replace('let b = 2', 'let b = 3').replace('<<body>>', '<<boby>>') })
    const { exitCode, stdout } = await project.run(command, 'check')
    expect(exitCode).toBe(1)
    expect(stdout).toContain('docs/main.md:5:5 error undefined-name')
    expect(stdout).toContain('body')
  })

  it('explains itself', async () => {
    const project = await install(tangle)
    const { stdout, exitCode } = await project.run(command, '--help')
    expect(exitCode).toBe(0)
    for (const needed of ['{#name}', '<<name>>', '{file=path}', 'tangle check', 'tangle.config.{ts,js,json}'])
      expect(stdout).toContain(needed)
  })

  it('starts without loading more than the command line', async () => {
    const hooks = `
      import { writeSync } from 'node:fs'
      export async function load(url, context, next) {
        if (url.startsWith('file:')) writeSync(2, url + '\\n')
        return next(url, context)
      }`
    const register = `
      import { register } from 'node:module'
      register(${JSON.stringify(`data:text/javascript,${encodeURIComponent(hooks)}`)})`
    const project = await install(tangle, { 'register.mjs': register })
    const { stdout, stderr } = await project.run('--import', './register.mjs', command, '--version')
    expect(stdout).toMatch(/^\d+\.\d+\.\d+\n$/)
    const loaded = stderr.trim().split('\n')
    expect(loaded).toEqual(expect.arrayContaining([expect.stringMatching(/\/dist\/cli\/main\.js$/)]))
    expect(loaded.length).toBeLessThan(12)
  })
})

describe('the configuration of @parley/tangle', () => {
  const inTypeScript = `
    import { defineConfig, type TangleConfig } from '@parley/tangle'
    const pages: TangleConfig['pages'] = ['docs/*.md']
    export default defineConfig({ pages })
  `

  it.each([
    ['without a package.json', {}],
    ['in a package of CommonJS', { 'package.json': '{ "type": "commonjs" }' }],
    ['in a package of modules', { 'package.json': '{ "type": "module" }' }],
  ])('may be TypeScript %s, where neither TypeScript nor tsx is installed', async (_, files) => {
    const project = await install(tangle, {
      ...files,
      'README.md': python + pythonFile,
      'docs/main.md': rust,
      'tangle.config.ts': inTypeScript,
    })
    expect(await project.run(command)).toEqual({ exitCode: 0, stdout: 'created out/main.rs\n', stderr: '' })
  })

  it.each([
    ['tangle.config.js', "export default { pages: ['docs/*.md'] }"],
    ['tangle.config.js', "module.exports = { pages: ['docs/*.md'] }"],
    ['tangle.config.json', '{ "pages": ["docs/*.md"] }'],
  ])('may be %s: %s', async (file, text) => {
    const project = await install(tangle, { 'README.md': python + pythonFile, 'docs/main.md': rust, [file]: text })
    expect(await project.run(command)).toEqual({ exitCode: 0, stdout: 'created out/main.rs\n', stderr: '' })
  })

  it.each([
    ["export default { page: ['a.md'] }", 'tangle.config.ts: `page` is not a key. Did you mean `pages`?'],
    ["export default { pages: 'a.md' }", "tangle.config.ts: `pages` must be a list of strings, not 'a.md'."],
    ['export const pages = []', 'tangle.config.ts has no default export.'],
    ['export default {', 'tangle.config.ts cannot be loaded: '],
  ])('is refused if it says %s', async (text, message) => {
    const project = await install(tangle, { 'tangle.config.ts': text })
    const { exitCode, stderr } = await project.run(command, 'check')
    expect(exitCode).toBe(2)
    expect(stderr).toContain(`tangle: ${message}`)
  })
})

it('@parley/tangle takes over a project of Entangled', async () => {
  const project = await install(tangle, {
    'entangled.toml': 'version = "2.0"\nwatch_list = ["lit/*.md"]\n',
    'lit/a.md': '``` {.python file=a.py}\n<<b>>\n```\n\n``` {.python #b}\nx = 1\n```\n',
  })
  expect(await project.run(command)).toMatchObject({ exitCode: 0, stderr: '' })
  expect(await project.read('a.py')).toBe(
    [
      '# ~/~ begin <<lit/a.md#a.py>>[init]',
      '# ~/~ begin <<lit/a.md#b>>[init]',
      ...['x = 1', '# ~/~ end', '# ~/~ end', ''],
    ].join('\n'),
  )
})

it('@parley/tangle runs examples, and compares', async () => {
  const page = (said: string) =>
    `\`\`\`ts {file=out/hello.ts}\nimport { who } from './who.ts'\nconsole.log(who as string)\n\`\`\`\n\n\`\`\`text {output=hello}\n${said}\n\`\`\`\n`
  const project = await install(tangle, {
    'tangle.config.json': '{ "examples": { "include": ["out/*.ts"] }, "types": false }',
    'out/who.ts': "export const who: unknown = 'world'\n",
    'a.md': page('world'),
  })
  expect(await project.run(command, 'run')).toMatchObject({ exitCode: 0, stdout: '✓ hello\n' })
  await project.write({ 'a.md': page('moon') })
  const { exitCode, stdout } = await project.run(command, 'run')
  expect(exitCode).toBe(1)
  expect(stdout).toContain('a.md:7:1 error unexpected-output')
})

describe('the library of @parley/tangle', () => {
  it.each(['nodenext', 'bundler'] as const)('has types, also with moduleResolution %s', async (resolution) => {
    const consumer = `
      import { defineConfig, openProject, NodeFileSystem } from '@parley/tangle'
      import { type Diagnostic, tanglePages, withInlineSourceMap } from '@parley/tangle/core'

      const { targets, pages, diagnostics } = tanglePages([{ path: 'a.md', text: '' }])
      export const texts: string[] = targets.map((target) => withInlineSourceMap(target, pages))
      export const found: readonly Diagnostic[] = diagnostics
      // @ts-expect-error A page has a path and a text.
      tanglePages([{ path: 1 }])
      export const rest = [defineConfig({ pages: [] }), openProject, NodeFileSystem]
    `
    const files = { 'package.json': '{ "type": "module" }', 'consumer.ts': consumer }
    expect(await compile(await install(tangle, files, typesOfNode), resolution)).toBe('')
  })

  it('tangles in a browser', async () => {
    const script = `
      import { applyPlan, checkUnproven, formatDiagnostics, MemoryFileSystem, openEntangledProject, originAt, planWrites,
        tanglePages, toSourceMap, withInlineSourceMap } from '@parley/tangle/core'

      const text = ${JSON.stringify(`${rust}\n\`\`\`rust {#unused}\n<<boby>>\n\`\`\`\n`)}
      const tangled = tanglePages([{ path: 'docs/main.md', text }])
      const [target] = tangled.targets
      async function tangle() {
        const disk = new MemoryFileSystem({ 'entangled.toml': 'version = "2.0"', 'a.md': '\`\`\` {.python file=a.py}\\nx\\n\`\`\`\\n' })
        await applyPlan(await planWrites(tangled.targets, disk, [], {}), disk)
        const entangled = await openEntangledProject(disk)
        const same = (text) => text
        const colors = { bold: same, cyan: same, dim: same, green: same, red: same, yellow: same }
        const diagnostics = [...tangled.diagnostics, ...checkUnproven({ config: {}, tangled })]
        return JSON.stringify({
          written: [...disk.files.keys()].sort(),
          text: disk.files.get('out/main.rs'),
          entangled: entangled.tangled.targets.map(({ path }) => path),
          origin: originAt(target, { line: 1, column: 8 }).position,
          sources: toSourceMap(target, tangled.pages).sources,
          inline: withInlineSourceMap(target, tangled.pages).includes('sourceMappingURL=data:'),
          said: formatDiagnostics(diagnostics, () => tangled.pages[0].lines, colors),
        })
      }
      globalThis.result = tangle()
    `
    const result = JSON.parse(String(await runInBrowser(await install(tangle, { 'browser.js': script }))))
    expect(result).toMatchObject({
      written: ['.tangle/written', 'a.md', 'entangled.toml', 'out/main.rs', 'tangle.ledger'],
      text: 'fn main() {\n    let a = 1;\n    let b = 2;\n}\n',
      entangled: ['a.py'],
      origin: { line: 9, column: 4 },
      sources: ['docs/main.md'],
      inline: true,
    })
    expect(result.said).toContain('docs/main.md:15:1 error undefined-name')
    expect(result.said).toContain('docs/main.md:14:10 error unused-block')
  })

  it('imports all its entry points in plain Node', async () => {
    const entries = ['@parley/tangle', '@parley/tangle/core', '@parley/tangle/weave']
    const project = await install(tangle, {
      'all.mjs': `for (const entry of ${JSON.stringify(entries)}) console.log(Object.keys(await import(entry)).length > 3)`,
    })
    expect(await project.run('all.mjs')).toEqual({ exitCode: 0, stdout: 'true\ntrue\ntrue\n', stderr: '' })
  })
})

it('vitest shows places of pages, with the configuration that the page of the library has', async () => {
  const config = new URL('../fixtures/source-maps-project/vitest.config.ts', import.meta.url)
  const page =
    '# A\n\n- ```ts {file=out/fail.ts}\n  export function fail(): never {\n    throw new Error("no")\n  }\n  ```\n'
  const files = {
    'package.json': '{ "type": "module" }',
    'docs/a.md': page,
    'fail.test.ts':
      "import { test } from 'vitest'\nimport { fail } from './out/fail.ts'\ntest('fails', () => fail())\n",
    'vitest.config.ts': await readFile(config, 'utf8'),
  }
  const project = await install(tangle, files, ['vitest'])
  await project.run(command)
  const { stdout, stderr, exitCode } = await project.run('node_modules/vitest/vitest.mjs', 'run')
  expect(exitCode).toBe(1)
  expect(stdout + stderr).toMatch(/docs\/a\.md:5:11/)
})
