import { execFileSync } from 'node:child_process'
import { chmod } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it, vi } from 'vitest'
import { checkWords } from '../../../../tangle/check/words/check-words.ts'
import type { TangleConfig } from '../../../../tangle/config/config.ts'
import { openProject } from '../../../../tangle/project/project.ts'
import { StateFolder } from '../../../../tangle/state/state-folder.ts'
import { MemoryFileSystem } from '../../../../tangle/write/memory-file-system.ts'
import { temporaryProject } from '../../temporary-project.ts'

const sources = {
  'package.json': JSON.stringify({
    name: 'loom',
    bin: { loom: './cli.js' },
    scripts: { weave: 'loom' },
    exports: { '.': './src/index.ts', './node': './src/node.ts' },
  }),
  'src/index.ts': [
    '/** skipEverything is only prose. */',
    'export interface UploadOptions { readonly skipIndexing?: boolean; readonly conversationId: string }',
    'export class ChatService { async freeUserInput(): Promise<void> {} }',
    "export const base = 'https://api.loom.dev/v1'",
    "export const codes = ['unused-block', 'message_end', 'conversation-id'] // skipNothing",
    'const chat = new ChatService()',
    "if (process.env.LOOM_BASE_URL) console.log('--coverage shows what ran', 'POST /messages/{id}')",
  ].join('\n'),
  'src/node.ts': 'export {}',
  'src/mock/server.ts': 'export {}',
  'test/old.test.ts': "it('skips', () => skipIngestion(process.env.LOOM_TEST_ONLY))",
}

/** What is found in a page, as `line:column form word`, or with its message where there is a hint. */
async function check(page: string, words: TangleConfig['words'] | 'auto' = true, more: Record<string, string> = {}) {
  const fileSystem = new MemoryFileSystem({ ...sources, 'docs/page.md': page, ...more })
  const config = { pages: ['docs/**/*.md'], ...(words !== 'auto' && { words }) }
  const project = await openProject({ root: '/project', config, fileSystem })
  const found = await checkWords(project)
  return found.map(({ code, severity, message, hint, location }) => {
    const { start } = location ?? { start: { line: -1, column: -1 } }
    const near = /^Did you mean (.*)\?$/.exec(hint ?? '')?.[1]
    return `${start.line + 1}:${start.column + 1} ${severity} ${code} ${message}${near === undefined ? '' : ` ${near}`}`
  })
}

