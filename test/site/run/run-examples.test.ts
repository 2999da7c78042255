import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { beforeAll, describe, expect, test, vi } from 'vitest'
import { openProject } from '../../../tangle/project/project.ts'
import type { RunnableExample } from '../../../tangle/weave/client/run/runnable-example.ts'
import { type RunExamples, runExamples } from '../../../tangle/weave/run/run-examples.ts'
import { createRunnableExamples } from '../../../tangle/weave/run/runnable-examples.ts'
import { MemoryFileSystem } from '../../../tangle/write/memory-file-system.ts'
import { temporaryProject } from '../../tangle/temporary-project.ts'

const page = (word: string) => `# Page

\`\`\`ts {#greet}
interface Named { name: string }
const one: Named = { name: '${word}' }

console.log(one.name)
\`\`\`

\`\`\`text {output=greet}
${word}
\`\`\`

[Full](../../examples/greet.ts)

<!--
\`\`\`ts {file=examples/greet.ts}
import { SdkError } from '@parley/sdk'
if (SdkError) {
  <<greet>>
}
\`\`\`
\`\`\`ts {file=test/scenarios/greet.ts}
export default { user: [{ text: 'Hi' as const }] }
\`\`\`
\`\`\`ts {file=examples/files.ts}
import { readFile } from 'node:fs/promises'
void readFile
\`\`\`
\`\`\`sh {file=examples/other.sh}
echo
\`\`\`
-->
`

async function open(word: string) {
  const fileSystem = new MemoryFileSystem({ 'docs/guides/index.md': page(word) })
  const runners = { '.sh': { command: ['sh', '{file}'] } }
  return openProject({ root: '/project', config: { examples: { include: ['examples/*'], runners } }, fileSystem })
}

let project: Awaited<ReturnType<typeof open>>
let run: RunExamples

beforeAll(async () => {
  project = await open('Ann')
  run = runExamples({
    siteFolder: 'docs',
    base: '/site/',
    companion: (name) => `test/scenarios/${name}.ts`,
    modules: { '@parley/sdk': fileURLToPath(new URL('../../../src/index.ts', import.meta.url)) },
  })
  await run.update(project)
})

/** The development server, as far as it is used. */
class FakeServer {
  readonly watched: string[] = []
  readonly errors: string[] = []
  readonly #listeners: ((file: string) => void)[] = []
  reloads = 0

  readonly parts = {
    watcher: {
      add: (paths: readonly string[]) => this.watched.push(...paths),
      on: (event: string, listener: (file: string) => void) => event === 'change' && this.#listeners.push(listener),
    },
    moduleGraph: { invalidateAll: () => {} },
    ws: { send: () => void this.reloads++ },
    config: { logger: { error: (message: string) => void this.errors.push(message) } },
    middlewares: { use: () => {} },
  }

