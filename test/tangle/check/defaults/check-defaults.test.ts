import { expect, it } from 'vitest'
import { checkDefaults } from '../../../../tangle/check/defaults/check-defaults.ts'
import { openProject } from '../../../../tangle/project/project.ts'
import { MemoryFileSystem } from '../../../../tangle/write/memory-file-system.ts'

/** What is found in a table of the options of a source that states a default and takes another one. */
async function check(stated: string, code: string): Promise<string[]> {
  const source = `export interface Options {\n  /** How long it waits.\n   *\n   * @default ${stated} */\n  wait?: unknown\n}\n${code}\n`
  const page = '<!-- weave: options Options -->\n\n| option |\n| --- |\n| `wait` | 1 |\n\n<!-- /weave -->\n'
  const fileSystem = new MemoryFileSystem({ 'a.md': page, 'src/a.ts': source })
  const project = await openProject({ root: '/project', config: { pages: ['*.md'] }, fileSystem })
  return (await checkDefaults(project)).map(
    ({ code, message, location }) => `${location?.start.line} ${code} ${message}`,
  )
}

it.each([
  ['600_000', 'const wait = options.wait ?? 60_000', '60000'],
  ['600 000', 'const LONGEST = 60_000\nconst wait = request.wait ?? options.wait ?? LONGEST', '60000'],
  ['`true`', 'function run({ first = true, wait = false }: Options) {}', 'false'],
  ["'slow'", "const { wait: time = 'fast' } = options", '"fast"'],
])('finds that %s is not what `%s` takes', async (stated, code, taken) => {
  const line = code.split('\n').length + 6
  expect(await check(stated, code)).toEqual([
    `4 wrong-default The default of wait is stated as ${stated}, but src/a.ts:${line} takes ${taken}.`,
  ])
})

it.each([
  ['600_000', 'const wait = options.wait ?? 600000'],
  ['600,000', 'const LONGEST: number = 600_000\nconst wait = options.wait ?? LONGEST'],
  // It may be taken in several places, or by something that is no literal.
  ['2', 'const one = a.wait ?? 1, two = b.wait ?? 2'],
  ['2', 'const wait = options.wait ?? measure()'],
  ['the time of day', 'const wait = options.wait ?? 1'],
  ['2', '// options.wait ?? 1'],
])('says nothing of %s with `%s`', async (stated, code) => {
  expect(await check(stated, code)).toEqual([])
})

/** What is found in a sentence about an option whose comment states 60,000 or `true`. */
async function checkSentence(sentence: string, more = ''): Promise<string[]> {
  const source =
    'export interface Options {\n  /** @default 60_000 */\n  wait?: number\n  /** @default `true` */\n  first?: boolean\n  from?: string\n}\nexport interface Call {\n  /** @default that of the client */\n  wait?: number\n}\n'
  const page = `<!-- weave: options Options -->\n\n<!-- /weave -->\n\n<!-- weave: options Call -->\n\n<!-- /weave -->\n\n${sentence}\n${more}`
  const fileSystem = new MemoryFileSystem({ 'a.md': page, 'src/a.ts': source })
  const project = await openProject({ root: '/project', config: { pages: ['*.md'] }, fileSystem })
  return (await checkDefaults(project)).map(({ message, location }) => `${location?.start.column} ${message}`)
}