describe('checkWords', () => {
  it.each([
    ...[
      'skipIndexing',
      'skipIndexing: true',
      '{ skipIndexing: true }',
      'new ChatService()',
      'await chat.freeUserInput()',
    ],
    ...[
      'unused-block',
      'message_end',
      'LOOM_BASE_URL',
      'LOOM_BASE_URL=http://localhost',
      '--coverage',
      '--enable-source-maps',
      'LOOM_TEST_ONLY',
    ],
    ...['src/mock/', 'src/index.ts', './src/node.ts', 'server.ts', 'src/*.ts', 'loom/node', 'POST /messages/{id}'],
    // Headers of HTTP are the same in any case.
    ...['Conversation-Id'],
    // Endings of files, members and marks without what they belong to, and what capitals stand for.
    ...['.mdx', '.png', '.freeUserInput()', '.then', '@param', '@UploadOptions', 'FILE', 'tangle FILE'],
    ...['YOUR_LOOM_TOKEN', 'chat: YOUR_LOOM_TOKEN', 'src/Foo.ts', 'test/bar/Foo.test.ts'],
    ...['$LOOM_BASE_URL/v1', 'LOOM_BASE_URL=indexes and more', 'node ./server.ts', "'src/anything.ts'"],
    ...['// @ts-nocheck', '{file=path}', '{check=error expect=TS2345}', 'weave: options NAME', 'weave: NAME'],
    // Words of the language, of the platform, and of other programs.
    ...['await', 'null', 'fetch', 'Promise.all', 'JSON.parse(text)', 'readFileSync', 'npm install mime-types'],
    // No code, or nothing that anybody declares.
    ...[
      'a b c',
      'two words',
      '<sup>1</sup>',
      'image/png',
      '600,000',
      '127.0.0.1',
      '…',
      'photo.png',
      '@types/node',
      '#part',
      'skipIndexing=PATH#REGION',
      'CTRL-C',
      'Resolves #123',
      'Cmd + Shift + enter',
      // Addresses of others, and what stands for something of the reader's.
      'https://api.example.com/otherPlace',
      'https://api.loom.dev/v1/messages',
      'https://api.loom.dev',
      'npm run weave unused-block',
      'account_name.example.net',
      '{ skipIndexing: true, ...yourOptions }',
      'my-condition',
      "'my-condition'",
      'x-otherwise-*',
      'GET /codes/chat.conversationId',
      'http_proxy',
    ],
  ])('knows `%s`', async (span) => {
    expect(await check(`It is \`${span}\`.\n`)).toEqual([])
  })

  it.each([
    ['skipIngestion', 'Nothing declares skipIngestion'],
    ['skipIngestion: true', 'Nothing declares skipIngestion'],
    ['await chat.freeUserInputs()', 'Nothing declares freeUserInputs, of chat.'],
    ['skipEverything', 'Nothing declares skipEverything'],
    ['{ ...skipEvery }', 'Nothing declares skipEvery:'],
    ['skipNothing', 'Nothing declares skipNothing'],
    ['ChatServices', 'Nothing declares ChatServices'],
    ['unused-blocks', 'Nothing declares unused-blocks'],
    ['message_ends', 'Nothing declares message_ends'],
    ['LOOM_BASE_URI', 'No source of the project reads the variable LOOM_BASE_URI'],
    ['--coverages', 'No source of the project mentions the flag --coverages'],
    ['src/mocks/', 'Nothing in the project has the path src/mocks/'],
    ['src/indexes.ts', 'Nothing in the project has the path src/indexes.ts'],
    ['src/*.js', 'Nothing in the project has the path src/*.js'],
    ['loom/nodes', 'No package that is known exports loom/nodes'],
    ['npm instal', 'npm has no command instal'],
    ['loom weaves', 'loom has no command weaves'],
    ['loom --covrage', 'loom takes no --covrage'],
    ['POST /massages/{id}', 'No source of the project has the address /massages/{id}'],
    ['POST /messages/{key}', 'No source of the project has the address /messages/{key}'],
    ['https://api.loom.dev/v2', 'No source of the project has the address https://api.loom.dev/v2'],
    ['npm run weave unused-blocks', 'Nothing declares unused-blocks'],
    ['.mdxs', 'Nothing declares mdxs'],
    ['.freeUserInputs()', 'Nothing declares freeUserInputs'],
    ['@UploadOption', 'Nothing declares UploadOption:'],
    ['$LOOM_BASE_URI/v1', 'No source of the project reads the variable LOOM_BASE_URI'],
    ['LOOM_BASE_URL=anyOther', 'Nothing declares anyOther'],
    ['node sources/index.ts', 'Nothing in the project has the path sources/index.ts'],
    ['// @ts-no-check', 'Nothing declares ts-no-check'],
    ['{check=error expects=TS2345}', 'No block has the attribute expects'],
    ['{check=fault expect=TS2345}', 'Nothing declares fault'],
    ['weave: option NAME', 'No table that writes itself is called option'],
    ['POSTS /messages/{id}', 'No source of the project has the address POSTS /messages/{id}'],
  ])('does not know `%s`', async (span, message) => {
    const found = await check(`It is \`${span}\`.\n`)
    expect(found).toHaveLength(1)
    expect(found[0]).toContain(message)
  })

  it('says where, and what was meant', async () => {
    const page =
      '# The `skipIndxing` option\n\n| option |\n| --- |\n| `a \\| conversatonId` |\n\n- Text with\n  ``freeUserInptu()`` in it, and [`chatService`](page.md).\n'
    expect(await check(page, 'error')).toEqual([
      '1:8 error unknown-word Nothing declares skipIndxing: no source, no block and no package that pages import. skipIndexing',
      '5:8 error unknown-word Nothing declares conversatonId: no source, no block and no package that pages import. conversationId',
      '8:5 error unknown-word Nothing declares freeUserInptu: no source, no block and no package that pages import. freeUserInput',
      '8:36 error unknown-word Nothing declares chatService: no source, no block and no package that pages import. ChatService',
    ])
  })

  it('takes a word in capitals for a value where another one stands beside it', async () => {
    const more = { 'src/labels.ts': "export type Label = 'GREEN' | 'RED'" }
    expect(await check('`GREEN`, `YELLOW` and `RED`\n\n`YELLOW`, `FILE`\n', true, more)).toEqual([
      expect.stringContaining('1:11 warning unknown-word Nothing declares YELLOW'),
    ])
  })

  it('knows what another program is given by name', async () => {
    expect(await check('`npx other -t message_end`, `npx other message_ends`\n')).toEqual([
      expect.stringContaining('the program other'),
      expect.stringContaining('the program other'),
      expect.stringContaining('Nothing declares message_ends'),
    ])
  })

  it('knows the parameters of functions whose types stand in inline code', async () => {
    expect(await check('`(nextAttempt: number, lastCause) => number`: a `nextAttempt` with a `lastCause`\n')).toEqual(
      [],
    )
    expect(await check('`nextAttempt: number => number`\n')).toHaveLength(1)
  })

  it('knows what blocks declare, unless they are skipped', async () => {
    const page = (info: string) =>
      `\`chatService\` and \`docs/hello.ts\`\n\n\`\`\`ts {${info}}\n// docs/hello.ts\nconst chatService = 1\n\`\`\`\n`
    expect(await check(page('#hello'))).toEqual([])
    expect(await check(page('check=skip reason="It is old."'))).toHaveLength(2)
  })

  it('knows no word by another page, a changelog or a fenced block', async () => {
    const more = { 'docs/CHANGELOG.md': '`skipAll` is gone.\n', 'docs/other.md': 'skipAll\n' }
    expect(await check('`skipAll`\n\n```text\n`nothingOfThisIsAWord`\n```\n', true, more)).toHaveLength(1)
  })

  it('knows no name by a list in a script, which nobody renames', async () => {
    const more = { 'scripts/docs.ts': "const listed = ['skipIngestion', 'docs-only', '404.html']" }
    expect(await check('`skipIngestion`, `listed`, `docs-only`, `404.html`\n', true, more)).toEqual([
      expect.stringContaining('1:2 warning unknown-word Nothing declares skipIngestion'),
    ])
  })

  it('takes out what is meant, and wants it to be needed', async () => {
    const ignore = { skipAll: 'It is the name in Python.', 'old_*': 'They are gone.' }
    expect(await check('`skipAll`, `old_one`, `old_two`\n', { ignore })).toEqual([])
    expect(await check('`skipAll`\n', { ignore: ['skipAll', 'nothing'] })).toEqual([
      '0:0 error needless-exception The word nothing is excepted, but no page has it as an unknown one.',
    ])
    const comment = '<!-- tangle-ignore-words: skipAll, skipIndexing -->\n\n`skipAll`, `skipIndexing`\n'
    const explained = comment.replace(', skipIndexing -->', ' reason="It was called so." -->')
    expect(await check(explained, 'error')).toEqual([])
    expect(await check(explained.replace('It was called so.', ' '), 'error')).toEqual([
      '1:27 error exception-without-reason The word skipAll is excepted without a reason.',
    ])
    expect(await check(comment)).toEqual([
      '1:36 error needless-exception The word skipIndexing is excepted, but no page has it as an unknown one.',
    ])
  })
})

