import type { Mutation } from '../mutation.ts'
import { onBlocking, onImages, onMock, onSend, onStreaming, onUpload } from './places.ts'

/** Changes to the mock platforms: what the pages say comes out of them. */
export const mockMutations: readonly Mutation[] = [
  {
    what: 'a clock that starts in another year',
    kind: 'changed default',
    file: 'src/mock/clock.ts',
    ...{ before: 'Date.UTC(2025, 0, 15, 9)', after: 'Date.UTC(2024, 0, 15, 9)' },
    at: onMock('You said: "Hello". 2025-01-15T09:00:01.000Z'),
  },
  {
    what: 'another module',
    kind: 'changed default',
    file: 'src/mock/unique/chosen-event.ts',
    ...{ before: "?? 'ExternalModule'", after: "?? 'Module'" },
    at: onMock('ExternalModule {}: English, 2025-01-15T09:00:03.000Z'),
  },
  {
    what: 'another language',
    kind: 'changed default',
    file: 'src/mock/unique/chosen-event.ts',
    ...{ before: "turn.language ?? 'English'", after: "turn.language ?? 'German'" },
    at: onMock('ExternalModule {}: English, 2025-01-15T09:00:03.000Z'),
  },
  {
    what: 'another port',
    kind: 'changed default',
    file: 'src/mock/assemble-mock.ts',
    ...{ before: "options.origin ?? 'http://localhost:8092'", after: "options.origin ?? 'http://localhost:8080'" },
    at: onMock('http://localhost:8092/v1 http://localhost:8092'),
  },
  {
    what: 'a model with other words',
    kind: 'changed message',
    file: 'src/mock/model/default-model.ts',
    ...{ before: '`You said: "', after: '`You wrote: "' },
    at: [...onSend('You said: "Hello, how are you?".'), ...onMock('You said: "Hello". 2025-01-15T09:00:01.000Z')],
  },
  {
    what: 'an input that looks free',
    kind: 'changed message',
    file: 'src/mock/unique/subscriber.ts',
    ...{ before: "place: chat, state: 'locked'", after: "place: chat, state: 'free'" },
    at: [...onUpload('input: locked'), ...onImages('input: locked')],
  },
  {
    what: 'another code of a failure inside a stream',
    kind: 'changed default',
    file: 'src/mock/dify/play-answer.ts',
    ...{ before: "code = 'completion_request_error'", after: "code = 'invalid_param'" },
    at: [
      ...onStreaming('completion_request_error after: Once there'),
      ...onMock('completion_request_error after "" The answer failed: The model provider refused the request.'),
    ],
  },
  {
    what: 'other words of a failure inside a stream',
    kind: 'changed default',
    file: 'src/mock/dify/play-answer.ts',
    ...{ before: 'The model provider refused the request.', after: 'The model is busy.' },
    at: onMock('completion_request_error after "" The answer failed: The model provider refused the request.'),
  },
  {
    what: 'a drop that is clean by default',
    kind: 'changed default',
    file: 'src/mock/assemble-mock.ts',
    ...{
      before: '!drop.cleanly && drop.afterFrames === undefined',
      after: 'drop.cleanly === false && drop.afterFrames === undefined',
    },
    at: onMock(
      'connection_failed after "" POST http://localhost:8092/v1/chat-messages failed: no complete answer arrived.',
    ),
  },
  {
    what: 'tokens that are counted otherwise',
    kind: 'changed behavior',
    file: 'src/mock/model/count-tokens.ts',
    ...{ before: '/[\\p{L}\\p{N}]+|[^\\s\\p{L}\\p{N}]/gu', after: '/\\S+/gu' },
    at: onBlocking('chat app, 18 tokens, 0 sources'),
  },
  {
    what: 'a sum that leaves out the answer',
    kind: 'swapped fields',
    file: 'src/mock/dify/usage.ts',
    ...{ before: 'total_tokens: promptTokens + completionTokens', after: 'total_tokens: promptTokens' },
    at: [...onBlocking('chat app, 18 tokens, 0 sources'), ...onStreaming('18 tokens, to be continued: true')],
  },
  {
    what: 'a stopped answer that counts as complete',
    kind: 'changed behavior',
    file: 'src/mock/dify/play-answer.ts',
    ...{ before: "events.end(text, 'stopped')", after: "events.end(text, 'succeeded')" },
    at: onMock(
      'advanced-chat: workflow_started, node_started, node_finished succeeded, node_started, message, message, workflow_finished stopped, message_end',
    ),
  },
  {
    what: 'a field that the platform takes under another name',
    kind: 'renamed option',
    file: 'src/mock/dify/chat-route.ts',
    ...{ before: '  conversation_id: optional(conversationId),', after: '  conversation: optional(conversationId),' },
    at: onBlocking('You asked: Hello, how are you?', '```ts {file=examples_from_docs/blocking_response.ts}'),
  },
  {
    what: 'a method of the mock under another name',
    kind: 'renamed option',
    file: 'src/mock/mock.ts',
    ...{ before: 'readonly transcript: () =>', after: 'readonly lines: () =>' },
    at: onMock('for (const line of mock.transcript()) console.log(line)'),
  },
  {
    what: 'requests that are listed without a list',
    kind: 'wrong type',
    file: 'src/mock/mock.ts',
    ...{ before: 'readonly requests: readonly RecordedRequest[]', after: 'readonly requests: number' },
    at: onMock('for (const { method, path, status } of mock.requests) console.log(`${status} ${method} ${path}`)'),
  },
]
