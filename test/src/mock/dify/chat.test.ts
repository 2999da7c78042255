import { describe, expect, test } from 'vitest'
import {
  createMock,
  type DifyAppSettings,
  type Fault,
  type Mock,
  type Model,
  type ModelRequest,
} from '../../../../src/mock/index.ts'
import { difyClient, readFrames } from '../clients.ts'

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/
const BODY = { inputs: {}, query: 'Hello, how are you?', user: 'user-123' }
const STREAM = { ...BODY, response_mode: 'streaming' }

function start(dify: Partial<DifyAppSettings> = {}, more: { model?: Model; faults?: readonly Fault[] } = {}) {
  const mock = createMock({ scenario: { dify, ...more } })
  return { mock, send: difyClient(mock) }
}

test('answers at once', async () => {
  const { mock, send } = start({}, { model: ({ query }) => `Fine. ${query}` })
  const { status, headers, body } = await send('POST', '/chat-messages', BODY)
  expect(status).toBe(200)
  expect(headers.get('content-type')).toBe('application/json')
  expect(headers.get('x-version')).toBe('1.16.0')
  expect(body).toMatchObject({ event: 'message', mode: 'chat', answer: 'Fine. Hello, how are you?' })
  expect(body.id).toBe(body.message_id)
  for (const id of [body.id, body.task_id, body.conversation_id]) expect(id).toMatch(UUID)
  expect(Number.isInteger(body.created_at)).toBe(true)
  expect(body.metadata).toMatchObject({
    annotation_reply: null,
    retriever_resources: [],
    // Hello , how are you ? and Fine . Hello , how are you ?
    usage: {
      prompt_tokens: 6,
      completion_tokens: 8,
      total_tokens: 14,
      prompt_price: '0.0000060',
      completion_price: '0.0000160',
      total_price: '0.0000220',
      currency: 'USD',
    },
  })
  expect(mock.transcript()).toEqual(['user: Hello, how are you?', 'assistant: Fine. Hello, how are you?'])
  expect(mock.deviations).toEqual([])
})