describe('texts and values', () => {
  const more = {
    'src/search.ts': [
      "type Order = 'NEWEST'\n  | 'BEST'",
      'export interface SearchOptions {\n  order?: Order | undefined',
      "  readonly language?: 'en' | 'de'\n  title?: 'a' | 'b' | string\n  kind?: 'one'\n}",
      "export const place = 'loom://place'",
    ].join('\n'),
  }

  it.each([
    ["`order: 'BEST'` and `{ language: 'de' }`"],
    // Any text will do, or only one is known, or none.
    ["`title: 'c'`, `kind: 'other'`, `name: 'x'`"],
    ['`loom://place`, `http://localhost:8080`, `redis://NAME`, `https://loom.example/a`'],
  ])('are known in %s', async (page) => {
    expect(await check(page, true, { ...more, 'src/names.ts': 'export const name = localhost' })).toEqual([])
  })

  it.each([
    ["With `order: 'OLDEST'`.", '1:15 order may not be OLDEST.'],
    ["With `{ language: 'fr' }`.", '1:20 language may not be fr.'],
    ['At `httpx://localhost`.', '1:5 Nothing declares httpx'],
    ['At `http://localhorse:8080/a`.', '1:12 Nothing declares localhorse'],
    // Objects of the platform have it, but it could be one of anything here.
    ['Its `getPrototypeOf` and `entries`.', '1:27 Nothing declares entries'],
  ])('are unknown in %s', async (page, finding) => {
    const [found] = (await check(page, true, more)).filter((one) =>
      JSON.stringify(one).includes(finding.split(' ').at(-1)!.replace('.', '')),
    )
    expect(JSON.stringify(found)).toContain(finding.slice(finding.indexOf(' ') + 1))
  })

  it('are nothing without a configuration', async () => {
    expect(await check("With `order: 'OLDEST'` at `httpx://a`, and `entries`.", 'auto', more)).toEqual([])
  })
})