  change(file: string): void {
    for (const listener of this.#listeners) listener(file)
  }
}

/** What the development server answers. */
function get(url: string): RunnableExample | undefined {
  const bodies: string[] = []
  // Of request and response only these parts are used.
  const response = { setHeader: () => {}, end: (text: string) => bodies.push(text) } as never
  const use = (handler: (request: never, response: never, next: () => void) => void) =>
    handler({ url } as never, response, () => {})
  run.vitePlugin.configureServer({ ...new FakeServer().parts, middlewares: { use } })
  return bodies[0] === undefined ? undefined : JSON.parse(bodies[0])
}

test('there is a button to run an example, but not in another language, nor where Node is needed', () => {
  const [target] = project.tangled.targets
  const buttonOf = (name: string) => run.actions({ name, target: target!, place: 'block' })
  expect(buttonOf('greet')).toContain('data-run="greet" aria-label="Run greet in this page"')
  expect(buttonOf('other')).toBeUndefined()
  expect(buttonOf('files')).toBeUndefined()
})

test('the compiled program has the lines of the target, and each line its place in the page', () => {
  const example = get('/site/run/greet.json?v=1')
  expect(example?.source.split('\n')).toHaveLength(example?.code.split('\n').length ?? 0)
  const line = example?.source.split('\n').findIndex((text) => text.includes('console.log')) ?? -1
  expect(example?.code.split('\n')[line]).toContain('console.log(one.name)')
  const [block = -1, lineInBlock, pageLine] = example?.origins[line] ?? []
  expect({ lineInBlock, pageLine }).toEqual({ lineInBlock: 3, pageLine: 7 })
  expect(example?.blocks[block]).toEqual({
    page: 'docs/guides/index.md',
    href: '/site/guides/#block-greet',
    id: 'block-greet',
  })
  expect(page('Ann').split('\n')[pageLine! - 1]).toContain('console.log')
})

test('a line that the page hides leads to the page', () => {
  const example = get('/site/run/greet.json')
  const [block = -1] = example?.origins.find((_, at) => example.source.split('\n')[at]?.startsWith('if')) ?? []
  expect(example?.blocks[block]).toMatchObject({ href: '/site/guides/', id: '' })
})

test('the example knows its scenario, its place and what the page says of it', () => {
  expect(get('/site/run/greet.json')).toMatchObject({
    name: 'greet',
    file: 'greet.ts',
    elementId: 'example-greet',
    companion: expect.stringContaining("text: 'Hi'"),
    expected: { stdout: 'Ann' },
  })
})

test.each([
  '/run/greet.json',
  '/site/run/other.json',
  '/site/run/files.json',
  '/site/run/none.json',
  '/site/run/../greet.json',
])('nothing is at %s', (url) => {
  expect(get(url)).toBeUndefined()
})

describe('in a built site', () => {
  test('there is a file for each example that a page can run', () => {
    const emitted: { fileName: string; source: string | Uint8Array }[] = []
    run.vitePlugin.generateBundle.call({ emitFile: (file) => `${emitted.push(file)}` })
    expect(emitted.map(({ fileName }) => fileName).filter((name) => name.endsWith('.json'))).toEqual(['run/greet.json'])
    const { worker = '', modules = {} } = get('/site/run/greet.json') ?? {}
    const names = emitted.map(({ fileName }) => fileName)
    expect(names).toEqual(expect.arrayContaining([`run/${worker}`, `run/${modules['@parley/sdk']}`]))
    expect(JSON.parse(String(emitted[0]?.source))).toEqual(get('/site/run/greet.json'))
  })
})

test('a changed page changes the example', async () => {
  project = await open('Ben')
  await run.update(project)
  expect(get('/site/run/greet.json')?.expected).toEqual({ stdout: 'Ben' })
})

describe('a block that nobody has named', () => {
  const open = async (text: string) => {
    const fileSystem = new MemoryFileSystem({ 'docs/page.md': text, 'CHANGELOG.md': text })
    const project = await openProject({ root: '/project', config: {}, fileSystem })
    const { byName } = await createRunnableExamples(project, { siteFolder: 'docs', plainBlocks: true })
    return byName
  }
  const fence = (code: string) => `\`\`\`ts\n${code}\n\`\`\`\n\n`

  test('is edited as the page shows it, without what makes a module of it', async () => {
    const first = 'export const far = 3 // [!code highlight]\n// [!code focus]\nconsole.log(far)'
    const second = "const near = 2 // [!code --]\nconst near = 1 // [!code ++]\nconsole.log('further', far + near)"
    const byName = await open(`# Page\n\n${fence(first)}${fence(second)}`)
    // Nothing for the page that is not on the site.
    expect([...byName.keys()]).toEqual(['docs-page.L3', 'docs-page.L9'])
    expect(byName.get('docs-page.L3')?.shown).toEqual({
      text: 'export const far = 3\nconsole.log(far)',
      lines: [1, 3],
    })
    const further = byName.get('docs-page.L9')!
    expect(further.shown).toEqual({ text: "const near = 1\nconsole.log('further', far + near)", lines: [5, 6] })
    const lines = further.source.split('\n')
    expect(further.shown!.lines.map((line) => lines[line - 1])).toEqual([
      'const near = 1 // [!code ++]',
      "console.log('further', far + near)",
    ])
  })
})

test('a block in JavaScript runs, unless it has elements', async () => {
  const text = '```js\nconsole.log(1)\n```\n\n```jsx\nconsole.log(<a href="b">c</a>)\n```\n'
  const fileSystem = new MemoryFileSystem({ 'docs/page.md': text })
  const project = await openProject({ root: '/project', config: {}, fileSystem })
  const { byName } = await createRunnableExamples(project, { siteFolder: 'docs', plainBlocks: true })
  expect([...byName.keys()]).toEqual(['docs-page.L1'])
  expect(byName.get('docs-page.L1')).toMatchObject({
    file: 'page.md.1.js',
    shown: { text: 'console.log(1)', lines: [1] },
  })
})

test('the package that the pages are about need not be installed; one that is nowhere keeps a block from running', async () => {
  const { root } = await temporaryProject({
    'package.json': '{ "name": "own", "version": "1.2.3", "type": "module", "exports": "./src/own.ts" }',
    'tsconfig.json': '{ "compilerOptions": { "paths": { "own/more": ["./src/more.ts"] } } }',
    'src/own.ts': "export const word = 'own'\n",
    'src/more.ts': "export const more = 'more'\n",
    'docs/page.md': ["from 'own'", "from 'own/more'", "from 'nowhere'"]
      .map((from) => `\`\`\`ts\nimport * as all ${from}\nconsole.log(all)\n\`\`\`\n`)
      .join('\n'),
  })
  const project = await openProject({ root })
  const { byName, bundle } = await createRunnableExamples(project, { siteFolder: 'docs', plainBlocks: true, share: {} })
  expect([...byName.keys()]).toEqual(['docs-page.L1', 'docs-page.L6'])
  expect([...bundle.refused.keys()]).toEqual(['nowhere'])
  expect(byName.get('docs-page.L1')?.project?.packages).toEqual({ own: '1.2.3' })
})

test('a package that is not built has the constants of a build, and only the exports that it has', async () => {
  const { root } = await temporaryProject({
    'package.json': '{ "name": "own", "version": "1.2.3", "type": "module", "exports": "./src/own.ts" }',
    'src/own.ts':
      'declare const __DEV__: boolean, __VERSION__: string, __FEATURE_DROP__: boolean\nconst __OWN__ = 7\n' +
      'export const facts = [__DEV__, __VERSION__, __FEATURE_DROP__, __OWN__] /* @__PURE__ */\n',
    'node_modules/old/package.json': '{ "name": "old", "version": "1.0.0" }',
    'node_modules/old/index.js': 'module.exports = { word: 1 }\n',
    'docs/page.md': ["{ facts } from 'own'", "own from 'own'", "old from 'old'"]
      .map((what) => `\`\`\`ts\nimport ${what}\nconsole.log(${/\w+/.exec(what)?.[0]})\n\`\`\`\n`)
      .join('\n'),
  })
  const project = await openProject({ root })
  const { byName, bundle } = await createRunnableExamples(project, { siteFolder: 'docs', plainBlocks: true })
  expect([...byName.keys()]).toEqual(['docs-page.L1', 'docs-page.L11'])
  const script = new TextDecoder().decode(bundle.files.get(bundle.modules.own ?? ''))
  expect(script.replaceAll(/\s/g, '')).toMatch(/\[!0,"",!1,7\]/)
})

test('a site in a folder of its own beside the package that it documents runs it from its source', async () => {
  const { root } = await temporaryProject({
    'package.json': '{ "name": "own", "version": "1.2.3", "exports": { ".": "./dist/own.js" } }',
    'src/own.ts': "export { word } from 'own-words'\n",
    'packages/words/package.json': '{ "name": "own-words", "main": "dist/index.js" }',
    'packages/words/src/index.ts': "export const word: string = 'from the source'\n",
    'pnpm-workspace.yaml': 'packages: [packages/*]\n',
    'docs/package.json': '{ "name": "docs", "private": true }',
    'docs/page.md': "```ts\nimport { word } from 'own'\nconsole.log(word)\n```\n",
    'docs/words.md': "```ts\nimport { word } from 'own-words'\nconsole.log(word)\n```\n",
  })
  const project = await openProject({ root: join(root, 'docs') })
  const { byName, bundle } = await createRunnableExamples(project, { plainBlocks: true, share: {} })
  expect([...byName.keys()]).toEqual(['page.L1', 'words.L1'])
  expect(byName.get('page.L1')?.project?.packages).toEqual({ own: '1.2.3' })
  const scripts = [...bundle.files.values()].map((bytes) => new TextDecoder().decode(bytes)).join()
  expect(scripts).toContain('from the source')
})

describe('in development', () => {
  const busy = { timeout: 30_000 }

  test('what a program imports is bundled anew when it changes, and the page loads again', async () => {
    const { root } = await temporaryProject({
      'docs/page.md': "```ts\nimport { word } from 'lib'\nconsole.log(word)\n```\n",
      'src/lib.ts': "export { word } from './word.ts'\n",
      'src/word.ts': "export const word = 'first'\n",
    })
    const word = join(root, 'src/word.ts')
    const one = runExamples({ siteFolder: 'docs', plainBlocks: true, modules: { lib: 'src/lib.ts' } })
    await one.update(await openProject({ root }))
    const server = new FakeServer()
    one.vitePlugin.configureServer(server.parts)
    expect(server.watched.sort()).toEqual([join(root, 'src/lib.ts'), word])

    const bundled = () => {
      const texts: string[] = []
      one.vitePlugin.generateBundle.call({ emitFile: ({ source }) => `${texts.push(Buffer.from(source).toString())}` })
      return texts.filter((text) => /first|second|third|fourth/.test(text)).join()
    }
    expect(bundled()).toContain('first')
    const save = async (text: string) => {
      await writeFile(word, text)
      server.change(word)
    }
    await save("export const word = 'second'\n")
    await vi.waitFor(() => expect(server.reloads).toBe(1), busy)
    expect(bundled()).toContain('second')

    // With a mistake in it, nothing can be run; once it is mended, all can. What comes in between is one rebuild.
    await save('export const word =\n')
    await vi.waitFor(() => expect(server.reloads).toBe(2), busy)
    expect(bundled()).toBe('')
    await save("export const word = 'third'\n")
    await save("export const word = 'fourth'\n")
    await vi.waitFor(() => expect(bundled()).toContain('fourth'), busy)
    server.change(join(root, 'src/other.ts'))
    expect([server.reloads <= 4, server.errors]).toEqual([true, []])
  }, 100_000)
})