describe('order of checks', () => {
  const KEY = 'Bearer app-key'
  const ID = '00000000-0000-4000-8000-000000000000'

  // Most rows break what later rows are about as well, so that the order decides (Dify specification 2.2).
  test.each<[string, string, string, unknown, Record<string, string>, Partial<DifyAppSettings>, number, string]>([
    ['an unknown path', 'POST', '/chat', '{', { Authorization: '' }, { apiEnabled: false }, 404, 'not_found'],
    [
      'no UUID',
      'GET',
      '/messages/abc/suggested',
      undefined,
      { Authorization: '' },
      { apiEnabled: false },
      404,
      'not_found',
    ],
    [
      'a wrong verb',
      'GET',
      '/chat-messages',
      undefined,
      { Authorization: '' },
      { apiEnabled: false },
      405,
      'method_not_allowed',
    ],
    ['no key', 'POST', '/chat-messages', '{', { Authorization: '' }, { apiEnabled: false }, 401, 'unauthorized'],
    [
      'another scheme',
      'POST',
      '/chat-messages',
      '{',
      { Authorization: 'Basic x' },
      { apiEnabled: false },
      401,
      'unauthorized',
    ],
    [
      'a key for knowledge',
      'POST',
      '/chat-messages',
      '{',
      { Authorization: 'Bearer dataset-x' },
      { apiEnabled: false },
      401,
      'unauthorized',
    ],
    [
      'an app switched off',
      'POST',
      '/chat-messages',
      '{',
      { Authorization: KEY },
      { apiEnabled: false, mode: 'workflow' },
      403,
      'forbidden',
    ],
    [
      'no JSON content type',
      'POST',
      '/chat-messages',
      '{',
      { 'Content-Type': 'text/plain' },
      { mode: 'workflow' },
      415,
      'unsupported_media_type',
    ],
    ['broken JSON', 'POST', '/chat-messages', '{', {}, { mode: 'workflow' }, 400, 'bad_request'],
    ['no user', 'POST', '/chat-messages', { inputs: null }, {}, { mode: 'workflow' }, 400, 'invalid_param'],
    ['an empty user', 'POST', '/chat-messages', { user: '' }, {}, { mode: 'workflow' }, 400, 'invalid_param'],
    [
      'no chat app',
      'POST',
      '/chat-messages',
      { user: 'u', inputs: null },
      {},
      { mode: 'workflow' },
      400,
      'not_chat_app',
    ],
    [
      'no inputs',
      'POST',
      '/chat-messages',
      { user: 'u', query: 'Hi', conversation_id: ID },
      {},
      {},
      400,
      'invalid_param',
    ],
    ['null for inputs', 'POST', '/chat-messages', { ...BODY, inputs: null }, {}, {}, 400, 'invalid_param'],
    ['an empty query', 'POST', '/chat-messages', { ...BODY, query: '' }, {}, {}, 400, 'invalid_param'],
    ['an unknown mode', 'POST', '/chat-messages', { ...BODY, response_mode: 'slow' }, {}, {}, 400, 'invalid_param'],
    [
      'a malformed conversation',
      'POST',
      '/chat-messages',
      { ...BODY, conversation_id: 'c' },
      {},
      {},
      400,
      'invalid_param',
    ],
    [
      'blocking an agent',
      'POST',
      '/chat-messages',
      { ...BODY, conversation_id: ID },
      {},
      { mode: 'agent-chat' },
      400,
      'invalid_param',
    ],
    [
      'blocking a new agent',
      'POST',
      '/chat-messages',
      { ...BODY, conversation_id: ID },
      {},
      { mode: 'agent' },
      400,
      'bad_request',
    ],
    [
      'an unknown conversation',
      'POST',
      '/chat-messages',
      { ...BODY, conversation_id: ID, files: [{ type: 'image', transfer_method: 'local_file', upload_file_id: ID }] },
      {},
      {},
      404,
      'not_found',
    ],
    [
      'an unknown file',
      'POST',
      '/chat-messages',
      { ...BODY, files: [{ type: 'image', transfer_method: 'local_file', upload_file_id: ID }] },
      {},
      {},
      400,
      'invalid_param',
    ],
    [
      'a malformed workflow',
      'POST',
      '/chat-messages',
      { ...BODY, workflow_id: 'w' },
      {},
      { mode: 'advanced-chat' },
      400,
      'bad_request',
    ],
    [
      'an unknown workflow',
      'POST',
      '/chat-messages',
      { ...BODY, workflow_id: ID },
      {},
      { mode: 'advanced-chat' },
      404,
      'not_found',
    ],
  ])('%s', async (_name, method, path, body, headers, settings, status, code) => {
    const { send } = start(settings)
    const reply = await send(method, path, body, headers)
    expect([reply.status, reply.body.code, reply.body.status]).toEqual([status, code, status])
    expect(Object.keys(reply.body)).toEqual(['code', 'message', 'status'])
    expect(reply.headers.get('www-authenticate')).toBe(status === 401 ? 'Bearer realm="api"' : null)
  })

  test.each([
    ['', "Authorization header must be provided and start with 'Bearer'"],
    ['Bearer', "Authorization header must be provided and start with 'Bearer'"],
    ['Token x', "Authorization scheme must be 'Bearer'"],
    ['Bearer a b', 'Access token is invalid'],
  ])('says what is wrong with %j', async (authorization, message) => {
    const { send } = start()
    expect((await send('GET', '/info', undefined, { Authorization: authorization })).body.message).toBe(message)
  })

  test.each([
    [{ user: undefined }, 'Arg user must be provided.'],
    [{ query: '' }, 'query is required'],
    [
      { inputs: undefined, query: undefined },
      '2 validation errors\nquery\n  query is required\ninputs\n  inputs is required',
    ],
  ])('names what is missing: %j', async (change, message) => {
    const { send } = start()
    expect((await send('POST', '/chat-messages', { ...BODY, ...change })).body.message).toBe(message)
  })
})

