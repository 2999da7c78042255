import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { checkProject } from '../../../../tangle/check/check-project.ts'
import { checkWords } from '../../../../tangle/check/words/check-words.ts'
import type { TangleConfig } from '../../../../tangle/config/config.ts'
import { openProject } from '../../../../tangle/project/project.ts'
import { type TemporaryProject, temporaryProject } from '../../temporary-project.ts'

const files = {
  'package.json': '{ "name": "loom", "type": "module", "exports": "./src/index.ts" }',
  'tsconfig.json':
    '{ "compilerOptions": { "strict": true, "module": "esnext", "moduleResolution": "bundler", "target": "es2022", "types": [] } }',
  'src/index.ts':
    'export class Chat { async send(text: string) { return text } }\nexport class Client { readonly chat = new Chat(); async close() {} }\nexport interface Options { readonly retries: number }\n',
}
const named =
  "```ts {file=a.ts}\nimport { Client } from './src/index.ts'\nconst client = new Client()\nawait client.chat.send('x')\n```\n"
const plain = "```ts\nimport { Client } from 'loom'\nconst client = new Client()\nawait client.chat.send('x')\n```\n"

async function check({ root }: TemporaryProject, config: TangleConfig = {}) {
  const project = await openProject({ root, config: { pages: ['*.md'], words: true, ...config } })
  return (await checkWords(project)).map(({ location, message, hint }) => {
    return `${location?.file}:${(location?.start.line ?? 0) + 1}:${(location?.start.column ?? 0) + 1} ${message} ${hint}`
  })
}

describe('members in inline code', () => {
  // `close`, `retries` and `chat` are words of the project, but not of these owners.
  it.each([
    ['a named block', named],
    ['a plain block', plain],
  ])('are looked up on what their owner is in %s', async (_, block) => {
    const text =
      '`client.chat.send()`, `client.close()`, `client.send()`, `client.chat.close()`, `client.retries.chat`\n'
    const project = await temporaryProject({ ...files, 'page.md': `${text}\n${block}` })
    expect(await check(project)).toEqual([
      'page.md:1:49 client has no send. Correct it, or say with `<!-- tangle-ignore-words: … -->` that it is meant.',
      'page.md:1:71 client.chat has no close. Correct it, or say with `<!-- tangle-ignore-words: … -->` that it is meant.',
      'page.md:1:89 client has no retries. Correct it, or say with `<!-- tangle-ignore-words: … -->` that it is meant.',
    ])
  })

  it('are what a page is called that they are a link to, where nobody asks about words', async () => {
    const text = '[`client.weave()`](/api/client.weave#use), [`client.weaves`](./chat.md)\n'
    const project = await temporaryProject({ ...files, 'page.md': `${text}\n${named}`, 'chat.md': '# Chat\n' })
    const opened = await openProject({ root: project.root, config: { pages: ['*.md'] } })
    const found = (await checkWords(opened)).map(({ message }) => message)
    expect(found).toEqual(['client has no weaves.'])
  })

  it('are looked up on exported types, and on names of other pages', async () => {
    const text = '`Options.retries`, `Options.close`, `Client.clos`, `client.retries`\n'
    const project = await temporaryProject({ ...files, 'page.md': text, 'other.md': named })
    expect(await check(project)).toEqual([
      'page.md:1:29 Options has no close. Correct it, or say with `<!-- tangle-ignore-words: … -->` that it is meant.',
      'page.md:1:45 Client has no clos. Did you mean close?',
      'page.md:1:60 client has no retries. Correct it, or say with `<!-- tangle-ignore-words: … -->` that it is meant.',
    ])
  })

  it('are looked up on what a call gives, not on what it is given', async () => {
    const text = '`client.chat.send(client).close()`, `(await client.chat.send({ client })).trim()`, `client.close()`\n'
    const project = await temporaryProject({ ...files, 'page.md': `${text}\n${named}` })
    expect(await check(project)).toEqual([
      'page.md:1:27 client.chat.send has no close. Correct it, or say with `<!-- tangle-ignore-words: … -->` that it is meant.',
    ])
  })

  it('are reported where nobody has configured anything, but not where a page says what is gone', async () => {
    // What a block shows of something else of the name may be meant.
    const text = `\`client.retries\`, \`client.tags\`\n\n${named}\nA client may have tags:\n\n\`\`\`ts\nclass Client { tags = [] }\n\`\`\`\n`
    const project = await temporaryProject({ ...files, 'page.md': text, 'migration.md': '`client.retries` is gone.\n' })
    const { words: _, ...config } = { words: true }
    const opened = await openProject({ root: project.root, config: { pages: ['*.md'], ...config } })
    expect((await checkWords(opened)).map(({ location }) => location?.file)).toEqual(['page.md'])
  })

  it('are left alone where types are off, and where a tsconfig cannot be used', async () => {
    const project = await temporaryProject({ ...files, 'page.md': `\`client.retries\`\n\n${named}` })
    expect(await check(project, { types: false })).toEqual([])
    await project.write('tsconfig.json', '{ "extends": "./nothing.json" }')
    expect(await check(project)).toEqual([])
  })

  it('are looked up in the programs that have judged the blocks, and kept while other blocks are edited', async () => {
    const project = await temporaryProject({
      ...files,
      'page.md': `\`client.send()\`, \`client.close()\`, \`client.chat.send()\`\n\n${plain}`,
      'other.md': plain,
    })
    const checkAll = async () => {
      const opened = await openProject({ root: project.root, config: { pages: ['*.md'], words: true } })
      return (await checkProject(opened)).map(({ location, message }) => `${location?.file} ${message}`)
    }
    // An entry is replaced as a whole.
    const entries = async () => {
      const folder = join(project.root, '.tangle/members')
      return Promise.all((await readdir(folder)).map(async (name) => (await stat(join(folder, name))).ino))
    }
    expect(await checkAll()).toEqual(['page.md client has no send.'])
    const kept = await entries()
    await project.edit('other.md', "send('x')", "send('y')")
    expect(await checkAll()).toEqual(['page.md client has no send.'])
    expect(await entries()).toEqual(kept)
    await project.edit('page.md', "send('x')", "send('y')")
    expect(await checkAll()).toEqual(['page.md client has no send.'])
    expect(await entries()).not.toEqual(kept)
  })

  it('are asked for again when a source changes, and not before', async () => {
    const project = await temporaryProject({ ...files, 'page.md': `\`client.close()\`\n\n${named}` })
    expect(await check(project)).toEqual([])
    expect(await check(project)).toEqual([])
    await project.edit('src/index.ts', 'close()', 'finish()')
    await project.write('src/more.ts', 'export function close() {}\n')
    expect(await check(project)).toEqual([
      'page.md:1:9 client has no close. Correct it, or say with `<!-- tangle-ignore-words: … -->` that it is meant.',
    ])
  })
})
