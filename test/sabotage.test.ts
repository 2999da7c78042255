import { checkProject, type Diagnostic } from '@parley/tangle'
import { describe, expect, it } from 'vitest'
import { checkTypes } from '../tangle/check/check-types.ts'
import { openOwnProject, type PageEdit, runOwnExample } from './run-example-under-host.ts'

const upload = 'docs/tutorials/upload-to-chat.md'
const blocking = 'docs/tutorials/blocking-response.md'
const images = 'docs/tutorials/images-and-documents.md'
const send = 'docs/tutorials/send-chat-message.md'
const stream = 'docs/tutorials/streaming-response.md'
const stop = 'docs/tutorials/stop-chat-generation.md'
const suggested = 'docs/tutorials/get-suggested-questions.md'
const toolkit = 'docs/guides/from-unique-toolkit.md'
const oapi = 'docs/guides/from-dify-oapi.md'
const errors = 'docs/reference/errors.md'
const sees = 'assistant: You said: "What is in this image?". I got the image (image/png, 4 x 3 pixels, 73 bytes).'

/** One line of a page made wrong; the failure must point at the line that says `at`. */
interface Sabotage extends PageEdit {
  readonly what: string
  readonly code: string
  readonly at: string
}

async function expectAt(edit: Sabotage, diagnostics: readonly Diagnostic[]): Promise<void> {
  const { tangled } = await openOwnProject(edit)
  const found = diagnostics.filter((diagnostic) => diagnostic.severity === 'error')
  const places = found.map(({ code, location }) => {
    const page = tangled.pages.find((candidate) => candidate.path === location?.file)
    return `${code} at ${page?.lines[location?.start.line ?? 0]?.trim()}`
  })
  expect(places).toContain(`${edit.code} at ${edit.at}`)
}

