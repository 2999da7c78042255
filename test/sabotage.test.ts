import { checkProject, type Diagnostic, type Project } from '@parley/tangle'
import { describe, expect, it } from 'vitest'
import { checkTypes } from '../tangle/check/types/check-types.ts'
import { collectCommands } from '../tangle/run/commands/collect-commands.ts'
import { listProjectFiles } from '../tangle/run/commands/project-files.ts'
import { runCommandPage } from '../tangle/run/commands/run-page.ts'
import { openOwnProject, type PageEdit, root, runOwnExample, skippedExamples } from './run-example-under-host.ts'

const upload = 'docs/tutorials/upload-to-chat.md'
const blocking = 'docs/tutorials/blocking-response.md'
const images = 'docs/tutorials/images-and-documents.md'
const send = 'docs/tutorials/send-chat-message.md'
const stream = 'docs/tutorials/streaming-response.md'
const stop = 'docs/tutorials/stop-chat-generation.md'
const suggested = 'docs/tutorials/get-suggested-questions.md'
const toolkit = 'docs/guides/from-unique-toolkit.md'
const oapi = 'docs/guides/from-dify-oapi.md'
const shell = 'docs/guides/from-the-shell.md'
const python = 'docs/guides/from-python.md'
const errors = 'docs/reference/errors.md'
const options = 'docs/reference/options-on-the-wire.md'
const mockPage = 'docs/reference/mock.md'
const library = 'docs/reference/library.md'
const sees = 'assistant: You said: "What is in this image?". I got the image (image/png, 4 x 3 pixels, 73 bytes).'

/** One line of a page made wrong; the failure must point at the line that says `at`. */
interface Sabotage extends PageEdit {
  readonly what: string
  readonly code: string
  readonly at: string
}