describe('blocks that only show something', () => {
  const shown =
    '```console {check=skip reason="It never ends."}\n$ npm run weave unused-blocks && loom --covrage # loom --other\n$ other unused-blocks ./src/other.ts\n```\n\n' +
    '```mermaid\nsequenceDiagram\n  participant A as chat.send\n  A->>B: calls freeUserInputs and unused things\n  A-->>B: message_ends, message_end\n  Note over A: someOther\n```\n\n' +
    '```mermaid\nflowchart\n  someOther --> anyOther\n```\n'

  it('are looked at where they are steps of a workflow', async () => {
    const page =
      '```yaml {check=skip reason="It is shown."}\nsteps:\n  - name: weave\n    run: npx loom --covrage\n  - run: |\n      loom --other\n```\n'
    expect(await check(page)).toEqual([expect.stringContaining('4:19 warning unknown-word loom takes no --covrage')])
    expect(await check(page, 'auto')).toEqual([])
  })

  it('are looked at where somebody asks for it', async () => {
    expect((await check(shown)).map((one) => one.replace(/: no source.*/, ''))).toEqual([
      '9:16 warning unknown-word Nothing declares freeUserInputs',
      '10:11 warning unknown-word Nothing declares message_ends',
      '2:17 warning unknown-word Nothing declares unused-blocks',
      '2:39 warning unknown-word loom takes no --covrage. --coverage',
    ])
    expect(await check(shown, 'auto')).toEqual([])
  })
})

