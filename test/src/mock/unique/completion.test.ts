import { describe, expect, test } from 'vitest'
import { createMock, type Model, type ModelRequest } from '../../../../src/mock/index.ts'
import { listen, uniqueClient } from '../clients.ts'

// One pixel.
const PNG = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=='

async function start(model: Model, remote = {}) {
  const mock = createMock({ scenario: { model, remote } })
  const socket = await listen(mock)
  mock.say('What is this?')
  const { payload } = await socket.next()
  const send = uniqueClient(mock)
  const ids = {
    chatId: payload.chatId,
    assistantId: payload.assistantId,
    assistantMessageId: payload.assistantMessage.id,
    userMessageId: payload.userMessage.id,
  }
  const complete = (body: object) =>
    send('POST', '/integrated/chat/stream-completions', { ...ids, model: 'M', ...body })
  return { mock, complete, send, ids }
}

test('asks the model and puts its answer into the message, which stays open', async () => {
  const { mock, complete, send, ids } = await start(({ query, sources }) => `${query} is in ${sources[1]} [source1].`)
  const { status, body } = await complete({
    messages: [
      { role: 'system', content: 'You are a helpful assistant.' },
      { role: 'user', content: 'What?' },
    ],
    searchContext: [
      {
        id: 'cont_a',
        chunkId: '',
        key: 'a.pdf',
        title: null,
        url: null,
        startPage: 1,
        endPage: 1,
        order: 0,
        object: 'x',
      },
      { id: 'cont_b', chunkId: '', key: 'b.pdf', title: 'B', url: 'https://example.com/b' },
    ],
    timeout: 240000,
    debugInfo: {},
    startText: null,
    options: { temperature: 0 },
  })
  expect(status).toBe(200)
  expect(body).toMatchObject({
    object: 'streamResult',
    toolCalls: [],
    message: {
      text: 'What? is in B <sup>1</sup>.',
      originalText: 'What? is in B [source1].',
      references: [{ name: 'B', url: 'https://example.com/b', sequenceNumber: 1, originalIndex: [1] }],
      completedAt: null,
    },
    usage: { promptTokens: 8, completionTokens: 9, totalTokens: 17 },
  })
  const stored = await send('GET', `/messages/${ids.assistantMessageId}?chatId=${ids.chatId}`)
  expect(stored.body).toEqual(body.message)
  expect(mock.transcript().slice(-2)).toEqual(['assistant: What? is in B [1].', '  [1] B (https://example.com/b)'])
  expect(mock.deviations).toEqual([])
})

test('puts the start text before the answer', async () => {
  const { complete } = await start(() => ['An ', 'answer.'])
  const { body } = await complete({ messages: [], startText: 'Here: ' })
  expect(body.message.text).toBe('Here: An answer.')
  expect(body.message.originalText).toBe('An answer.')
})

describe('what the model sees of an image', () => {
  test.each<[string, string, string | undefined]>([
    ['a good one', `data:image/png;base64,${PNG}`, undefined],
    ['another format', `data:image/jpeg;base64,${PNG}`, 'it is image/png, not image/jpeg'],
    ['one cut off', `data:image/png;base64,${PNG.slice(0, 40)}`, 'it is cut off'],
    ['base64 cut off', `data:image/png;base64,${PNG.slice(0, 41)}`, 'its base64 is broken'],
    ['nothing', 'data:image/png;base64,', 'it is empty'],
    ['text', `data:image/png;base64,${btoa('Hello, world')}`, 'it is not image/png'],
    ['a page of the scenario', 'https://example.com/a.svg', undefined],
    ['a page that does not resolve', 'https://example.com/b.svg', 'it is not reachable'],
  ])('%s', async (_name, url, problem) => {
    let seen: ModelRequest | undefined
    const model: Model = (request) => {
      seen = request
      return 'Yes.'
    }
    const { mock, complete } = await start(model, {
      'https://example.com/a.svg': { bytes: '<svg/>', mimeType: 'image/svg+xml' },
    })
    await complete({
      messages: [
        {
          role: 'user',
          content: [
            { type: 'text', text: 'What is it?' },
            { type: 'image_url', imageUrl: { url, detail: 'auto' } },
          ],
        },
      ],
    })
    expect(seen?.query).toBe('What is it?')
    expect(seen?.files).toHaveLength(1)
    expect(seen?.files[0]?.problem).toBe(problem)
    expect(mock.deviations).toEqual([])
  })

  test('nothing, if the keys are not in camel case', async () => {
    const { mock, complete } = await start(({ files }) => `${files.length} images`)
    const part = { type: 'image_url', image_url: { url: `data:image/png;base64,${PNG}` } }
    const { body } = await complete({ messages: [{ role: 'user', content: [part] }] })
    expect(body.message.text).toBe('0 images')
    expect(mock.deviations).toMatchObject([{ where: 'body', field: 'messages[0].content[0].image_url' }])
  })
})

