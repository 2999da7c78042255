import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it, test } from 'vitest'
import type { Scenario } from '../../src/mock/index.ts'
import { root } from '../run-example-under-host.ts'
import { checkPages, readMarked, runPage } from './tiny-project.ts'

// The pages that this project began with had each of these mistakes. Here each has a tiny page that makes it, and
// nothing else wrong: whoever makes it again is told so, at its line and column.

interface Mistake {
  readonly what: string
  /** With `‸` in front of the place that the diagnostic must name. */
  readonly page: string
  /** How the line that reports it goes on. */
  readonly says: string
  /** The mistake, and what should stand there: then nothing is reported. */
  readonly mend: readonly [wrong: string, right: string]
}

function mended(page: string, wrong: string, right: string): string {
  const { text } = readMarked(page)
  if (!text.includes(wrong)) throw new Error(`The page does not contain ${wrong}`)
  return text.replace(wrong, right)
}

/** What a check finds. */
const checks: readonly Mistake[] = [
  {
    what: 'a name that is never imported',
    page: `# Build a message

~~~ts {file=examples_from_docs/page.ts}
const builder = new ‸OpenAIMessageBuilder()
console.log(builder.messages.length)
~~~
`,
    says: "type-error TS2304: Cannot find name 'OpenAIMessageBuilder'.",
    mend: ['const builder', "import { OpenAIMessageBuilder } from '@parley/sdk/unique'\nconst builder"],
  },
  {
    what: 'a reference that names another message than the one that carries it',
    page: `# Refer to a file

~~~ts {#refer}
const references = [contentReference(uploaded, { sequenceNumber: 1, ‸messageId: 'msg_2' })]
await chatService.modifyAssistantMessage({ messageId: 'msg_1', content: 'Done.', references })
~~~

~~~ts {file=examples_from_docs/page.ts}
import { type ChatService, type Content, contentReference } from '@parley/sdk/unique'

export async function refer(chatService: ChatService, uploaded: Content) {
  <<refer>>
}
~~~
`,
    says: 'type-error TS2353: Object literal may only specify known properties',
    mend: [", messageId: 'msg_2'", ''],
  },
  {
    what: 'a request without a field that the platform requires',
    page: `# Ask

~~~ts {file=examples_from_docs/page.ts}
import { DifyClient } from '@parley/sdk/dify'

const dify = DifyClient.fromEnvironment({ user: 'user-123' })
await dify.chat.send(‸{ inputs: {} })
~~~
`,
    says: 'type-error TS2345',
    mend: ['{ inputs: {} }', "{ query: 'Hello' }"],
  },
  {
    what: 'bytes that are taken for text',
    page: `# Read a file

~~~ts {file=examples_from_docs/page.ts}
import type { ChatService } from '@parley/sdk/unique'

export async function firstLine(chatService: ChatService, id: string) {
  const bytes = await chatService.download(id).bytes()
  return bytes.‸split('\\n')[0]
}
~~~
`,
    says: "type-error TS2339: Property 'split' does not exist on type 'Uint8Array<ArrayBuffer>'.",
    mend: ['bytes = await chatService.download(id).bytes()', 'bytes = await chatService.download(id).text()'],
  },
  {
    what: 'a reference to a block whose name has changed',
    page: `# Upload

~~~ts {#upload_document}
console.log('uploaded')
~~~

~~~ts {file=examples_from_docs/page.ts}
‸<<upload_documents>>
~~~
`,
    says: 'undefined-name Block <<upload_documents>> is not defined. Did you mean <<upload_document>>?',
    mend: ['<<upload_documents>>', '<<upload_document>>'],
  },
  {
    what: 'a block that no program takes any more',
    page: `# Upload

~~~ts {‸#upload_step}
console.log('uploaded')
~~~

~~~ts {file=examples_from_docs/page.ts}
console.log('nothing')
~~~
`,
    says: 'unused-block No target contains the block <<upload_step>>.',
    mend: ["console.log('nothing')", '<<upload_step>>'],
  },
  {
    what: 'a dropped await in front of the last call',
    page: `# Free the input

~~~ts {#free_user_input}
‸chatService.freeUserInput()
~~~

~~~ts {file=examples_from_docs/page.ts}
import type { ChatService } from '@parley/sdk/unique'

export async function finish(chatService: ChatService) {
  <<free_user_input>>
}
~~~
`,
    says: 'floating-promise Nothing waits for this promise',
    mend: ['chatService.freeUserInput()', 'await chatService.freeUserInput()'],
  },
  {
    what: 'a dropped await in front of a value',
    page: `# Ask

~~~ts {file=examples_from_docs/page.ts}
import { DifyClient } from '@parley/sdk/dify'

const dify = DifyClient.fromEnvironment({ user: 'user-123' })
const reply = dify.chat.send({ query: 'Hello' })
console.log(reply.‸answer)
~~~
`,
    says: "type-error TS2339: Property 'answer' does not exist on type 'Promise<ChatReply>'.",
    mend: ['const reply = dify', 'const reply = await dify'],
  },
]

describe('a check', () => {
  it.each(checks)('reports $what', async ({ page, says }) => {
    const { text, place } = readMarked(page)
    expect(await checkPages([text])).toEqual([expect.stringContaining(`${place} ${says}`)])
  })

  it('has nothing to say when all of them are mended', async () => {
    const pages = checks.map(({ page, mend: [wrong, right] }) => mended(page, wrong, right))
    expect(await checkPages(pages)).toEqual([])
  })
})