// What a run finds: the example is executed under its host, with the sabotaged page in place of the real one.
const runs: Record<string, Sabotage[]> = {
  upload_to_chat: [
    {
      what: 'an input that is never freed',
      ...{ page: upload, before: '\n  <<free_user_input>>\n', after: '\n' },
      ...{ code: 'unexpected-transcript', at: 'input: free' },
    },
    {
      what: 'a changed word of the transcript',
      ...{
        page: upload,
        before: 'assistant, edited: Here is your document.[1]',
        after: 'assistant, edited: Here is the document.[1]',
      },
      ...{ code: 'unexpected-transcript', at: 'assistant, edited: Here is the document.[1]' },
    },
    {
      what: 'an exception',
      ...{
        page: upload,
        before: "const bytes = new TextEncoder().encode('Hello, world!')",
        after: "const bytes = new TextEncoder().encode(JSON.parse('{'))",
      },
      ...{ code: 'example-failed', at: "const bytes = new TextEncoder().encode(JSON.parse('{'))" },
    },
    {
      what: 'a document with one byte more',
      ...{ page: upload, before: 'Hello, world!', after: 'Hello, world!!' },
      ...{ code: 'unexpected-output', at: 'Uploaded document.txt, 13 bytes.' },
    },
    {
      what: 'a reference to content that does not exist',
      ...{
        page: upload,
        before: 'contentReference(uploaded, {',
        after: "contentReference({ ...uploaded, id: 'cont_nothing' }, {",
      },
      ...{ code: 'unexpected-transcript', at: '[1] document.txt (text/plain, 13 bytes)' },
    },
  ],
  blocking_response: [
    {
      what: 'another question',
      ...{ page: blocking, before: "query: 'Hello, how are you?'", after: "query: 'Hello?'" },
      ...{ code: 'unexpected-transcript', at: 'user: Hello, how are you?' },
    },
    {
      what: 'a conversation that is not continued',
      ...{ page: blocking, before: '  conversationId: reply.conversationId,\n', after: '' },
      ...{ code: 'unexpected-output', at: 'You asked: Hello, how are you?' },
    },
    {
      what: 'a changed word of the output',
      ...{
        page: blocking,
        before: 'I am well, thank you. How can I help?\nchat',
        after: 'I am fine, thank you. How can I help?\nchat',
      },
      ...{ code: 'unexpected-output', at: 'I am fine, thank you. How can I help?' },
    },
    {
      what: 'a request that the platform refuses',
      ...{ page: blocking, before: "{ query: 'Hello, how are you?' }", after: "{ query: '' }" },
      ...{ code: 'example-failed', at: "const reply = await dify.chat.send({ query: '' })" },
    },
  ],
  minimal_chat_document_app: [
    {
      what: 'an image that is left out of the message',
      ...{
        page: images,
        before: '      .image({ bytes: await chatService.download(image.id).bytes(), mimeType }),\n',
        after: '',
      },
      ...{ code: 'unexpected-transcript', at: sees },
    },
    {
      what: 'a MIME type that does not fit',
      ...{ page: images, before: 'bytes(), mimeType })', after: "bytes(), mimeType: 'image/gif' })" },
      ...{ code: 'unexpected-transcript', at: sees },
    },
    {
      what: 'an image that is cut off',
      ...{
        page: images,
        before: 'download(image.id).bytes(), ',
        after: 'download(image.id).bytes().then((all) => all.slice(0, 60)), ',
      },
      ...{ code: 'unexpected-transcript', at: sees },
    },
    {
      what: 'a document that is not read',
      ...{ page: images, before: 'await chatService.download(file.id).bytes()', after: 'new Uint8Array()' },
      ...{ code: 'unexpected-output', at: 'note.txt: 19 bytes' },
    },
    {
      what: 'a file that is not there',
      ...{ page: images, before: 'download(file.id)', after: "download('cont_nothing')" },
      ...{ code: 'example-failed', at: "const bytes = await chatService.download('cont_nothing').bytes()" },
    },
  ],
  send_chat_message: [
    {
      what: 'an input that is not sent',
      ...{ page: send, before: "  inputs: { language: 'French' },\n", after: '' },
      ...{ code: 'unexpected-output', at: 'You said: "Good morning!". The input language is "French".' },
    },
    {
      what: 'an upload that is not referred to',
      ...{ page: send, before: "  files: [{ type: 'document', uploadId: table.id }],\n", after: '' },
      ...{
        code: 'unexpected-output',
        at: 'You said: "What is in this table?". I got the document table.csv (text/csv, 9 bytes).',
      },
    },
    {
      what: 'an input that the app does not have',
      ...{ page: send, before: "{ language: 'French' }", after: "{ language: 'French', tongue: 'French' }" },
      ...{ code: 'host-failed', at: '```ts {file=examples_from_docs/send_chat_message.ts}' },
    },
  ],
  streaming_response: [
    {
      what: 'an answer that is not printed',
      ...{
        page: stream,
        before: 'for await (const text of story.textStream) process.stdout.write(text)',
        after: 'await story.final()',
      },
      ...{ code: 'unexpected-output', at: 'Once there was a program that told the truth about itself.' },
    },
    {
      what: 'a stream that is read twice',
      ...{
        page: stream,
        before: 'await story.final()',
        after: 'await story.text().then(async () => (await story[Symbol.asyncIterator]().next(), story.final()))',
      },
      ...{
        code: 'example-failed',
        at: 'const { messageId, conversationId, metadata } = await story.text().then(async () => (await story[Symbol.asyncIterator]().next(), story.final()))',
      },
    },
    {
      what: 'an error inside the stream that nobody catches',
      ...{ page: stream, before: 'if (!StreamError.isInstance(error)) throw error', after: 'throw error' },
      ...{ code: 'example-failed', at: "await dify.chat.stream({ query: 'Tell me a story that fails.' }).text()" },
    },
  ],
  stop_chat_generation: [
    {
      what: 'an answer that is never stopped',
      ...{ page: stop, before: 'if (length > 40) await essay.stop()', after: '' },
      ...{ code: 'timeout', at: '```ts {file=examples_from_docs/stop_chat_generation.ts timeout=3s}' },
    },
    {
      what: 'a loop that is left in place of a stop',
      ...{ page: stop, before: 'if (length > 40) await essay.stop()', after: 'if (length > 40) break' },
      ...{ code: 'example-failed', at: 'for await (const text of essay.textStream) {' },
    },
  ],
  get_suggested_questions: [
    {
      what: 'a message that does not exist',
      ...{
        page: suggested,
        before: 'suggested(reply.messageId)',
        after: "suggested('00000000-0000-4000-8000-000000000000')",
      },
      ...{
        code: 'example-failed',
        at: "for (const question of await dify.messages.suggested('00000000-0000-4000-8000-000000000000')) console.log(`- ${question}`)",
      },
    },
    {
      what: 'another question',
      ...{ page: suggested, before: 'What is a literate program?', after: 'What is a literate text?' },
      ...{ code: 'unexpected-output', at: '- Who wrote a literate program?' },
    },
  ],
  from_unique_toolkit: [
    {
      what: 'a marker without its reference',
      ...{ page: toolkit, before: '  references: [contentReference(uploaded, { sequenceNumber: 1 })],\n', after: '' },
      ...{ code: 'unexpected-transcript', at: '[1] note.txt (text/plain, 6 bytes)' },
    },
    {
      what: 'images that are not asked about',
      ...{ page: toolkit, before: 'for (const image of images) {', after: 'for (const image of images.slice(1)) {' },
      ...{
        code: 'unexpected-output',
        at: 'You said: "What is this?". I got the image (image/png, 4 x 3 pixels, 73 bytes).',
      },
    },
  ],
  from_dify_oapi: [
    {
      what: 'suggestions of a message of somebody else',
      ...{ page: oapi, before: "{ user: 'user-456' }", after: '{}' },
      ...{ code: 'unexpected-output', at: '404 not_found' },
    },
    {
      what: 'a client without repetitions',
      ...{ page: oapi, before: 'maxRetries: 3', after: 'maxRetries: 0' },
      ...{
        code: 'example-failed',
        at: 'const again = await patient.messages.suggested(next.messageId, { timeout: 10_000 })',
      },
    },
  ],
  handle_errors: [
    {
      what: 'a user that is not missing',
      ...{
        page: errors,
        before: 'DifyClient.fromEnvironment()',
        after: "DifyClient.fromEnvironment({ user: 'user-123' })",
      },
      ...{ code: 'unexpected-output', at: 'ConfigurationError, missing_user' },
    },
    {
      what: 'an error that is not one of the SDK',
      ...{ page: errors, before: "await dify.chat.send({ query: 'Hello' })", after: "throw new RangeError('too far')" },
      ...{ code: 'example-failed', at: "throw new RangeError('too far')" },
    },
  ],
}