test('hands out tool calls', async () => {
  const { complete } = await start(() => ({ deltas: [], toolCalls: [{ name: 'search', arguments: { text: 'sea' } }] }))
  const { body } = await complete({ messages: [] })
  expect(body.toolCalls).toMatchObject([{ name: 'search', arguments: '{"text":"sea"}' }])
})

test.each([
  ['an unknown chat', { chatId: 'chat_x' }, 404],
  ['an unknown assistant', { assistantId: 'assistant_x' }, 404],
  ['an unknown message', { assistantMessageId: 'msg_x' }, 404],
  ['no messages', { messages: null }, 400],
  ['an unknown role', { messages: [{ role: 'bot', content: 'Hi' }] }, 400],
])('refuses %s', async (_name, body, status) => {
  const { complete } = await start(() => 'Yes.')
  expect((await complete({ messages: [], ...body })).status).toBe(status)
})

describe('by the responses API', () => {
  const respond = async (model: Model, body: object) => {
    const { mock, send, ids } = await start(model)
    const answer = await send('POST', '/integrated/chat/stream-responses', { ...ids, model: 'M', ...body })
    return { mock, ...answer }
  }

  test('a text is asked, and the answer is in the message and among the items', async () => {
    const { mock, status, body } = await respond(({ query, sources }) => `${query}: ${sources[0]} [source0]`, {
      input: 'What?',
      searchContext: [{ id: 'cont_a', chunkId: '', key: 'a.pdf' }],
      startText: 'So. ',
    })
    expect(status).toBe(200)
    expect(body).toMatchObject({
      id: expect.stringMatching(/^resp_/),
      toolCalls: [],
      message: { text: 'So. What?: a.pdf <sup>1</sup>', originalText: 'What?: a.pdf [source0]', completedAt: null },
      output: [
        { type: 'message', role: 'assistant', content: [{ type: 'output_text', text: 'What?: a.pdf [source0]' }] },
      ],
      usage: { promptTokens: expect.any(Number), completionTokens: expect.any(Number) },
    })
    expect(mock.deviations).toEqual([])
  })

  test('items of all kinds reach the model', async () => {
    let asked: ModelRequest | undefined
    const { mock, status } = await respond(
      (request) => {
        asked = request
        return 'Fine.'
      },
      {
        input: [
          { role: 'assistant', content: 'Earlier.' },
          { type: 'reasoning', summary: [] },
          { type: 'function_call', call_id: 'c', name: 'look', arguments: '{}' },
          { type: 'function_call_output', call_id: 'c', output: 'Seen.' },
          {
            type: 'message',
            role: 'user',
            content: [
              { type: 'input_text', text: 'This?' },
              { type: 'input_image', image_url: `data:image/png;base64,${PNG}`, detail: 'auto' },
            ],
          },
        ],
        options: { instructions: 'Be brief.', max_output_tokens: 10 },
      },
    )
    expect(status).toBe(200)
    expect(asked?.messages.map(({ role, text }) => `${role}: ${text}`)).toEqual([
      ...['system: Be brief.', 'assistant: Earlier.', 'assistant: ', 'tool: Seen.', 'user: This?'],
    ])
    expect(asked?.files).toMatchObject([{ kind: 'image', mimeType: 'image/png', problem: undefined }])
    expect(mock.deviations).toEqual([])
  })

  test('tools that the model wants called are items as well', async () => {
    const toolCalls = [{ name: 'look', arguments: { where: 'sea' } }]
    const { body } = await respond(() => ({ deltas: [], toolCalls }), { input: 'Look' })
    const [call] = body.toolCalls
    expect(call).toMatchObject({ name: 'look', arguments: '{"where":"sea"}' })
    expect(body.output).toMatchObject([
      { type: 'function_call', call_id: call.id, name: 'look', arguments: '{"where":"sea"}' },
    ])
  })

  test.each([
    ['no input', {}],
    ['a number for the input', { input: 1 }],
    ['an unknown role', { input: [{ role: 'tool', content: 'x' }] }],
    ['a part in camel case', { input: [{ role: 'user', content: [{ type: 'inputText', text: 'x' }] }] }],
    ['a result without its call', { input: [{ type: 'function_call_output', output: 'x' }] }],
  ])('%s is refused', async (_, body) => {
    expect((await respond(() => '', body)).status).toBe(400)
  })
})