function expectAt(edit: Sabotage, { tangled }: Project, diagnostics: readonly Diagnostic[]): void {
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
      ...{ code: 'timeout', at: '```ts {file=examples_from_docs/stop_chat_generation.ts timeout=10s}' },
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
  show_dify_options: [
    {
      what: 'a limit that is not passed on',
      ...{ page: options, before: ', idleTimeout: 20_000 })', after: ' })' },
      ...{ code: 'unexpected-output', at: 'limits: 600000 and 30000 and 20000 ms' },
    },
    {
      what: 'an upload under another name',
      ...{
        page: options,
        before: "{ name: 'table.csv', mimeType: 'text/csv', user })",
        after: "{ name: 'table.csv', user })",
      },
      ...{ code: 'unexpected-output', at: 'user: user-456, file: table.csv (text/csv)' },
    },
  ],
  show_repetitions: [
    {
      what: 'a client without repetitions',
      ...{
        page: options,
        before: 'clock, random: () => 0, ...options })',
        after: 'clock, maxRetries: 0, random: () => 0, ...options })',
      },
      ...{ code: 'unexpected-output', at: '408 ApiError api_error: 3 to read, 1 to send' },
    },
    {
      what: 'a wait that a server did not ask for',
      ...{
        page: options,
        before: "await showWaits({ 'retry-after': '3' })",
        after: "await showWaits({ 'retry-after': '4' })",
      },
      ...{ code: 'unexpected-output', at: '{"retry-after":"3"} waits 3000, 3000' },
    },
  ],
  show_broken_streams: [
    {
      what: 'a stream that is complete',
      ...{ page: options, before: 'ends: streamOf(said, close)', after: 'ends: streamOf(said + ended, close)' },
      ...{
        code: 'unexpected-output',
        at: 'A stream that ends: stream_truncated, undefined, "Once". The stream ended before the answer was complete.',
      },
    },
    {
      what: 'an error that nobody catches',
      ...{ page: options, before: 'if (!StreamError.isInstance(error)) throw error', after: 'throw error' },
      ...{ code: 'example-failed', at: 'for await (const _ of stream);' },
    },
  ],
  show_unique_options: [
    {
      what: 'a file that is read after all',
      ...{ page: options, before: '  skipIngestion: true,\n  hideInChat', after: '  hideInChat' },
      ...{
        code: 'unexpected-output',
        at: '{"input":{"key":"table.csv","title":"table.csv","mimeType":"text/csv","byteSize":3,"ingestionConfig":{"chunkStrategy":"UNIQUE_DEFAULT_CHUNKING","uniqueIngestionMode":"SKIP_INGESTION","hideInChat":true},"metadata":{"from":"the options"}},"chatId":"chat_*","fileUrl":"http://localhost:*/upload?key=*"}',
      },
    },
    {
      what: 'a model that may think longer',
      ...{ page: options, before: '  modelTimeout: 60_000,\n', after: '' },
      ...{
        code: 'unexpected-output',
        at: '{"chatId":"chat_*","assistantId":"assistant_*","assistantMessageId":"msg_*","userMessageId":"msg_*","messages":[{"role":"user","content":"What does the table say?"}],"model":"AZURE_GPT_4o_2024_1120","timeout":60000,"options":{"temperature":0.5,"tools":[{"type":"function","function":{"name":"add","description":"Adds numbers.","parameters":{"type":"object"},"strict":false}}],"reasoning_effort":"low"},"searchContext":[{"id":"cont_*","chunkId":"","key":"table.csv","order":1}],"startText":"It says: ","debugInfo":{"step":2}}',
      },
    },
  ],
  show_connections: [
    {
      what: 'another first wait',
      ...{ page: options, before: '{ reconnectDelay: 10,', after: '{ reconnectDelay: 11,' },
      ...{ code: 'unexpected-output', at: 'limits 5000, 60000; waits 10, 10, 20, 40, 40, 40, 40, 40' },
    },
  ],
  show_settings: [
    {
      what: 'an address that can be used',
      ...{ page: options, before: "baseUrl: 'dify.example.com' })", after: "baseUrl: 'https://dify.example.com' })" },
      ...{
        code: 'unexpected-output',
        at: 'invalid_variable: DIFY_BASE_URL is not an address such as https://dify.example.com/v1.',
      },
    },
  ],
  show_mock_options: [
    {
      what: 'a fault that is none',
      ...{
        page: mockPage,
        before: "{ kind: 'answer', path, status: 503 }",
        after: "{ kind: 'answer', path, status: 503, nth: 2 }",
      },
      ...{ code: 'unexpected-output', at: '{"kind":"answer","path":"/chat-messages","status":503}' },
    },
    {
      what: 'a field that the platform knows',
      ...{ page: mockPage, before: ", mood: 'good' }", after: ' }' },
      ...{
        code: 'unexpected-output',
        at: '200, and body mood: mood is not named by the specification (Dify specification 3.1)',
      },
    },
  ],
  use_the_library: [
    {
      what: 'a page without a mistake',
      ...{ page: library, before: "'<<say_helo>>', ", after: '' },
      ...{
        code: 'unexpected-output',
        at: 'docs/hello.md:3:1 error undefined-name Block <<say_helo>> is not defined.',
      },
    },
    {
      what: 'a disk that nobody wrote to',
      ...{ page: library, before: "{ 'out/hello.js': 'written by hand\\n' }", after: '' },
      ...{ code: 'unexpected-output', at: 'conflict out/hello.js' },
    },
  ],
  from_the_shell: [
    {
      what: 'another question',
      ...{ page: shell, before: '"query": "Is it raining?"', after: '"query": "Is it snowing?"' },
      ...{ code: 'unexpected-output', at: 'You asked: Is it raining?' },
    },
    {
      what: 'a command that there is not',
      ...{ page: shell, before: "message) printf '[%s]'", after: "message) print_piece '[%s]'" },
      ...{
        code: 'example-failed',
        at: `message) print_piece '[%s]' "$(printf '%s\\n' "$line" | field answer)" ;;`,
      },
    },
    {
      what: 'a conversation that is not continued',
      ...{ page: shell, before: `  "conversation_id": "'"$conversation"'"`, after: '  "conversation_id": ""' },
      ...{ code: 'unexpected-transcript', at: 'user: What did I just ask?' },
    },
    {
      what: 'a field that the platform does not know',
      ...{ page: shell, before: '"response_mode": "streaming"', after: '"response_mode": "streaming", "model": "x"' },
      ...{ code: 'host-failed', at: '```sh {file=examples_from_docs/from_the_shell.sh}' },
    },
  ],
  from_python: [
    {
      what: 'an exception',
      ...{ page: python, before: 'event["payload"]["userMessage"]', after: 'event["payload"]["message"]' },
      ...{ code: 'example-failed', at: 'for piece in ask(event["payload"]["message"]["text"]):' },
    },
    {
      what: 'a header that is left out',
      ...{ page: python, before: '        "x-app-id": os.environ["UNIQUE_APP_ID"],\n', after: '' },
      ...{ code: 'example-failed', at: 'return urlopen(Request(url, data, headers, method=method))' },
    },
    {
      what: 'a mistake that keeps the program from being read',
      ...{ page: python, before: 'def ask(query):', after: 'def ask(query)' },
      ...{ code: 'example-failed', at: 'def ask(query)' },
    },
    {
      what: 'an error of the app that is not noticed',
      ...{ page: python, before: 'elif event["event"] == "error":', after: 'elif event["event"] == "failure":' },
      ...{ code: 'unexpected-output', at: 'The app failed: The model provider refused the request.' },
    },
    {
      what: 'a changed word of the transcript',
      ...{ page: python, before: 'assistant, edited: It is raining.', after: 'assistant, edited: It is pouring.' },
      ...{ code: 'unexpected-transcript', at: 'assistant, edited: It is pouring.' },
    },
    {
      what: 'a network',
      ...{
        page: python,
        before: 'unique = os.environ["UNIQUE_API_BASE_URL"]',
        after: 'urlopen("https://example.com")\nunique = os.environ["UNIQUE_API_BASE_URL"]',
      },
      ...{ code: 'network-access', at: 'urlopen("https://example.com")' },
    },
  ],
}

// Without its interpreter, an example in another language is not run.
const skipped = await skippedExamples()

describe.each(Object.entries(runs).filter(([name]) => !skipped.has(name)))('a run of %s', (name, sabotages) => {
  it.concurrent.each(sabotages)('finds $what, and points at the line of the page', async (sabotage) => {
    const { result, project } = await runOwnExample(name, sabotage)
    expectAt(sabotage, project, result.diagnostics)
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
    expectAt(sabotage, project, checkTypes(project, targets))
  })

  it('finds the project as it is committed in order', async () => {
    expect(await checkProject(await openOwnProject())).toEqual([])
  })
})

describe('a run of the commands on a page', () => {
  it('finds an output that the page shows otherwise, and points at the line', async () => {
    const page = 'docs/reference/examples.md'
    const project = await openOwnProject({ page, before: '  user: What is', after: '  user: Who is' })
    const commands = collectCommands(project).pages.find((candidate) => candidate.page === page)
    const result = commands && (await runCommandPage(project, commands, await listProjectFiles(root)))
    const { lines = [] } = project.tangled.pages.find(({ path }) => path === page) ?? {}
    const line = lines.findIndex((text) => text.includes('  user: Who is'))
    expect(result?.diagnostics).toMatchObject([{ code: 'unexpected-command-output', location: { start: { line } } }])
  })
})