describe('without a configuration', () => {
  const known = '`skipIndexing`, `conversationId`, `freeUserInput()`, `ChatService`\n\n'

  it('reports a word that stands out', async () => {
    const found = await check('`skipIndexing`, `conversationId`, `freeUserInput()` and `skipIngestion`\n', 'auto')
    expect(found).toEqual([
      expect.stringMatching(/^1:58 warning unknown-word Nothing declares skipIngestion: .* skipIndexing$/),
    ])
  })

  it('reports nothing but slips where much is unknown', async () => {
    const foreign = Array.from({ length: 12 }, (_, at) => `\`otherName${at}()\``).join(' ')
    expect(await check(`${foreign} and \`skipIndexxing\`\n`, 'auto')).toEqual([
      expect.stringContaining('Nothing declares skipIndexxing'),
    ])
  })

  it('knows what a link to somebody else calls by name, and not what one to the project does', async () => {
    const page = '[`theirName`](https://example.com/names), [`skipIngestion`](https://loom.example.com/options)\n'
    const more = { 'package.json': sources['package.json'].replace('{', '{"homepage":"https://loom.example.com",') }
    expect(await check(page, 'auto', more)).toEqual([expect.stringContaining('Nothing declares skipIngestion')])
  })

  it('takes what a call is given for any value', async () => {
    expect(await check('`chat.send(nextValue)`, `freeUserInput(nextValue)`\n', 'auto')).toEqual([])
    expect(await check('`freeUserInput(nextValue)`\n')).toHaveLength(1)
  })

  it.each([
    ['what a call returns has', '`chat.freeUserInput().nextValue`'],
    ['words with a hyphen name', '`some-package`'],
    [
      'a path has that the reader replaces',
      '`src/mock/my-server.ts`, `src/mock/issue-XXXX.ts`, `src/mock/mySource.ts`',
    ],
    ['a date has', '`yyyy-mm-ddThh:mm:ss.sssZ`'],
    ['browsers have', '`navigator.someMember`'],
  ])("takes for anybody's what %s", async (_what, page) => {
    expect(await check(`${page}\n`, 'auto')).toEqual([])
  })

  it('takes a name on a page that imports what is not installed for a name of that', async () => {
    const imports = "```ts\nimport { lost } from 'is-not-there'\n```\n"
    expect(await check(`${known}\`skipIngestion\`\n`, 'auto')).toHaveLength(1)
    expect(await check(`${known}\`skipIngestion\`\n\n${imports}`, 'auto')).toEqual([])
  })

  it('takes words with underscores for those of another program, unless most are known', async () => {
    expect(await check(`${known}\`worker_processes\` and \`nodejs_compat\`\n`, 'auto')).toEqual([])
    const names = Array.from({ length: 9 }, (_, at) => `field_${'abcdefghi'[at]}`)
    const more = { 'src/fields.ts': `export const fields = { ${names.map((name) => `${name}: 1`).join(', ')} }` }
    const spans = names.map((name) => `\`${name}\``).join(' ')
    expect(await check(`${spans} \`other_field\`\n`, 'auto', more)).toHaveLength(1)
  })

  it('finds no flag where the project has no program', async () => {
    const page = '`--coverage`, `--base`, `--codes`, `--chat`, `--log`, `--unheard`\n'
    const more = { 'package.json': '{ "name": "loom" }', 'src/cli.ts': "export const flag = '--coverage'" }
    expect(await check(page, 'auto')).toEqual([expect.stringContaining('--unheard')])
    expect(await check(page, 'auto', more)).toEqual([])
  })

  it('leaves alone what a page for those who come from elsewhere calls by its old name', async () => {
    const more = { 'docs/migration/axios.md': '`skipIngestion`\n' }
    expect(await check('`skipIndexing`\n', 'auto', more)).toEqual([])
    expect(await check('`skipIndexing`\n', true, more)).toHaveLength(1)
  })

  it.each([
    ['a title', `# Upgrade to 4\n\n${known}\`skipIngestion\``],
    ['an arrow', `${known}- \`skipIngestion\` → \`skipIndexing\``],
    ['a sentence', `${known}The option \`skipIngestion\` was removed.`],
    ['the head of a column', `${known}| v3 | v4 |\n| --- | --- |\n| \`skipIngestion\` | \`skipIndexing\` |`],
  ])('leaves alone what %s says is no more', async (_, page) => {
    expect(await check(`${page}\n`, 'auto')).toEqual([])
    expect(await check(`${page}\n`)).toHaveLength(1)
  })

  it('reports an unknown name beside a sentence that says what is no more', async () => {
    expect(
      await check(`${known}Something was removed. Set \`skipIngestion\`. Nothing was renamed.\n`, 'auto'),
    ).toHaveLength(1)
  })

  it('reports an unknown name in the column of what is now', async () => {
    const table = `${known}| v3 | v4 |\n| --- | --- |\n| \`skipIndexing\` | \`skipIngestion\` |\n`
    expect(await check(table, 'auto')).toHaveLength(1)
  })

  it('reports nothing if it is switched off', async () => {
    expect(await check('`skipIngestion`\n', false)).toEqual([])
  })
})

