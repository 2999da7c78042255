import { inspect } from 'node:util'
import { describe, expect, test, vi } from 'vitest'
import { apiErrorFromStatus } from '../../../../src/core/errors/index.ts'
import * as core from '../../../../src/core/index.ts'

// A plain object, so that classes can be looked up by name.
const errors = { ...core }

const options = { headers: new Headers({ 'set-cookie': 'session=1' }), body: '', code: undefined }

describe('status errors', () => {
  test.each([
    [400, 'BadRequestError', 'bad_request'],
    [401, 'AuthenticationError', 'unauthorized'],
    [403, 'PermissionDeniedError', 'forbidden'],
    [404, 'NotFoundError', 'not_found'],
    [409, 'ConflictError', 'conflict'],
    [412, 'ConflictError', 'conflict'],
    [413, 'UnprocessableError', 'payload_too_large'],
    [415, 'UnprocessableError', 'unsupported_media_type'],
    [422, 'UnprocessableError', 'unprocessable'],
    [429, 'RateLimitError', 'too_many_requests'],
    [500, 'ServerError', 'server_error'],
    [524, 'ServerError', 'server_error'],
    [402, 'ApiError', 'api_error'],
    [405, 'ApiError', 'api_error'],
  ] as const)('%i is a %s with the code %s', (status, className, code) => {
    const error = apiErrorFromStatus('It failed.', { ...options, status })
    expect(error).toMatchObject({ status, code, name: className, message: 'It failed.' })
    expect(errors[className].isInstance(error)).toBe(true)
    expect(errors.ApiError.isInstance(error)).toBe(true)
    expect(errors.SdkError.isInstance(error)).toBe(true)
  })

  test('the word of the platform is the code', () => {
    expect(apiErrorFromStatus('', { ...options, status: 400, code: 'invalid_param' }).code).toBe('invalid_param')
  })

  test('does not print headers', () => {
    const error = apiErrorFromStatus('It failed.', { ...options, status: 500 })
    expect(inspect(error)).not.toContain('session')
    expect(error.headers.get('set-cookie')).toBe('session=1')
  })
})

describe('the tree', () => {
  const samples = {
    ConfigurationError: new errors.ConfigurationError('x', { code: 'missing_user' }),
    ConnectionError: new errors.ConnectionError('x', { cause: 'why' }),
    TimeoutError: new errors.TimeoutError('x', { timeout: 5 }),
    AbortError: new errors.AbortError('x'),
    StreamError: new errors.StreamError('x', { code: 'stream_truncated' }),
    NotFoundError: apiErrorFromStatus('x', { ...options, status: 404 }),
  }
  const classes = Object.keys(samples) as (keyof typeof samples)[]

  test.each(classes)('%s is recognised by its own class and by no sibling', (name) => {
    expect(classes.filter((other) => errors[other].isInstance(samples[name]))).toEqual([name])
    expect(errors.SdkError.isInstance(samples[name])).toBe(true)
    expect(samples[name].name).toBe(name)
    expect(samples[name].stack).toMatch(new RegExp(`^${name}: x\n`))
  })

  test.each([
    ['ConfigurationError', 'missing_user'],
    ['ConnectionError', 'connection_failed'],
    ['TimeoutError', 'timed_out'],
    ['AbortError', 'aborted'],
    ['StreamError', 'stream_truncated'],
  ] as const)('%s has the code %s', (name, code) => {
    expect(samples[name].code).toBe(code)
  })

  test('keeps what was thrown underneath, the limit and the partial answer', () => {
    expect(samples.ConnectionError.cause).toBe('why')
    expect('cause' in samples.AbortError).toBe(false)
    expect(samples.TimeoutError.timeout).toBe(5)
    expect(samples.StreamError.partial).toEqual({ answer: '' })
  })

  test.each([undefined, null, 'text', {}, new Error('x'), { name: 'SdkError', code: 'x' }])(
    'nothing else is one of ours: %s',
    (value) => {
      expect(errors.SdkError.isInstance(value)).toBe(false)
    },
  )

  test('recognises an error of another copy of the package', async () => {
    vi.resetModules()
    const copy = await import('../../../../src/core/index.ts')
    const error = new copy.TimeoutError('x', { timeout: 1 })
    expect(error).not.toBeInstanceOf(errors.TimeoutError)
    expect(errors.TimeoutError.isInstance(error)).toBe(true)
    expect(errors.AbortError.isInstance(error)).toBe(false)
  })
})