describe('conversations', () => {
  test('go on, for the user who started them', async () => {
    const seen: ModelRequest[] = []
    const model: Model = (request) => {
      seen.push(request)
      return `Answer ${seen.length}`
    }
    const { mock, send } = start({}, { model })
    const first = await send('POST', '/chat-messages', BODY)
    const conversation_id = first.body.conversation_id
    const second = await send('POST', '/chat-messages', { ...BODY, query: 'What did I ask?', conversation_id })
    expect(second.body.conversation_id).toBe(conversation_id)
    expect(second.body.id).not.toBe(first.body.id)
    expect(seen[1]?.messages.map(({ role, text }) => `${role}: ${text}`)).toEqual([
      'user: Hello, how are you?',
      'assistant: Answer 1',
      'user: What did I ask?',
    ])
    const foreign = await send('POST', '/chat-messages', { ...BODY, user: 'other', conversation_id })
    expect([foreign.status, foreign.body.message]).toEqual([404, 'Conversation Not Exists.'])
    expect(mock.transcript()).toHaveLength(4)
  })

  test.each(['', '  ', null])('start anew with %j', async (conversation_id) => {
    const { mock, send } = start()
    await send('POST', '/chat-messages', BODY)
    await send('POST', '/chat-messages', { ...BODY, query: 'Again', conversation_id })
    expect(mock.transcript()[2]).toBe('conversation 2')
  })

  test('belong to one key', async () => {
    const { send } = start()
    const { conversation_id } = (await send('POST', '/chat-messages', BODY)).body
    const other = await send('POST', '/chat-messages', { ...BODY, conversation_id }, { Authorization: 'Bearer app-2' })
    expect(other.status).toBe(404)
  })
})

describe('inputs', () => {
  const FORM: DifyAppSettings['userInputForm'] = [
    { 'text-input': { variable: 'name', label: 'Name', required: true, max_length: 5 } },
    { select: { variable: 'tone', label: 'Tone', options: ['plain', 'formal'], default: 'plain' } },
    { number: { variable: 'level', label: 'Level' } },
    { checkbox: { variable: 'brief', label: 'Brief' } },
    { 'file-list': { variable: 'files', label: 'Files' } },
  ]

  test.each([
    [{}, 'name is required in input form'],
    [{ name: null }, 'name is required in input form'],
    [{ name: 5 }, "(type 'text-input') name in input form must be a string"],
    [{ name: 'Abcdef' }, 'name in input form must be less than 5 characters'],
    [{ name: 'A', tone: 'loud' }, "tone in input form must be one of the following: ['plain', 'formal']"],
    [{ name: 'A', level: 'high' }, 'level in input form must be a valid number'],
    [{ name: 'A', brief: 'yes' }, 'brief in input form must be a boolean value'],
    [{ name: 'A', files: 'x' }, 'files in input form must be a list of files'],
  ])('%j are refused', async (inputs, message) => {
    const { send } = start({ userInputForm: FORM })
    const { status, body } = await send('POST', '/chat-messages', { ...BODY, inputs })
    expect([status, body.code, body.message]).toEqual([400, 'invalid_param', message])
  })

  test('reach the model, completed; later ones are not looked at', async () => {
    const { send } = start({ userInputForm: FORM }, { model: ({ inputs }) => JSON.stringify(inputs) })
    const inputs = { name: 'A', level: '3', stray: 1 }
    const first = await send('POST', '/chat-messages', { ...BODY, inputs })
    const answer = '{"name":"A","tone":"plain","level":3,"brief":null,"files":null}'
    expect(first.body.answer).toBe(answer)
    const { conversation_id } = first.body
    expect((await send('POST', '/chat-messages', { ...BODY, inputs: {}, conversation_id })).body.answer).toBe(answer)
  })
})