interface RunMistake extends Mistake {
  readonly scenario: Scenario
}

/** A page whose program sends what it is told to, without the SDK. */
const rawRequest = (body: string, marks: { file?: string; output?: string }) => `# Ask

~~~ts {#ask}
const response = await fetch(\`\${process.env.DIFY_BASE_URL}/chat-messages\`, {
  method: 'POST',
  headers: { authorization: \`Bearer \${process.env.DIFY_API_KEY}\`, 'content-type': 'application/json' },
  body: JSON.stringify(${body}),
})
console.log((await response.json()).answer)
~~~

~~~text {output=page}
${marks.output ?? ''}Good morning.
~~~

~~~ts {${marks.file ?? ''}file=examples_from_docs/page.ts}
<<ask>>

export {}
~~~
`

const withoutInputs = "{ query: 'Hello', response_mode: 'blocking', user: 'user-123' }"
const withInputs = withoutInputs.replace('{', '{ inputs: {},')

/** What a run finds: the compiler has no objection to any of these. */
const runs: readonly RunMistake[] = [
  {
    what: 'an answer that does not come because the required inputs are missing',
    page: rawRequest(withoutInputs, { output: '‸' }),
    says: 'unexpected-output The page says something else here than what page prints: undefined',
    mend: [withoutInputs, withInputs],
    scenario: { model: () => 'Good morning.' },
  },
  {
    what: 'required inputs that are missing, as the platform sees it',
    page: rawRequest(withoutInputs, { file: '‸' }),
    says: 'host-failed The host of page objects: body inputs: inputs is required',
    mend: [withoutInputs, withInputs],
    scenario: { model: () => 'Good morning.' },
  },
  {
    what: 'the pieces of a stream printed as bytes',
    page: `# Stream

~~~ts {#print}
for await (const chunk of response.body ?? []) process.stdout.write(String(chunk))
~~~

~~~text {output=page}
‸Good morning.
~~~

~~~ts {file=examples_from_docs/page.ts}
const response = new Response('Good morning.')
<<print>>

export {}
~~~
`,
    says: 'unexpected-output The page says something else here than what page prints: 71,111,111,100,32,',
    mend: ['String(chunk)', 'new TextDecoder().decode(chunk)'],
    scenario: {},
  },
  {
    what: 'an input that is never freed',
    page: `# Answer

~~~ts {#answer}
await chatService.createAssistantMessage({ content: 'Good morning.' })
~~~

~~~ts {#free_user_input}
await chatService.freeUserInput()
~~~

~~~text {transcript=page}
user: Hello
input: locked
assistant: Good morning.
‸input: free
~~~

~~~ts {file=examples_from_docs/page.ts}
import { ChatService, chatEvents, settingsFromEnvironment } from '@parley/sdk/unique'

const settings = settingsFromEnvironment()
for await (const event of chatEvents(settings)) {
  const chatService = ChatService.fromEvent(event, settings)
  <<answer>>
}
~~~
`,
    says: 'unexpected-transcript The page goes on here, but the transcript of page has ended.',
    mend: ['  <<answer>>\n', '  <<answer>>\n  <<free_user_input>>\n'],
    scenario: { user: [{ text: 'Hello' }] },
  },
]

describe('a run', () => {
  it.concurrent.each(runs)('reports $what', async ({ page, says, scenario }) => {
    const { text, place } = readMarked(page)
    expect(await runPage(text, scenario)).toContainEqual(expect.stringContaining(`${place} ${says}`))
  })

  it.concurrent.each(runs)('has nothing to say without $what', async ({ page, mend: [wrong, right], scenario }) => {
    expect(await runPage(mended(page, wrong, right), scenario)).toEqual([])
  })
})

let site: string | undefined
afterAll(async () => {
  if (site) await rm(site, { recursive: true, force: true, maxRetries: 3 })
})

/** Builds a site of one page with VitePress itself, which takes about a second. It names the line, and no column. */
async function buildSite(markdown: string): Promise<{ readonly failed: boolean; readonly output: string }> {
  site ??= await mkdtemp(join(tmpdir(), 'dead link '))
  await mkdir(join(site, 'docs'), { recursive: true })
  await symlink(join(root, 'node_modules'), join(site, 'node_modules')).catch(() => {})
  await writeFile(join(site, 'docs/page.md'), markdown)
  const command = join(root, 'node_modules/vitepress/bin/vitepress.js')
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      [command, 'build', 'docs'],
      { cwd: site, env: { ...process.env, NO_COLOR: '1' } },
      (error, stdout, stderr) => resolve({ failed: error !== null, output: stdout + stderr }),
    )
  })
}

test('a build of the site reports a link to nowhere, at its line', async () => {
  const { failed, output } = await buildSite('# Related\n\nSee the [feedback examples](../feedback/).\n')
  expect(failed).toBe(true)
  expect(output).toMatch(/Found dead link \S*feedback\/\S* in file \S.*docs\/page\.md:3\b/)
})

test('a build of the site has nothing to say about a link that leads somewhere', async () => {
  expect(await buildSite('# Related\n\nSee [this page](./page.md).\n')).toMatchObject({ failed: false })
})
