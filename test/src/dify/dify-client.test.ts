import { inspect } from 'node:util'
import { describe, expect, test } from 'vitest'
import { DifyClient } from '../../../src/dify/index.ts'
import { testDify, usage, wire } from '../support/dify.ts'
import { eventStream, fakeFetch, fetchFailed, frames, json } from '../support/fake-fetch.ts'

const reply = {
  event: 'message',
  task_id: 't',
  id: 'm',
  message_id: 'm',
  conversation_id: 'c',
  mode: 'chat',
  answer: 'Fine.',
  metadata: { usage, retriever_resources: [], annotation_reply: null },
  created_at: 1_752_000_000,
}

describe('the client', () => {
  const failure = (make: () => unknown) => {
    try {
      make()
    } catch (error) {
      return error
    }
    return expect.unreachable('should have failed')
  }

  test('comes from the environment, by default for the cloud', () => {
    const dify = DifyClient.fromEnvironment({ user: 'u' }, { dify_api_key: ' app-1 ' })
    expect(dify).toMatchObject({ baseUrl: 'https://api.dify.ai/v1', user: 'u' })
    expect(
      DifyClient.fromEnvironment({}, { DIFY_API_KEY: 'k', DIFY_BASE_URL: '"http://x.example.com/v1/"' }).baseUrl,
    ).toBe('http://x.example.com/v1')
  })

  test('from the environment has the options it was given', async () => {
    const { fetch, requests } = fakeFetch(json(reply))
    await DifyClient.fromEnvironment({ user: 'u', fetch }, { DIFY_API_KEY: 'app-1' }).chat.send({ query: 'q' })
    expect(requests[0]!.url).toBe('https://api.dify.ai/v1/chat-messages')
    expect(requests[0]!.headers.get('authorization')).toBe('Bearer app-1')
  })

  test('without a key is refused in one sentence', () => {
    expect(failure(() => DifyClient.fromEnvironment({ user: 'u' }, {}))).toMatchObject({
      name: 'ConfigurationError',
      code: 'missing_variables',
      message: 'Set DIFY_API_KEY in the environment; `npm run mock` prints a set of values to try without an account.',
    })
  })

  test.each([
    [{ apiKey: '' }, 'DIFY_API_KEY is empty; copy it again from where it was issued.'],
    [
      { apiKey: 'app-ö' },
      'DIFY_API_KEY contains characters that cannot be sent in a header; copy it again from where it was issued.',
    ],
    [{ apiKey: 'app-1', baseUrl: 'x' }, 'DIFY_BASE_URL is not an address such as https://dify.example.com/v1.'],
  ])('refuses %o', (options, message) => {
    expect(failure(() => new DifyClient(options))).toMatchObject({ code: 'invalid_variable', message })
  })

  test('shows its key nowhere', async () => {
    const { dify, lines } = testDify([
      json({ code: 'unauthorized', message: 'app-secret is unknown' }, { status: 401 }),
    ])
    const error = await dify.chat.send({ query: 'x' }).catch((caught) => caught)
    for (const value of [dify, dify.chat, error, lines]) {
      expect(inspect(value, { depth: 9, showHidden: true })).not.toContain('app-secret')
    }
    expect(JSON.stringify(dify)).not.toContain('app-secret')
  })
})

