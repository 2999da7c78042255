import type { Mutation } from '../mutation.ts'
import { onImages, onOptions, onSetUp, onUpload } from './places.ts'

const chat = 'src/unique/chat-service.ts'
const content = 'src/unique/content-service.ts'
const events = 'src/platforms/unique/event-stream.ts'
const wire = 'src/platforms/unique/wire.ts'
const created =
  '{"chatId":"chat_*","assistantId":"assistant_*","role":"ASSISTANT","text":"One moment.","originalText":"One moment."}'
const completion = (model: string, temperature: number) =>
  `{"chatId":"chat_*","assistantId":"assistant_*","assistantMessageId":"msg_*","userMessageId":"msg_*","messages":[{"role":"user","content":"Hello"}],"model":"${model}","timeout":240000,"options":{"temperature":${temperature}}}`

/** Changes to the services for Unique and to what they send. */
export const uniqueMutations: readonly Mutation[] = [
  {
    what: 'another name of a header',
    kind: 'changed behavior',
    file: wire,
    ...{ before: "appId: 'x-app-id'", after: "appId: 'x-application-id'" },
    at: [
      ...onOptions(
        'https://unique.example.com/public/event-socket/events/stream?subscriptions=unique.chat.external-module.chosen {"authorization":"Bearer secret","x-app-id":"app_1","x-user-id":"2","x-company-id":"1","x-api-version":"2023-12-06","accept":"text/event-stream","cache-control":"no-cache"}',
      ),
      ...onSetUp('for await (const event of chatEvents(settings)) {'),
    ],
  },
  {
    what: 'another version of the interface',
    kind: 'changed default',
    file: 'src/unique/unique-settings.ts',
    ...{ before: "options.apiVersion ?? '2023-12-06'", after: "options.apiVersion ?? '2024-12-06'" },
    at: onOptions('x-api-version: 2023-12-06', '2023-12-06'),
  },
  {
    what: 'less time for the model',
    kind: 'changed default',
    file: 'src/unique/complete-options.ts',
    ...{ before: 'modelTimeout ?? 240_000', after: 'modelTimeout ?? 120_000' },
    at: onOptions(completion('AZURE_GPT_4o_2024_1120', 0)),
  },
  {
    what: 'one temperature for all models',
    kind: 'changed default',
    file: 'src/unique/language-model-name.ts',
    ...{ before: 'FIXED_TEMPERATURE.test(model) ? 1 : 0', after: '0' },
    at: onOptions(completion('AZURE_GPT_5_2025_0807', 1)),
  },
  {
    what: 'files that are read although they should not be',
    kind: 'changed behavior',
    file: content,
    ...{ before: "? 'SKIP_INGESTION'", after: "? 'INGESTION'" },
    at: onOptions(
      '{"input":{"key":"table.csv","title":"table.csv","mimeType":"text/csv","byteSize":3,"ingestionConfig":{"chunkStrategy":"UNIQUE_DEFAULT_CHUNKING","uniqueIngestionMode":"SKIP_INGESTION","hideInChat":true},"metadata":{"from":"the options"}},"chatId":"chat_*","fileUrl":"http://localhost:*/upload?key=*"}',
    ),
  },
  {
    what: 'another name for files that are only passed on',
    kind: 'renamed option',
    file: content,
    ...{ before: 'skipIngestion?: boolean', after: 'skipIndexing?: boolean' },
    at: onUpload('skipIngestion: true,'),
  },
  {
    what: 'a name of a file that may be missing',
    kind: 'wrong type',
    file: content,
    ...{ before: '    name?: string | undefined\n', after: '    name?: URL | undefined\n' },
    at: onUpload("name: 'document.txt',"),
  },
  {
    what: 'an address that nobody can open',
    kind: 'changed behavior',
    file: 'src/unique/content-reference.ts',
    ...{ before: 'unique://content/', after: 'unique://contents/' },
    at: [
      ...onUpload('[1] document.txt (text/plain, 13 bytes)'),
      ...onOptions(
        '{"name":"text.txt","url":"unique://content/cont_*","sequenceNumber":1,"sourceId":"cont_*","source":"node-ingestion-chunks"}',
      ),
    ],
  },
  {
    what: 'an id in place of a name',
    kind: 'swapped fields',
    file: 'src/unique/content-reference.ts',
    ...{ before: 'name ?? content.title ?? content.key', after: 'name ?? content.id' },
    at: [
      ...onUpload('[1] document.txt (text/plain, 13 bytes)'),
      ...onOptions(
        '{"name":"text.txt","url":"unique://content/cont_*","sequenceNumber":1,"sourceId":"cont_*","source":"node-ingestion-chunks"}',
      ),
    ],
  },
  {
    what: 'another name for freeing the input',
    kind: 'renamed option',
    file: chat,
    ...{ before: 'async freeUserInput(', after: 'async unlockUserInput(' },
    at: [...onUpload('await chatService.freeUserInput()'), ...onImages('await chatService.freeUserInput()')],
  },
  {
    what: 'an input that is not freed',
    kind: 'changed behavior',
    file: chat,
    ...{
      before: 'const body = { chatId: this.chatId, completedAt: this.#timestamp() }',
      after: 'const body = { chatId: this.chatId }',
    },
    at: onUpload('input: free', '```ts {file=examples_from_docs/upload_to_chat.ts}'),
  },
  {
    what: 'images among the documents',
    kind: 'swapped fields',
    file: chat,
    ...{
      before: "documents: contents.filter(({ key }) => classifyContent(key) === 'document')",
      after: "documents: contents.filter(({ key }) => classifyContent(key) === 'image')",
    },
    at: onImages('note.txt: 19 bytes'),
  },
  {
    what: 'a text that is not its own original',
    kind: 'changed default',
    file: chat,
    ...{ before: 'options.originalContent ?? content', after: 'options.originalContent ?? null as never' },
    at: onOptions(created),
  },
  {
    what: 'a message that does not become the current one',
    kind: 'changed behavior',
    file: chat,
    ...{ before: '    this.#assistantMessageId = message.id\n', after: '' },
    at: [...onUpload('input: free')],
  },
  {
    what: 'an image without its type',
    kind: 'changed behavior',
    file: 'src/messages/openai-user-message-builder.ts',
    ...{ before: '`data:${source.mimeType};base64', after: '`data:image/gif;base64' },
    at: onImages('assistant: You said: "What is in this image?". I got the image (image/png, 4 x 3 pixels, 73 bytes).'),
  },
  {
    what: 'another name of a model',
    kind: 'renamed option',
    file: 'src/unique/language-model-name.ts',
    ...{ before: "AZURE_GPT_4o_2024_1120: 'AZURE", after: "AZURE_GPT_4O_2024_1120: 'AZURE" },
    at: onImages('model: LanguageModelName.AZURE_GPT_4o_2024_1120,'),
  },
  {
    what: 'a longer first wait for a connection',
    kind: 'changed default',
    file: events,
    ...{ before: 'options.reconnectDelay ?? 1_000', after: 'options.reconnectDelay ?? 2_000' },
    at: onOptions('limits 120000, 570000; waits 1000, 1000, 2000, 4000, 8000, 16000, 30000, 30000'),
  },
  {
    what: 'a longer last wait for a connection',
    kind: 'changed default',
    file: events,
    ...{ before: 'options.maxReconnectDelay ?? 30_000', after: 'options.maxReconnectDelay ?? 60_000' },
    at: onOptions('limits 120000, 570000; waits 1000, 1000, 2000, 4000, 8000, 16000, 30000, 30000'),
  },
  {
    what: 'a connection that may be older',
    kind: 'changed default',
    file: events,
    ...{ before: 'options.maxConnectionAge ?? 570_000', after: 'options.maxConnectionAge ?? 600_000' },
    at: onOptions('limits 120000, 570000; waits 1000, 1000, 2000, 4000, 8000, 16000, 30000, 30000'),
  },
  {
    what: 'a connection that may be silent longer',
    kind: 'changed default',
    file: events,
    ...{ before: 'options.heartbeatTimeout ?? 120_000', after: 'options.heartbeatTimeout ?? 180_000' },
    at: onOptions('limits 120000, 570000; waits 1000, 1000, 2000, 4000, 8000, 16000, 30000, 30000'),
  },
  {
    what: 'another path below a host',
    kind: 'changed default',
    file: 'src/platforms/unique/urls.ts',
    ...{ before: "const LEGACY_DEFAULT = '/public/chat'", after: "const LEGACY_DEFAULT = '/public'" },
    at: onOptions('https://chat.example.com/public/chat'),
  },
  {
    what: 'a short name of a variable that is not read',
    kind: 'renamed option',
    file: 'src/unique/settings-from-environment.ts',
    ...{ before: "['UNIQUE_APP_KEY', 'KEY', 'API_KEY']", after: "['UNIQUE_APP_KEY', 'API_KEY']" },
    at: onOptions('console.log(settingsFromEnvironment(short).apiVersion)'),
  },
  {
    what: 'bytes that are not awaited',
    kind: 'dropped await',
    file: content,
    ...{ before: 'bytes: await toBytes(data),', after: 'bytes: toBytes(data) as never,' },
    at: onUpload('const uploaded = await contentService.upload(bytes, {', '[1] document.txt (text/plain, 13 bytes)'),
  },
  {
    what: 'an upload that is not confirmed',
    kind: 'changed behavior',
    file: 'src/platforms/unique/upload-endpoint.ts',
    ...{ before: '      fileUrl: announced.readUrl,\n', after: '' },
    at: [
      ...onUpload('[1] document.txt (text/plain, 13 bytes)', '```ts {file=examples_from_docs/upload_to_chat.ts}'),
      ...onOptions(
        '{"input":{"key":"text.txt","title":"text.txt","mimeType":"application/octet-stream","byteSize":8,"ingestionConfig":{},"metadata":{}},"chatId":"chat_*","fileUrl":"http://localhost:*/upload?key=*"}',
      ),
    ],
  },
]