describe('remote files', () => {
  const file = { type: 'image', transfer_method: 'remote_url', url: 'https://example.com/x.png' }

  test('are seen if the scenario has them', async () => {
    const bytes = new Uint8Array([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 0])
    const remote = { 'https://example.com/x.png': { bytes, mimeType: 'image/png' } }
    const mock = createMock({
      scenario: { remote, model: ({ files }) => `${files[0]?.bytes?.length} ${files[0]?.problem}` },
    })
    const { body } = await difyClient(mock)('POST', '/chat-messages', { ...BODY, files: [file] })
    expect(body.answer).toBe('9 it is cut off')
    expect(mock.transcript()[1]).toBe('  + image https://example.com/x.png')
  })

  test('cannot be seen otherwise', async () => {
    const { send } = start()
    const { status, body } = await send('POST', '/chat-messages', { ...BODY, files: [file] })
    expect(status).toBe(200)
    expect(body.answer).toContain('I could not open the image https://example.com/x.png')
  })

  test.each<[string, object, Partial<DifyAppSettings>]>([
    ['without url', { url: '' }, {}],
    ['of an unknown type', { type: 'picture' }, {}],
    ['of a type the app does not take', {}, { fileTypes: ['document'] }],
    ['by a way the app does not take', {}, { fileMethods: ['local_file'] }],
    ['too many', {}, { fileLimit: 0 }],
  ])('are refused %s', async (_name, change, settings) => {
    const { send } = start(settings)
    const { status, body } = await send('POST', '/chat-messages', { ...BODY, files: [{ ...file, ...change }] })
    expect([status, body.code]).toEqual([400, 'invalid_param'])
  })

  test('are ignored by an app without upload', async () => {
    const { send } = start({ fileUpload: false }, { model: ({ files }) => `${files.length} files` })
    expect((await send('POST', '/chat-messages', { ...BODY, files: [file] })).body.answer).toBe('0 files')
  })
})

