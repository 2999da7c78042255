import type { Mutation } from '../mutation.ts'
import { onBlocking, onErrors, onOptions, onSend, onSuggested } from './places.ts'

const client = 'src/core/http/http-client.ts'
const retry = 'src/core/http/retry.ts'
const statuses = 'src/core/errors/api-error-from-status.ts'
const suggested = 'https://api.dify.ai/v1/messages/1/suggested'

/** Changes to what both platforms share: limits, repetitions, errors, masking. */
export const coreMutations: readonly Mutation[] = [
  {
    what: 'half the time limit',
    kind: 'changed default',
    file: client,
    ...{ before: 'const DEFAULT_TIMEOUT = 600_000', after: 'const DEFAULT_TIMEOUT = 300_000' },
    at: onOptions('limits: 600000 and 60000 ms', 'limits: 600000 and 1000 ms'),
  },
  {
    what: 'one more repetition',
    kind: 'changed default',
    file: client,
    ...{ before: 'const DEFAULT_RETRIES = 2', after: 'const DEFAULT_RETRIES = 3' },
    at: onOptions('408 ApiError api_error: 3 to read, 1 to send'),
  },
  {
    what: 'a longer first wait',
    kind: 'changed default',
    file: retry,
    ...{ before: 'initial: 500, cap', after: 'initial: 1_000, cap' },
    at: onOptions('{} waits 500, 1000'),
  },
  {
    what: 'a lower cap of waits',
    kind: 'changed default',
    file: retry,
    ...{ before: 'cap: 8_000', after: 'cap: 4_000' },
    at: onOptions('{} waits 500, 1000, 2000, 4000, 8000, 8000'),
  },
  {
    what: 'a server that is believed for half a minute only',
    kind: 'changed default',
    file: retry,
    ...{ before: 'const LONGEST_HINT = 60_000', after: 'const LONGEST_HINT = 30_000' },
    at: onOptions('{"retry-after":"60"} waits 60000, 60000'),
  },
  {
    what: 'half of a wait left to chance',
    kind: 'changed behavior',
    file: retry,
    ...{ before: '(1 - random() / 4)', after: '(1 - random() / 2)' },
    at: onOptions('{} waits 400, 800, 1600, 3200, 6400, 6400'),
  },
  {
    what: 'seconds taken for milliseconds',
    kind: 'changed behavior',
    file: retry,
    ...{
      before: "scale(numberOf(headers.get('retry-after')), 1000)",
      after: "scale(numberOf(headers.get('retry-after')), 1)",
    },
    at: onOptions('{"retry-after":"3"} waits 3000, 3000'),
  },
  {
    what: 'messages that are not repeated after 429',
    kind: 'changed behavior',
    file: retry,
    ...{ before: 'return !isFinal(error)', after: 'return idempotent && !isFinal(error)' },
    at: onOptions('429 RateLimitError too_many_requests: 3 to read, 3 to send'),
  },
  {
    what: 'messages that are repeated after a broken connection',
    kind: 'changed behavior',
    file: retry,
    ...{ before: 'return idempotent || neverConnected(error.cause)', after: 'return true' },
    at: onOptions(
      `ConnectionError connection_failed: 3 to read, 1 to send. GET ${suggested} failed: no complete answer arrived.`,
    ),
  },
  {
    what: 'another code for a file that is too large',
    kind: 'changed message',
    file: statuses,
    ...{ before: "'payload_too_large'", after: "'too_large'" },
    at: onOptions('413 UnprocessableError payload_too_large: 1 to read, 1 to send'),
  },
  {
    what: 'swapped classes of 401 and 403',
    kind: 'swapped fields',
    file: statuses,
    ...{
      before:
        "401: { class: AuthenticationError, code: 'unauthorized' },\n  403: { class: PermissionDeniedError, code: 'forbidden' }",
      after:
        "401: { class: PermissionDeniedError, code: 'unauthorized' },\n  403: { class: AuthenticationError, code: 'forbidden' }",
    },
    at: onOptions('401 AuthenticationError unauthorized: 1 to read, 1 to send'),
  },
  {
    what: 'a missing thing that is no longer its own class',
    kind: 'changed behavior',
    file: statuses,
    ...{ before: '404: { class: NotFoundError', after: '404: { class: ApiError' },
    at: [...onOptions('404 NotFoundError not_found: 1 to read, 1 to send'), ...onSend('await dify.chat.send({')],
  },
  {
    what: 'other words for a time-out',
    kind: 'changed message',
    file: 'src/core/http/exchange.ts',
    ...{ before: 'was not answered within', after: 'timed out after' },
    at: onOptions(`TimeoutError timed_out: 1 to read, 1 to send. GET ${suggested} was not answered within 20 ms.`),
  },
  {
    what: 'another advice after 401',
    kind: 'changed message',
    file: client,
    ...{ before: 'Check the key and the base URL.', after: 'Check the key.' },
    at: onOptions(
      `AuthenticationError unauthorized: GET ${suggested} answered 401 unauthorized. Check the key and the base URL.`,
    ),
  },
  {
    what: 'headers that are logged as they are',
    kind: 'changed behavior',
    file: 'src/core/http/mask.ts',
    ...{ before: 'isSecret ? MASK : maskAny(value, depth + 1, seen)', after: 'maskAny(value, depth + 1, seen)' },
    at: onOptions(`GET ${suggested} sent {"request":1,"attempt":1,"headers":{"authorization":"***"}}`),
  },
  {
    what: 'a failure that is thrown before it is there',
    kind: 'dropped await',
    file: client,
    ...{ before: 'throw await failure(response, exchange, mask)', after: 'throw failure(response, exchange, mask)' },
    at: onOptions('408 ApiError api_error: 3 to read, 1 to send'),
  },
  {
    what: 'JSON sent as text',
    kind: 'changed behavior',
    file: client,
    ...{ before: "headers['content-type'] = 'application/json'", after: "headers['content-type'] = 'text/plain'" },
    at: onOptions("const reply = await dify.chat.send({ query: 'Hello' })"),
  },
  {
    what: 'a time limit of a call under another name',
    kind: 'renamed option',
    file: 'src/core/http/call-options.ts',
    ...{ before: 'timeout?: number', after: 'timeLimit?: number' },
    at: onSend('timeout: 30_000,'),
  },
  {
    what: 'a time limit that is a text',
    kind: 'wrong type',
    file: 'src/core/http/call-options.ts',
    ...{ before: 'timeout?: number', after: 'timeout?: string' },
    at: onSend('timeout: 30_000,'),
  },
  {
    what: 'a clock without a timer',
    kind: 'renamed option',
    file: 'src/core/clock.ts',
    ...{
      before: '  timer(milliseconds: number, callback: () => void): () => void',
      after: '  alarm(milliseconds: number, callback: () => void): () => void',
    },
    at: onOptions('timer(milliseconds, callback) {', 'return systemClock.timer(milliseconds, callback)'),
  },
  {
    what: 'another first variable that is read',
    kind: 'changed behavior',
    file: 'src/core/environment.ts',
    ...{ before: 'if (key.toUpperCase() === wanted', after: 'if (key === wanted' },
    at: onOptions(
      "console.log(DifyClient.fromEnvironment({}, { dify_api_key: 'key', DIFY_BASE_URL: ' \"https://dify.example.com/v1/\" ' }).baseUrl)",
    ),
  },
  {
    what: 'a check for errors of other copies that is gone',
    kind: 'renamed option',
    file: 'src/core/errors/sdk-error.ts',
    ...{ before: 'static isInstance(', after: 'static isError(' },
    at: [...onErrors('if (!SdkError.isInstance(error)) throw error')],
  },
  {
    what: 'a query that is left out',
    kind: 'changed behavior',
    file: 'src/core/http/url.ts',
    ...{ before: "return text === '' ? url : `${url}?${text}`", after: "return text === '' ? url : url" },
    at: [
      ...onOptions('GET /v1/messages/*/suggested?user=user-123'),
      ...onSuggested(
        'for (const question of await dify.messages.suggested(reply.messageId)) console.log(`- ${question}`)',
      ),
    ],
  },
  {
    what: 'an answer whose text is not awaited',
    kind: 'dropped await',
    file: 'src/core/http/http-reply.ts',
    ...{ before: 'const text = await this.text()', after: 'const text: any = this.text()' },
    at: onBlocking("const reply = await dify.chat.send({ query: 'Hello, how are you?' })"),
  },
]