describe.each(Object.entries(runs))('a run of %s', (name, sabotages) => {
  it.concurrent.each(sabotages)('finds $what, and points at the line of the page', async (sabotage) => {
    const { result } = await runOwnExample(name, sabotage)
    await expectAt(sabotage, result.diagnostics)
  })
})

// What needs no run: the compiler's view of the tangled program, at the line of the fragment.
const checks: Sabotage[] = [
  {
    what: 'a dropped await whose value is used',
    ...{ page: upload, before: 'const message = await chat', after: 'const message = chat' },
    ...{ code: 'type-error', at: 'messageId: message.id,' },
  },
  {
    what: 'a dropped await in front of the last call',
    ...{ page: upload, before: 'await chatService.freeUserInput()', after: 'chatService.freeUserInput()' },
    ...{ code: 'floating-promise', at: 'chatService.freeUserInput()' },
  },
  {
    what: 'a method that the SDK does not have',
    ...{ page: upload, before: 'await chatService.freeUserInput()', after: 'await chatService.freeInput()' },
    ...{ code: 'type-error', at: 'await chatService.freeInput()' },
  },
  {
    what: 'a reference that names a message',
    ...{ page: upload, before: '{ sequenceNumber: 1 }', after: '{ sequenceNumber: 1, messageId: message.id }' },
    ...{
      code: 'type-error',
      at: 'references: [contentReference(uploaded, { sequenceNumber: 1, messageId: message.id })],',
    },
  },
  {
    what: 'a misspelt option',
    ...{ page: blocking, before: 'conversationId: reply', after: 'conversation_id: reply' },
    ...{ code: 'type-error', at: 'conversation_id: reply.conversationId,' },
  },
  {
    what: 'a dropped await in front of a reply',
    ...{ page: blocking, before: 'const next = await dify', after: 'const next = dify' },
    ...{ code: 'type-error', at: 'console.log(next.answer)' },
  },
]

describe('a check', () => {
  it.each(checks)('finds $what, and points at the line of the page', async (sabotage) => {
    const project = await openOwnProject(sabotage)
    // One program is enough: the others are not changed.
    const targets = project.tangled.targets.filter(({ root }) => root.page === sabotage.page)
    await expectAt(sabotage, checkTypes(project, targets))
  })

  it('finds the project as it is committed in order', async () => {
    expect(await checkProject(await openOwnProject())).toEqual([])
  })
})