describe('chat.send', () => {
  test('sends inputs even when there are none, and nothing that was not asked for', async () => {
    const { dify, requests } = testDify([json(reply)])
    await dify.chat.send({ query: 'How are you?' })
    expect(requests[0]).toMatchObject({ method: 'POST', url: 'https://dify.example.com/v1/chat-messages' })
    expect(requests[0]!.body).toEqual({
      query: 'How are you?',
      inputs: {},
      user: 'user-123',
      response_mode: 'blocking',
    })
    expect(Object.fromEntries(requests[0]!.headers)).toEqual({
      authorization: 'Bearer app-secret',
      'content-type': 'application/json',
    })
  })

  test('sends what was asked for in the words of the platform', async () => {
    const { dify, requests } = testDify([json(reply)])
    await dify.chat.send({
      query: 'q',
      inputs: { a_b: 1 },
      conversationId: 'c',
      user: 'other',
      autoGenerateName: false,
      workflowId: 'wf',
      files: [
        { type: 'image', url: 'https://example.com/a.png' },
        { type: 'document', uploadId: 'up' },
      ],
    })
    expect(requests[0]!.body).toEqual({
      query: 'q',
      inputs: { a_b: 1 },
      conversation_id: 'c',
      user: 'other',
      auto_generate_name: false,
      workflow_id: 'wf',
      response_mode: 'blocking',
      files: [
        { type: 'image', transfer_method: 'remote_url', url: 'https://example.com/a.png' },
        { type: 'document', transfer_method: 'local_file', upload_file_id: 'up' },
      ],
    })
  })

  test('a file has an address or an upload, not both', () => {
    const { dify } = testDify([json(reply)])
    // @ts-expect-error: the transfer method follows from the one key it has
    const both = () => dify.chat.send({ query: 'q', files: [{ type: 'image', url: 'u', uploadId: 'i' }] })
    // @ts-expect-error: it must have one of them
    const neither = () => dify.chat.send({ query: 'q', files: [{ type: 'image' }] })
    expect([both, neither]).toHaveLength(2)
  })

  test('returns the reply in our words', async () => {
    const resource = {
      position: 1,
      dataset_id: 'd',
      document_name: 'doc',
      score: 0.5,
      content: 'text',
      doc_metadata: { a: 1 },
      page: null,
    }
    const metadata = {
      usage: { ...usage, time_to_first_token: 0.1, time_to_generate: null },
      retriever_resources: [resource],
      annotation_reply: { id: 'a', account: { id: 'x', name: 'Admin' } },
    }
    const { dify } = testDify([json({ ...reply, metadata })])
    expect(await dify.chat.send({ query: 'q' })).toEqual({
      status: 'complete',
      answer: 'Fine.',
      conversationId: 'c',
      messageId: 'm',
      taskId: 't',
      mode: 'chat',
      createdAt: new Date('2025-07-08T18:40:00.000Z'),
      files: [],
      metadata: {
        usage: {
          promptTokens: 9,
          promptUnitPrice: '0.001',
          promptPriceUnit: '0.001',
          promptPrice: '0.0000090',
          completionTokens: 2,
          completionUnitPrice: '0.002',
          completionPriceUnit: '0.001',
          completionPrice: '0.0000040',
          totalTokens: 11,
          totalPrice: '0.0000130',
          currency: 'USD',
          latencySeconds: 0.41,
          timeToFirstTokenSeconds: 0.1,
        },
        retrieverResources: [
          { position: 1, datasetId: 'd', documentName: 'doc', score: 0.5, content: 'text', documentMetadata: { a: 1 } },
        ],
        annotationReply: { id: 'a', account: { id: 'x', name: 'Admin' } },
      },
    })
  })

  test('works when the server answers with a stream in spite of what was asked', async () => {
    const { dify } = testDify([eventStream(frames(wire.message('Blue '), wire.message('sky'), wire.end()))])
    expect(await dify.chat.send({ query: 'q' })).toMatchObject({
      status: 'complete',
      answer: 'Blue sky',
      conversationId: 'c',
      messageId: 'm',
      taskId: 't',
      metadata: { usage: { totalTokens: 11 } },
    })
  })

  test('a failure inside such a stream keeps the partial answer', async () => {
    const { dify } = testDify([eventStream(frames(wire.message('Blue '), wire.error))])
    await expect(dify.chat.send({ query: 'q' })).rejects.toMatchObject({
      name: 'StreamError',
      code: 'completion_request_error',
      partial: { answer: 'Blue ', taskId: 't' },
    })
  })

  test('a chatflow that waits for a human is paused', async () => {
    const { answer: _, metadata, mode, ...ids } = reply
    const data = { workflow_run_id: 'w', status: 'paused', answer: 'So far', metadata, reasons: [] }
    const { dify } = testDify([json({ ...ids, mode, data })])
    expect(await dify.chat.send({ query: 'q' })).toMatchObject({
      status: 'paused',
      answer: 'So far',
      workflowRunId: 'w',
      metadata: { usage: { totalTokens: 11 } },
    })
  })

  test('needs a user, before any request', async () => {
    const { dify, requests } = testDify([json(reply)], { user: undefined })
    await expect(dify.chat.send({ query: 'q' })).rejects.toMatchObject({ code: 'missing_user' })
    expect(() => dify.chat.stream({ query: 'q' })).toThrow('Say whose message it is')
    expect(requests).toHaveLength(0)
    await dify.chat.send({ query: 'q', user: 'u' })
    expect(requests[0]!.body).toMatchObject({ user: 'u' })
  })

  test.each([
    [
      'an envelope',
      json({ code: 'not_chat_app', message: 'Please check.', status: 400 }, { status: 400 }),
      { name: 'BadRequestError', code: 'not_chat_app', status: 400 },
    ],
    [
      'an empty message',
      json({ code: 'file_too_large', message: '', status: 413 }, { status: 413 }),
      { name: 'UnprocessableError', code: 'file_too_large' },
    ],
    [
      'a page',
      new Response('<html>', { status: 524, headers: { 'content-type': 'text/html' } }),
      { name: 'ServerError', code: 'server_error', status: 524, body: '<html>' },
    ],
    ['an odd answer', json({ odd: true }), { code: 'invalid_response' }],
  ])('fails with %s', async (_, answer, expected) => {
    const { dify } = testDify([answer])
    await expect(dify.chat.send({ query: 'q' })).rejects.toMatchObject(expected)
  })

  test.each([
    ['too many at once is repeated', json({ code: 'too_many_requests' }, { status: 429 }), 3],
    ['a used-up quota is not', json({ code: 'rate_limit_error' }, { status: 429 }), 1],
    ['a server error is not, since it would be a second message', json({}, { status: 502 }), 1],
    ['a broken connection is not', fetchFailed('ECONNRESET'), 1],
    ['a refused connection is', fetchFailed('ECONNREFUSED'), 3],
  ])('%s', async (_, answer, attempts) => {
    const { dify, requests } = testDify([answer])
    await dify.chat.send({ query: 'q' }).catch(() => {})
    expect(requests).toHaveLength(attempts)
  })
})