describe('streaming', () => {
  const model: Model = () => ['Grü', 'ße ', '🌊']

  test('frames are exact', async () => {
    const { send } = start({}, { model })
    const { status, headers, body } = await send('POST', '/chat-messages', STREAM)
    expect(status).toBe(200)
    expect(headers.get('content-type')).toMatch(/^text\/event-stream\b/)
    expect(body).toMatch(/^(?:data: \{"event":[^\n]+\}\n\n){4}$/)
    const frames = readFrames(body)
    expect(frames.map(({ event, answer }) => [event, answer])).toEqual([
      ['message', 'Grü'],
      ['message', 'ße '],
      ['message', '🌊'],
      ['message_end', undefined],
    ])
    const [first] = frames
    for (const name of ['conversation_id', 'message_id', 'created_at', 'task_id', 'id']) {
      expect(frames.map((frame) => frame[name])).toEqual(frames.map(() => first[name]))
    }
    expect(frames[0].from_variable_selector).toBeNull()
    expect(frames[3]).toMatchObject({ files: null, metadata: { usage: { completion_tokens: 2 } } })
  })

  // A recorded stream means the same however it is cut.
  test.each([1, 2, 3, 5, 7, 64, 10_000])('in chunks of %i bytes', async (bytes) => {
    const plain = await start({}, { model }).send('POST', '/chat-messages', STREAM)
    const split = start({}, { model, faults: [{ kind: 'split', bytes }] })
    expect((await split.send('POST', '/chat-messages', STREAM)).body).toBe(plain.body)
  })

  test('with the line ends of a proxy', async () => {
    const { send } = start({}, { model, faults: [{ kind: 'crlf' }] })
    expect((await send('POST', '/chat-messages', STREAM)).body).toMatch(/^(?:data: \{[^\r\n]+\}\r\n\r\n){4}$/)
  })

  test('pings every ten seconds of the clock', async () => {
    const { send } = start({}, { model: () => Array.from({ length: 25 }, () => 'x') })
    const frames = readFrames((await send('POST', '/chat-messages', STREAM)).body)
    expect(frames.flatMap((frame, index) => (frame === 'ping' ? [index] : []))).toEqual([9, 20])
  })

  test.each<[DifyAppSettings['mode'], Partial<DifyAppSettings>, string[]]>([
    ['chat', {}, ['message', 'message', 'message', 'message_end']],
    [
      'agent-chat',
      {},
      ['agent_thought', 'agent_message', 'agent_message', 'agent_message', 'agent_thought', 'message_end'],
    ],
    ['agent', {}, ['agent_message', 'agent_message', 'agent_message', 'message', 'message_end']],
    ['advanced-chat', {}, [...beforeEnd(), 'message_end', 'workflow_finished']],
    ['advanced-chat', { chatflowEnd: 'legacy' }, [...beforeEnd(), 'workflow_finished', 'message_end']],
    ['advanced-chat', { chatflowEnd: 'cut' }, [...beforeEnd(), 'workflow_finished']],
  ])('%s has its own events %j', async (mode, settings, events) => {
    const { mock, send } = start({ mode, ...settings }, { model })
    const frames = readFrames((await send('POST', '/chat-messages', STREAM)).body)
    expect(frames.map((frame) => frame.event ?? frame)).toEqual(events)
    expect(mock.transcript().at(-1)).toBe('assistant: Grüße 🌊')
  })

  function beforeEnd(): string[] {
    const node = ['node_started', 'node_finished']
    return [
      'ping',
      'workflow_started',
      ...node,
      'node_started',
      'message',
      'message',
      'message',
      'node_finished',
      ...node,
    ]
  }

  test('an agent upserts its thought and closes with the whole text', async () => {
    const thoughts = readFrames(
      (await start({ mode: 'agent-chat' }, { model }).send('POST', '/chat-messages', STREAM)).body,
    )
    expect([thoughts[0].id, thoughts[4].thought]).toEqual([thoughts[4].id, 'Grüße 🌊'])
    const agent = readFrames((await start({ mode: 'agent' }, { model }).send('POST', '/chat-messages', STREAM)).body)
    expect(agent[3].answer).toBe('Grüße 🌊')
  })

  test('a chatflow reports a violated form inside the stream, or with a status', async () => {
    const settings = {
      mode: 'advanced-chat',
      userInputForm: [{ paragraph: { variable: 'a', label: 'A', required: true } }],
    } as const
    const late = await start(settings).send('POST', '/chat-messages', STREAM)
    expect([late.status, readFrames(late.body)]).toMatchObject([
      200,
      ['ping', { event: 'error', code: 'invalid_param', status: 400 }],
    ])
    const early = await start({ ...settings, errorsInStream: false }).send('POST', '/chat-messages', STREAM)
    expect(early.status).toBe(400)
  })
})

test('moderation replaces what was streamed', async () => {
  const model: Model = () => ({ deltas: ['Bad ', 'words'], replacement: 'No.' })
  const { mock, send } = start({}, { model })
  const frames = readFrames((await send('POST', '/chat-messages', STREAM)).body)
  expect(frames.map(({ event }) => event)).toEqual(['message', 'message', 'message_replace', 'message_end'])
  expect(frames[2].answer).toBe('No.')
  expect((await send('POST', '/chat-messages', BODY)).body.answer).toBe('No.')
  expect(mock.transcript()[1]).toBe('assistant: No.')
})

test('a chatflow of Dify 1.13.0 streams although it should block', async () => {
  const { send } = start({ mode: 'advanced-chat', blockingAsStream: true })
  expect((await send('POST', '/chat-messages', BODY)).headers.get('content-type')).toMatch(/^text\/event-stream/)
})

test('deltas may be labelled as files', async () => {
  const { send } = start({ deltasAsFiles: true }, { model: () => ['One'] })
  const frames = readFrames((await send('POST', '/chat-messages', STREAM)).body)
  expect(frames[0]).toMatchObject({ event: 'message_file', answer: 'One' })
})