it('is an error if git knew the word when the line was written', async () => {
  const project = await temporaryProject({
    'tangle.config.json': '{ "pages": ["docs/*.md"] }',
    'docs/page.md': 'Say `skipIngestion` and `skipIndexing`.\n',
    'src/index.ts': 'export const skipIngestion = true\n',
  })
  const git = (...args: string[]) =>
    execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@example.com', ...args], { cwd: project.root })
  git('init', '-q')
  git('add', '.')
  git('commit', '-qm', 'a')
  await project.write('src/index.ts', 'export const skipReading = true\n')
  const find = async () => checkWords(await openProject({ root: project.root }))
  const found = await find()
  expect(found.map(({ severity, message }) => `${severity} ${message}`)).toEqual([
    'error Nothing declares skipIngestion: no source, no block and no package that pages import. It did when this line was written.',
    'warning Nothing declares skipIndexing: no source, no block and no package that pages import.',
  ])
  // Where it still stands in a comment, nothing has been taken away.
  await project.write('src/index.ts', '// skipIngestion\nexport const skipReading = true\n')
  expect((await find()).map(({ severity }) => severity)).toEqual(['warning', 'warning'])
})

it('remembers what packages declare until they change', async () => {
  const project = await temporaryProject({
    'tangle.config.json': '{ "pages": ["docs/*.md"], "words": true }',
    'docs/page.md':
      "Say `theirName` or `otherName`, of `'./node_modules/theirs/index.d.ts'`.\n\n```ts\nimport {} from 'theirs'\n```\n",
    'node_modules/theirs/package.json': '{ "name": "theirs", "types": "index.d.ts" }',
    'node_modules/theirs/index.d.ts': 'export declare const theirName: string\n',
  })
  // Files that are seconds old may change without their times showing it, and nothing is remembered of them.
  const now = vi.spyOn(Date, 'now').mockReturnValue(Date.now() + 60_000)
  const find = async () =>
    (await checkWords(await openProject({ root: project.root }))).map(({ message }) => message.split(':')[0])
  const answers = () => new StateFolder(project.root).list('packages')
  try {
    expect(await find()).toEqual(['Nothing declares otherName'])
    expect(answers()).toHaveLength(1)
    const [answer] = answers().map(({ name }) => new StateFolder(project.root).read(name)?.text ?? '')
    // It is believed: with another answer, there is another finding.
    new StateFolder(project.root).write(answers()[0]?.name ?? '', answer?.replace('"otherName"', '') ?? '')
    expect(await find()).toEqual([])
    await project.write('node_modules/theirs/index.d.ts', 'export declare const otherName: string\n')
    expect(await find()).toEqual(['Nothing declares theirName'])
  } finally {
    now.mockRestore()
  }
})

it.skipIf(process.platform === 'win32')('knows no flag by a test, where a program says which it takes', async () => {
  const project = await temporaryProject({
    'tangle.config.json': '{ "pages": ["docs/*.md"], "words": { "commands": ["loom"] } }',
    'docs/page.md': 'Say `--verbose`, `loom --verbose` or `--weave`, not `--loud` or `--weft`.\n',
    'bench/loom.ts': "const weft = parseArgs({ options: { weave: { type: 'boolean' } } })\n",
    'test/loom.test.ts': "run('--loud')\n",
    'node_modules/.bin/loom': '#!/bin/sh\necho "  --verbose  say more"\n',
  })
  await chmod(join(project.root, 'node_modules/.bin/loom'), 0o755)
  const found = await checkWords(await openProject({ root: project.root }))
  expect(found.map(({ message }) => message.replace(/^.* /, ''))).toEqual(['--loud.', '--weft.'])
})