describe('chat.stop', () => {
  test('names the task in the path and the user in the body', async () => {
    const { dify, requests } = testDify([json({}, { status: 502 }), json({ result: 'success' })])
    expect(await dify.chat.stop('t/1')).toBeUndefined()
    expect(requests[0]).toMatchObject({ method: 'POST', url: 'https://dify.example.com/v1/chat-messages/t%2F1/stop' })
    expect(requests[0]!.body).toEqual({ user: 'user-123' })
    // Stopping twice is stopping once.
    expect(requests).toHaveLength(2)
  })
})

describe('messages.suggested', () => {
  test('asks for the user and returns the questions', async () => {
    const { dify, requests } = testDify([json({ result: 'success', data: ['One?', 'Two?'] })])
    expect(await dify.messages.suggested('m', { user: 'u 1' })).toEqual(['One?', 'Two?'])
    expect(requests[0]).toMatchObject({
      method: 'GET',
      url: 'https://dify.example.com/v1/messages/m/suggested?user=u+1',
    })
  })

  test('fails where the app has the feature off, and where there are no questions in the answer', async () => {
    const off = json({ code: 'bad_request', message: 'Suggested Questions Is Disabled.', status: 400 }, { status: 400 })
    await expect(testDify([off]).dify.messages.suggested('m')).rejects.toMatchObject({ code: 'bad_request' })
    await expect(testDify([json([])]).dify.messages.suggested('m')).rejects.toMatchObject({ code: 'invalid_response' })
  })
})

describe('files.upload', () => {
  const uploaded = {
    id: 'up',
    name: 'a.png',
    size: 3,
    extension: 'png',
    mime_type: 'image/png',
    created_by: 'e',
    created_at: 1_752_000_000,
    preview_url: null,
  }

  test.each([
    ['a File', new File(['abc'], 'a.png', { type: 'image/png' }), {}, 'a.png', 'image/png'],
    ['a Blob with a name', new Blob(['abc'], { type: 'image/png' }), { name: 'b.png' }, 'b.png', 'image/png'],
    ['bytes', new TextEncoder().encode('abc'), { name: 'c.gif', mimeType: 'image/gif' }, 'c.gif', 'image/gif'],
    ['bytes without anything', new TextEncoder().encode('abc'), {}, 'upload', 'application/octet-stream'],
    ['a stream', new Blob(['abc']).stream(), { name: 'd' }, 'd', 'application/octet-stream'],
  ])('takes %s', async (_, data, options, name, type) => {
    const { dify, requests } = testDify([json(uploaded, { status: 201 })])
    const file = await dify.files.upload(data, options)
    const form = requests[0]!.body as FormData
    const part = form.get('file') as File
    expect(requests[0]).toMatchObject({ method: 'POST', url: 'https://dify.example.com/v1/files/upload' })
    // The boundary is for fetch to add.
    expect(requests[0]!.headers.has('content-type')).toBe(false)
    expect([...form.keys()]).toEqual(['user', 'file'])
    expect(form.get('user')).toBe('user-123')
    expect([part.name, part.type, await part.text()]).toEqual([name, type, 'abc'])
    expect(file).toEqual({
      id: 'up',
      name: 'a.png',
      size: 3,
      extension: 'png',
      mimeType: 'image/png',
      createdBy: 'e',
      createdAt: new Date('2025-07-08T18:40:00.000Z'),
    })
  })
})
