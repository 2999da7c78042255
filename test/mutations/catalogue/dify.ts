import type { Mutation } from '../mutation.ts'
import { onBlocking, onErrors, onOptions, onSend, onSetUp, onStop, onStreaming, onSuggested } from './places.ts'

const client = 'src/dify/dify-client.ts'
const files = 'src/dify/files.ts'
const request = 'src/platforms/dify/chat-request.ts'

/** Changes to the client for Dify and to what it sends. */
export const difyMutations: readonly Mutation[] = [
  {
    what: 'another cloud',
    kind: 'changed default',
    file: client,
    ...{ before: "const CLOUD = 'https://api.dify.ai/v1'", after: "const CLOUD = 'https://cloud.dify.ai/v1'" },
    at: onOptions('https://api.dify.ai/v1'),
  },
  {
    what: 'another variable for the address',
    kind: 'renamed option',
    file: client,
    ...{ before: "readVariable(environment, ['DIFY_BASE_URL'])", after: "readVariable(environment, ['DIFY_URL'])" },
    at: onOptions('https://dify.example.com/v1'),
  },
  {
    what: 'another variable for the key',
    kind: 'renamed option',
    file: client,
    ...{
      before: "const apiKey = readVariable(environment, ['DIFY_API_KEY'])",
      after: "const apiKey = readVariable(environment, ['DIFY_KEY'])",
    },
    at: onSetUp("const dify = DifyClient.fromEnvironment({ user: 'user-123' })"),
  },
  {
    what: 'inputs that are left out when there are none',
    kind: 'changed default',
    file: request,
    ...{ before: 'inputs: { ...request.inputs },', after: 'inputs: request.inputs as Record<string, unknown>,' },
    at: [
      ...onOptions(
        '{"query":"Hello","inputs":{},"user":"user-123","response_mode":"blocking"}',
        "const reply = await dify.chat.send({ query: 'Hello' })",
      ),
      ...onSend("const reply = await dify.chat.send({ query: 'Hello, how are you?' })"),
    ],
  },
  {
    what: 'a stream that is asked for as a block',
    kind: 'changed default',
    file: 'src/dify/chat.ts',
    ...{
      before: "this.#post({ ...options, signal }, 'streaming')",
      after: "this.#post({ ...options, signal }, 'blocking')",
    },
    at: onOptions('{"query":"Hello again","inputs":{},"user":"user-123","response_mode":"streaming"}'),
  },
  {
    what: 'a shorter silence',
    kind: 'changed default',
    file: 'src/dify/chat.ts',
    ...{ before: 'const DEFAULT_IDLE_TIMEOUT = 60_000', after: 'const DEFAULT_IDLE_TIMEOUT = 30_000' },
    at: onOptions('limits: 600000 and 60000 ms'),
  },
  {
    what: 'another name for an upload without one',
    kind: 'changed default',
    file: files,
    ...{ before: ": 'upload'\n", after: ": 'file'\n" },
    at: onOptions('user: user-123, file: upload (application/octet-stream)'),
  },
  {
    what: 'another type for an upload without one',
    kind: 'changed default',
    file: files,
    ...{ before: "|| 'application/octet-stream'", after: "|| 'text/plain'" },
    at: onOptions('user: user-123, file: upload (application/octet-stream)'),
  },
  {
    what: 'another name of a conversation',
    kind: 'renamed option',
    file: request,
    ...{ before: 'conversationId?: string', after: 'conversation?: string' },
    at: [...onBlocking('conversationId: reply.conversationId,'), ...onSend('conversationId: reply.conversationId,')],
  },
  {
    what: 'another method for suggestions',
    kind: 'renamed option',
    file: 'src/dify/messages.ts',
    ...{ before: 'async suggested(', after: 'async suggestions(' },
    at: onSuggested(
      'for (const question of await dify.messages.suggested(reply.messageId)) console.log(`- ${question}`)',
    ),
  },
  {
    what: 'a question that is a number',
    kind: 'wrong type',
    file: request,
    ...{ before: '  query: string\n', after: '  query: number\n' },
    at: onBlocking(
      "const reply = await dify.chat.send({ query: 'Hello, how are you?' })",
      "query: 'What did I just ask?',",
    ),
  },
  {
    what: 'swapped ways of transfer',
    kind: 'swapped fields',
    file: request,
    ...{
      before: "transfer_method: 'remote_url', url: file.url",
      after: "transfer_method: 'local_file', upload_file_id: file.url",
    },
    at: onSend(
      'const seen = await dify.chat.send({',
      'You said: "What is this?". I got the image https://example.com/image.jpg (image/jpeg, 6 bytes).',
    ),
  },
  {
    what: 'a conversation that is not passed on',
    kind: 'changed behavior',
    file: request,
    ...{ before: '      conversation_id: request.conversationId,\n', after: '' },
    at: onBlocking('You asked: Hello, how are you?'),
  },
  {
    what: 'tokens of the question counted as all tokens',
    kind: 'swapped fields',
    file: 'src/platforms/dify/reply-metadata.ts',
    ...{
      before: 'totalTokens: optionalNumber(value.total_tokens)',
      after: 'totalTokens: optionalNumber(value.prompt_tokens)',
    },
    at: [...onBlocking('chat app, 18 tokens, 0 sources'), ...onStreaming('18 tokens, to be continued: true')],
  },
  {
    what: 'another path for stopping',
    kind: 'changed behavior',
    file: 'src/platforms/dify/wire.ts',
    ...{ before: '/stop`', after: '/cancel`' },
    at: [...onOptions('POST /v1/chat-messages/*/stop'), ...onStop('if (length > 40) await essay.stop()')],
  },
  {
    what: 'another code for a stream that is cut off',
    kind: 'changed message',
    file: 'src/dify/answer-collector.ts',
    ...{ before: "{ code: 'stream_truncated' }", after: "{ code: 'stream_cut' }" },
    at: onOptions(
      'A stream that ends: stream_truncated, undefined, "Once". The stream ended before the answer was complete.',
    ),
  },
  {
    what: 'an error that forgets what had arrived',
    kind: 'changed behavior',
    file: 'src/core/errors/stream-error.ts',
    ...{ before: "options.partial ?? { answer: '' }", after: "{ answer: '' }" },
    at: onStreaming('completion_request_error after: Once there'),
  },
  {
    what: 'another sentence for a missing user',
    kind: 'changed message',
    file: 'src/dify/context.ts',
    ...{ before: 'Say whose message it is:', after: 'Say who asks:' },
    at: onErrors('Say whose message it is: pass a user to the DifyClient or to the call.'),
  },
  {
    what: 'another code for a missing user',
    kind: 'changed message',
    file: 'src/dify/context.ts',
    ...{ before: "code: 'missing_user'", after: "code: 'missing_variables'" },
    at: onErrors('ConfigurationError, missing_user'),
  },
  {
    what: 'a quota that is tried again',
    kind: 'changed behavior',
    file: 'src/platforms/dify/http.ts',
    ...{ before: "error.code === 'rate_limit_error'", after: "error.code === 'quota_error'" },
    at: onOptions(
      'RateLimitError rate_limit_error: 1 to read, 1 to send. GET https://api.dify.ai/v1/messages/1/suggested answered 429 rate_limit_error: No more today. Try again later, or send less at once.',
    ),
  },
  {
    what: 'answers without a mode',
    kind: 'changed behavior',
    file: 'src/platforms/dify/chat-reply.ts',
    ...{ before: 'mode: optionalString(value.mode)', after: 'mode: optionalString(value.app_mode)' },
    at: onBlocking('chat app, 18 tokens, 0 sources'),
  },
]