describe('faults', () => {
  test('an error in the middle of a stream', async () => {
    const { mock, send } = start(
      {},
      { model: () => ['One ', 'two ', 'three'], faults: [{ kind: 'error-event', afterDeltas: 2 }] },
    )
    const frames = readFrames((await send('POST', '/chat-messages', STREAM)).body)
    expect(frames).toMatchObject([
      { event: 'message', answer: 'One ' },
      { event: 'message', answer: 'two ' },
      { event: 'error', status: 400, code: 'completion_request_error', message_id: frames[0].message_id },
    ])
    expect(frames[2].task_id).toBeUndefined()
    expect(mock.transcript().slice(1)).toEqual(['assistant: One two', 'error: The model provider refused the request.'])
  })

  test('a chatflow that fails', async () => {
    const { send } = start({ mode: 'advanced-chat' }, { faults: [{ kind: 'error-event' }] })
    const frames = readFrames((await send('POST', '/chat-messages', STREAM)).body)
    expect(frames.slice(-3)).toMatchObject([
      { event: 'node_finished', data: { status: 'failed' } },
      { event: 'workflow_finished', data: { status: 'failed' } },
      { event: 'error' },
    ])
  })

  test('a chatflow that fails without a last word', async () => {
    const { send } = start({ mode: 'advanced-chat', chatflowErrorEvent: false }, { faults: [{ kind: 'error-event' }] })
    const frames = readFrames((await send('POST', '/chat-messages', STREAM)).body)
    expect(frames.at(-1)).toMatchObject({ event: 'workflow_finished', data: { status: 'failed' } })
  })

  test('too many requests, twice', async () => {
    const faults: Fault[] = [
      {
        kind: 'answer',
        path: '/chat-messages',
        nth: [1, 2],
        status: 429,
        headers: { 'Retry-After': '1' },
        body: { code: 'too_many_requests' },
      },
    ]
    const { mock, send } = start({}, { faults })
    const replies = [
      await send('POST', '/chat-messages', BODY),
      await send('GET', '/info'),
      await send('POST', '/chat-messages', BODY),
      await send('POST', '/chat-messages', BODY),
    ]
    expect(replies.map(({ status }) => status)).toEqual([429, 200, 429, 200])
    expect(replies[0]?.headers.get('retry-after')).toBe('1')
    expect(mock.transcript()).toHaveLength(2)
  })

  test('a page of an edge proxy', async () => {
    const { send } = start({}, { faults: [{ kind: 'answer', status: 524, body: '<html>A timeout occurred</html>' }] })
    const { status, headers, body } = await send('POST', '/chat-messages', BODY)
    expect([status, headers.get('content-type'), body]).toEqual([
      524,
      'text/html; charset=utf-8',
      '<html>A timeout occurred</html>',
    ])
  })

  test('no connection at all', async () => {
    const { mock, send } = start({}, { faults: [{ kind: 'drop', method: 'POST' }] })
    await expect(send('POST', '/chat-messages', BODY)).rejects.toThrow('fetch failed')
    expect((await send('GET', '/info')).status).toBe(200)
    expect(mock.requests.map(({ status }) => status)).toEqual([0, 200])
    expect(mock.transcript()).toEqual([])
  })
})

describe('the default model', () => {
  const ask = async (mock: Mock, change: object) =>
    (await difyClient(mock)('POST', '/chat-messages', { ...BODY, ...change })).body

  test('answers differently to a different query, input, file and history', async () => {
    const mock = createMock()
    const first = await ask(mock, {})
    const others = [
      await ask(mock, { query: 'Something else' }),
      await ask(mock, { inputs: { name: 'A' } }),
      await ask(mock, { files: [{ type: 'image', transfer_method: 'remote_url', url: 'https://example.com/x.jpg' }] }),
      await ask(mock, { conversation_id: first.conversation_id }),
    ]
    expect(new Set([first, ...others].map(({ answer }) => answer)).size).toBe(5)
    expect((await ask(createMock(), {})).answer).toBe(first.answer)
  })
})