it.each([
  ['It waits for `wait`, which defaults to 50,000.', '39 The default of wait is stated as 50,000'],
  ['`wait` is 60 by default.', '10 The default of wait is stated as 60'],
  ['The limit `wait` (default: 2 minutes).', '27 The default of wait is stated as 2'],
  ['There is `wait`: 61,000 milliseconds at most.', '17 The default of wait is stated as 61,000'],
  ['`first` is `false` unless you say so.', '11 The default of first is stated as `false`'],
  ["`wait`'s default is 3.", '20 The default of wait is stated as 3'],
  ['Set `wait`, which limits it often. Its default is ten minutes.', '50 The default of wait is stated as ten'],
  ['It ends after two minutes (`wait`).', '14 The default of wait is stated as two minutes'],
  ['It ends after 61 seconds (`wait`).', '14 The default of wait is stated as 61 seconds'],
  [
    '| option | of | default |\n| --- | --- | --- |\n| `wait` | `a` | 50,000 |',
    '17 The default of wait is stated as 50,000',
  ],
  ['| option | default |\n| --- | --- |\n| `first` | `false` |', '12 The default of first is stated as `false`'],
])('finds the wrong default of %j', async (sentence, message) => {
  expect(await checkSentence(sentence)).toEqual([expect.stringContaining(message)])
})

it.each([
  '`wait` defaults to 60,000.',
  '`wait` is 60 seconds by default, or (default: 1 minute).',
  '`wait` (default 1 minute)',
  '`first` is `true` unless you say so.',
  // No default is stated, or that of something else.
  '`wait` is 5 in this example. `wait: 5` waits longer.',
  '`from` defaults to `true`; `other` defaults to 3.',
  '`wait`: 5 of them',
  'It ends after one minute (`wait`), or after some minutes (`from`), or two minutes (`wait` and more).',
  '| option | default |\n| --- | --- |\n| `wait` | 60,000 |\n| `from` | 3 |\n| `first` | whatever is there |',
  '| option | what it is |\n| --- | --- |\n| `wait` | 5 |',
])('says nothing of %j', async (sentence) => {
  expect(await checkSentence(sentence)).toEqual([])
})

it('takes a sentence beside a block that sets the option as one about the block', async () => {
  const block = '\n```ts\nrun({ wait: 120_000 })\n```\n'
  expect(await checkSentence('It ends after two minutes (`wait`).', block)).toEqual([])
})

/** What is found in sources of a project that wants its words looked at, and that has no table of options. */
async function checkComments(files: Record<string, string>, isAsked = true): Promise<string[]> {
  const fileSystem = new MemoryFileSystem({ 'a.md': '# A\n', ...files })
  const config = { pages: ['*.md'], ...(isAsked && { words: 'error' as const }) }
  const project = await openProject({ root: '/project', config, fileSystem })
  return (await checkDefaults(project)).map(({ message, location }) => {
    return `${location?.file}:${location?.start.line}:${location?.start.column} ${message}`
  })
}

const declared = 'export interface Options {\n  /** How it looks. Default: `fast`. */\n  readonly mode?: string\n}\n'

it.each([
  [
    'in the file that declares the option',
    { 'src/a.ts': `${declared}const mode = options.mode ?? 'slow'\n` },
    'a.ts:5',
  ],
  [
    'in a file that names its type',
    { 'src/a.ts': declared, 'src/b.ts': "export function run({ mode = 'slow' }: Options) {}\n" },
    'b.ts:1',
  ],
])('finds a default that a comment states and another one that is taken %s', async (_, files, taken) => {
  expect(await checkComments(files)).toEqual([
    `src/a.ts:2:11 The default of mode is stated as \`fast\`, but src/${taken} takes "slow".`,
  ])
  expect(await checkComments(files, false)).toEqual([])
})

it.each([
  { 'src/a.ts': `${declared}const mode = options.mode ?? 'fast'\n` },
  // Something else of the name.
  { 'src/a.ts': declared, 'src/b.ts': "const mode = camera.mode ?? 'slow'\n" },
  { 'src/a.ts': `${declared}const mode = options.mode ?? 3\n` },
  { 'src/a.ts': `${declared}interface Other {\n  /** @default 'slow' */\n  mode?: string\n}\nread(mode ?? 'slow')\n` },
  // What a test passes.
  { 'src/a.ts': declared, 'test/a.test.ts': "function run({ mode = 'slow' }: Options) {}\n" },
])('is content with the defaults of %j', async (files) => {
  expect(await checkComments(files)).toEqual([])
})
