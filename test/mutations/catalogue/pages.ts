import type { Mutation } from '../mutation.ts'
import {
  onBlocking,
  onErrors,
  onImages,
  onMock,
  onOptions,
  onReadme,
  onSend,
  onSetUp,
  onStop,
  onStreaming,
  onSuggested,
  onUpload,
} from './places.ts'

const upload = 'docs/tutorials/upload-to-chat.md'
const images = 'docs/tutorials/images-and-documents.md'
const send = 'docs/tutorials/send-chat-message.md'
const blocking = 'docs/tutorials/blocking-response.md'
const streaming = 'docs/tutorials/streaming-response.md'
const stop = 'docs/tutorials/stop-chat-generation.md'
const suggested = 'docs/tutorials/get-suggested-questions.md'
const setUp = 'docs/tutorials/set-up.md'
const options = 'docs/reference/options-on-the-wire.md'
const mock = 'docs/reference/mock.md'
const errors = 'docs/reference/errors.md'
const tangles = true

/** Changes to what pages say. */
export const pageMutations: readonly Mutation[] = [
  {
    what: 'a number in an output',
    kind: 'stale output',
    file: upload,
    ...{ before: '\nUploaded document.txt, 13 bytes.', after: '\nUploaded document.txt, 14 bytes.' },
    at: onUpload('Uploaded document.txt, 14 bytes.'),
  },
  {
    what: 'a word in a transcript',
    kind: 'stale output',
    file: images,
    ...{ before: 'user: And here?', after: 'user: And there?' },
    at: onImages('user: And there?'),
  },
  {
    what: 'two lines of an output in another order',
    kind: 'stale output',
    file: streaming,
    ...{ before: 'message: The\nmessage: end.', after: 'message: end.\nmessage: The' },
    at: onStreaming('message: end.'),
  },
  {
    what: 'a line of an output that is missing',
    kind: 'stale output',
    file: suggested,
    ...{ before: '- Who wrote a literate program?\n', after: '' },
    at: onSuggested('- Why is it "A text"?'),
  },
  {
    what: 'a limit in an output',
    kind: 'stale output',
    file: options,
    ...{ before: 'limits: 600000 and 60000 ms', after: 'limits: 600000 and 30000 ms' },
    at: onOptions('limits: 600000 and 30000 ms'),
  },
  {
    what: 'a code in an output',
    kind: 'stale output',
    file: errors,
    ...{ before: 'ConfigurationError, missing_user', after: 'ConfigurationError, no_user' },
    at: onErrors('ConfigurationError, no_user'),
  },
  {
    what: 'an output of another example',
    kind: 'stale output',
    file: stop,
    ...{ before: '{output=stop_chat_generation}', after: '{output=stop_chat_generations}' },
    at: onStop('```text {output=stop_chat_generations}'),
  },
  {
    what: 'a line in the output of a command',
    kind: 'stale output',
    file: 'README.md',
    ...{ before: '   1 example held, 0 did not', after: '   2 examples held, 0 did not' },
    at: onReadme('2 examples held, 0 did not'),
  },
  {
    what: 'a word in the output of a command',
    kind: 'stale output',
    file: 'README.md',
    ...{ before: '     assistant: One moment,', after: '     assistant: One second,' },
    at: onReadme('assistant: One second, I am writing your document.'),
  },
  {
    what: 'a link to a page that does not exist',
    kind: 'broken link',
    file: blocking,
    ...{ before: '(./set-up.md#dify-ask-and-be-answered)', after: '(./setup.md#dify-ask-and-be-answered)' },
    at: onBlocking(
      '`send` waits until the answer is complete. The client comes from the [set-up](./setup.md#dify-ask-and-be-answered), where you also name its user. If your app defines variables, pass them as `inputs`.',
    ),
  },
  {
    what: 'a link to a heading that does not exist',
    kind: 'broken link',
    file: stop,
    ...{ before: '(./set-up.md#dify-ask-and-be-answered)', after: '(./set-up.md#dify-ask-and-answer)' },
    at: onStop(
      '`stop` asks the platform to stop writing. You need no task id, since the stream knows its own. Stay in the loop: the text that was written until then still arrives, and then the loop ends by itself. `dify` comes from the [set-up](./set-up.md#dify-ask-and-answer).',
    ),
  },
  {
    what: 'a link of the README to a page that does not exist',
    kind: 'broken link',
    file: 'README.md',
    ...{ before: '](docs/reference/diagnostics.md)', after: '](docs/reference/diagnostic.md)' },
    at: onReadme(
      '- What an error means: [docs/reference/errors.md](docs/reference/errors.md), [docs/reference/diagnostics.md](docs/reference/diagnostic.md)',
    ),
  },
  {
    what: 'a heading that a link names, renamed',
    kind: 'broken link',
    file: setUp,
    ...{ before: '### The environment of Unique', after: '### Variables of Unique' },
    at: onOptions(
      'The settings say where the platform is, and who asks. `settingsFromEnvironment` reads them; the [set-up](../tutorials/set-up.md#the-environment-of-unique) lists the variables. Here the events come by a connection of their own, and the requests of the services are shown:',
    ),
  },
  {
    what: 'a link to an example that does not exist',
    kind: 'broken link',
    file: send,
    ...{
      before: '](../../examples_from_docs/send_chat_message.ts)',
      after: '](../../examples_from_docs/send_chat_messages.ts)',
    },
    at: onSend('[Full example: send_chat_message.ts](../../examples_from_docs/send_chat_messages.ts)'),
  },
  {
    what: 'an option in the words of the wire',
    kind: 'renamed option',
    file: blocking,
    ...{ before: '  conversationId: reply.conversationId,', after: '  conversation_id: reply.conversationId,' },
    tangles,
    at: onBlocking('conversation_id: reply.conversationId,'),
  },
  {
    what: 'a method that the SDK does not have',
    kind: 'renamed option',
    file: upload,
    ...{ before: 'await chatService.createAssistantMessage({', after: 'await chatService.createMessage({' },
    tangles,
    at: onUpload('const message = await chatService.createMessage({'),
  },
  {
    what: 'a default that is passed with another value',
    kind: 'changed default',
    file: options,
    ...{ before: 'heartbeatTimeout: 5_000 }', after: 'heartbeatTimeout: 6_000 }' },
    tangles,
    at: onOptions('limits 5000, 60000; waits 10, 10, 20, 40, 40, 40, 40, 40'),
  },
  {
    what: 'a default in a table',
    kind: 'changed default',
    file: 'docs/reference/options.md',
    ...{ before: '| `timeout` | 600,000 |', after: '| `timeout` | 60,000 |' },
    at: [
      {
        page: 'docs/reference/options.md',
        line: '| `timeout` | 60,000 | Milliseconds until an answer must be complete, or a stream must have begun, for each attempt; `Infinity` for no limit |',
      },
    ],
  },
  {
    what: 'a text where a number belongs',
    kind: 'wrong type',
    file: upload,
    ...{ before: '{ sequenceNumber: 1 }', after: "{ sequenceNumber: '1' }" },
    tangles,
    at: onUpload("references: [contentReference(uploaded, { sequenceNumber: '1' })],"),
  },
  {
    what: 'a list where a function belongs',
    kind: 'wrong type',
    file: mock,
    ...{
      before: 'for (const line of mock.transcript()) console.log(line)',
      after: 'for (const line of mock.transcript) console.log(line)',
    },
    tangles,
    at: onMock('for (const line of mock.transcript) console.log(line)'),
  },
  {
    what: 'a reply that is not awaited',
    kind: 'dropped await',
    file: send,
    ...{ before: 'const next = await dify.chat.send({', after: 'const next = dify.chat.send({' },
    tangles,
    at: onSend('console.log(next.answer)'),
  },
  {
    what: 'a last call that is not awaited',
    kind: 'dropped await',
    file: images,
    ...{ before: 'await chatService.freeUserInput()', after: 'chatService.freeUserInput()' },
    tangles,
    at: onImages('chatService.freeUserInput()'),
  },
  {
    what: 'a stop that is not awaited',
    kind: 'dropped await',
    file: stop,
    ...{ before: 'await essay.stop()', after: 'essay.stop()' },
    tangles,
    at: onStop('if (length > 40) essay.stop()'),
  },
  {
    what: 'swapped fields of an upload',
    kind: 'swapped fields',
    file: upload,
    ...{
      before: "  name: 'document.txt',\n  mimeType: 'text/plain',",
      after: "  name: 'text/plain',\n  mimeType: 'document.txt',",
    },
    tangles,
    at: onUpload('Uploaded document.txt, 13 bytes.', '[1] document.txt (text/plain, 13 bytes)'),
  },
  {
    what: 'swapped ids',
    kind: 'swapped fields',
    file: suggested,
    ...{ before: 'suggested(reply.messageId)', after: 'suggested(reply.conversationId)' },
    tangles,
    at: onSuggested(
      'for (const question of await dify.messages.suggested(reply.conversationId)) console.log(`- ${question}`)',
    ),
  },
  {
    what: 'an import that is gone',
    kind: 'broken reference',
    file: upload,
    ...{ before: "import { contentReference } from '@parley/sdk/unique'\n\n", after: '' },
    tangles,
    at: onUpload('references: [contentReference(uploaded, { sequenceNumber: 1 })],'),
  },
  {
    what: 'an import from another place',
    kind: 'broken reference',
    file: send,
    ...{
      before: "import { NotFoundError } from '@parley/sdk'",
      after: "import { NotFoundError } from '@parley/sdk/errors'",
    },
    tangles,
    at: onSend("import { NotFoundError } from '@parley/sdk/errors'"),
  },
  {
    what: 'a reference to a block that does not exist',
    kind: 'broken reference',
    file: upload,
    ...{ before: '  <<free_user_input>>', after: '  <<free_the_input>>' },
    at: onUpload('<<free_the_input>>'),
  },
  {
    what: 'a reference that is gone',
    kind: 'unused block',
    file: streaming,
    ...{ before: '<<streaming_response_events>>\n\n', after: '' },
    tangles,
    at: onStreaming('```ts {#streaming_response_events}'),
  },
  {
    what: 'a block with a name that nobody uses',
    kind: 'unused block',
    file: send,
    ...{
      before: '## Give the app context\n',
      after: '```ts {#nobody}\nconsole.log(next)\n```\n\n## Give the app context\n',
    },
    at: onSend('```ts {#nobody}'),
  },
  {
    what: 'a block without a name that nobody proves',
    kind: 'unused block',
    file: suggested,
    ...{
      before: '## What comes out\n',
      after: '```ts\nawait dify.messages.propose(reply.messageId)\n```\n\n## What comes out\n',
    },
    at: onSuggested('```ts'),
  },
  {
    what: 'a block that was changed without its program',
    kind: 'changed behavior',
    file: blocking,
    ...{ before: "query: 'Hello, how are you?'", after: "query: 'Hello, who are you?'" },
    at: onBlocking("const reply = await dify.chat.send({ query: 'Hello, who are you?' })", 'user: Hello, how are you?'),
  },
  {
    what: 'a question in a scenario',
    kind: 'changed behavior',
    file: upload,
    ...{
      before: "user: [{ text: 'Please write a short document for me.' }]",
      after: "user: [{ text: 'Please write a long document for me.' }]",
    },
    tangles,
    at: onUpload('user: Please write a short document for me.'),
  },
  {
    what: 'a variable that is not read',
    kind: 'renamed option',
    file: options,
    ...{ before: "dify_api_key: 'key'", after: "dify_key: 'key'" },
    tangles,
    at: onOptions(
      "console.log(DifyClient.fromEnvironment({}, { dify_key: 'key', DIFY_BASE_URL: ' \"https://dify.example.com/v1/\" ' }).baseUrl)",
    ),
  },
  {
    what: 'a script of the README that does not exist',
    kind: 'wrong command',
    file: 'README.md',
    ...{ before: '$ npm run -s example upload_to_chat', after: '$ npm run -s examples upload_to_chat' },
    at: onReadme('$ npm run -s examples upload_to_chat'),
  },
  {
    what: 'an example of the README that does not exist',
    kind: 'wrong command',
    file: 'README.md',
    ...{ before: '$ npx tangle run upload_to_chat', after: '$ npx tangle run upload_to_chats' },
    at: onReadme('$ npx tangle run upload_to_chats'),
  },
  {
    what: 'a command of the README that tangle does not have',
    kind: 'wrong command',
    file: 'README.md',
    ...{ before: '$ npx tangle run upload_to_chat', after: '$ npx tangle execute upload_to_chat' },
    at: onReadme('$ npx tangle execute upload_to_chat'),
  },
  {
    what: 'a first command of the README that does not exist',
    kind: 'wrong command',
    file: 'README.md',
    ...{ before: '$ npm ci && npm start', after: '$ npm ci && npm run strat' },
    at: onReadme('$ npm ci && npm run strat   # tangle, check, run every example, build the site and serve it'),
  },
  {
    what: 'a script in the text of the README that does not exist',
    kind: 'wrong command',
    file: 'README.md',
    ...{ before: '`npm run dev` shows the site', after: '`npm run develop` shows the site' },
    at: onReadme(
      '6. **Write.** `npm run develop` shows the site as you write; a mistake appears over the page, at its line, and goes away when it is mended. On the site, every example runs in the page, and can be edited there.',
    ),
  },
  {
    what: 'an example of the set-up that does not exist',
    kind: 'wrong command',
    file: setUp,
    ...{ before: '$ npm run example upload_to_chat', after: '$ npm run examples upload_to_chat' },
    at: onSetUp('$ npm run examples upload_to_chat'),
  },
]
