import OpenAI from 'openai'
import { expect, test } from 'vitest'
import { createMock, type Model } from '../../../src/mock/index.ts'
import { chatEvents, openAIOptions, settingsFromEnvironment } from '../../../src/unique/index.ts'

// The official client, which other people wrote: what it reads is what OpenAI would send.

const MODEL = 'AZURE_GPT_4o_2024_1120'

function start(
  model: Model,
  faults: NonNullable<NonNullable<Parameters<typeof createMock>[0]>['scenario']>['faults'] = [],
) {
  const mock = createMock({ scenario: { model, faults, user: [{ text: 'Hi' }] } })
  return { mock, settings: settingsFromEnvironment(mock.environment(), { fetch: mock.fetch, maxRetries: 0 }) }
}

test('it asks the models of the platform, with its key and its user', async () => {
  const { mock, settings } = start(({ query, files }) => `${query} ${files[0]?.mimeType}`)
  const openai = new OpenAI(openAIOptions(settings))
  const image = 'data:image/png;base64,iVBORw0KGgo='
  const { choices, usage } = await openai.chat.completions.create({
    model: MODEL,
    messages: [
      { role: 'system', content: 'Be brief.' },
      {
        role: 'user',
        content: [
          { type: 'text', text: 'Look:' },
          { type: 'image_url', image_url: { url: image } },
        ],
      },
    ],
  })
  expect(choices[0]?.message.content).toBe('Look: image/png')
  expect(usage?.total_tokens).toBeGreaterThan(0)
  expect(mock.requests[0]).toMatchObject({ path: '/public/openai-proxy/chat/completions', status: 200 })
  expect(mock.requests[0]?.headers).toMatchObject({ 'x-user-id': settings.userId, authorization: 'Bearer ***' })
  expect(mock.deviations).toEqual([])
})

test('it streams, and counts', async () => {
  const { mock, settings } = start(() => ['Bl', 'ue 🌊'], [{ kind: 'split', bytes: 5 }])
  const stream = await new OpenAI(openAIOptions(settings)).chat.completions.create({
    ...{ model: MODEL, messages: [{ role: 'user', content: 'Sea?' }] },
    ...{ stream: true, stream_options: { include_usage: true } },
  })
  let text = ''
  let tokens = 0
  for await (const { choices, usage } of stream) {
    text += choices[0]?.delta.content ?? ''
    tokens = usage?.total_tokens ?? tokens
  }
  expect({ text, counted: tokens > 0 }).toEqual({ text: 'Blue 🌊', counted: true })
  expect(mock.deviations).toEqual([])
})

test('it has tools called', async () => {
  const { mock, settings } = start(({ messages }) =>
    messages.some(({ role }) => role === 'tool')
      ? 'Done.'
      : { deltas: [], toolCalls: [{ name: 'look', arguments: { where: 'sea' } }] },
  )
  const openai = new OpenAI(openAIOptions(settings))
  const looked: unknown[] = []
  const answer = await openai.chat.completions
    .runTools({
      ...{ model: MODEL, messages: [{ role: 'user', content: 'Look' }] },
      tools: [
        {
          type: 'function',
          function: {
            ...{ name: 'look', description: 'Looks', parameters: { type: 'object' }, parse: JSON.parse },
            function: (found: unknown) => {
              looked.push(found)
              return 'water'
            },
          },
        },
      ],
    })
    .finalContent()
  expect({ answer, looked }).toEqual({ answer: 'Done.', looked: [{ where: 'sea' }] })
  expect(mock.deviations).toEqual([])
})

test('it asks by the responses API, whole and streamed', async () => {
  const { mock, settings } = start(
    ({ query, messages }) => [`${messages[0]?.text} `, query],
    [{ kind: 'split', bytes: 7 }],
  )
  const openai = new OpenAI(openAIOptions(settings))
  const request = { model: MODEL, instructions: 'Be brief.', input: [{ role: 'user' as const, content: 'Sea?' }] }
  const { output_text, usage, status } = await openai.responses.create(request)
  expect({ output_text, status }).toEqual({ output_text: 'Be brief. Sea?', status: 'completed' })
  expect(usage?.total_tokens).toBeGreaterThan(0)
  const stream = openai.responses.stream(request)
  let streamed = ''
  for await (const event of stream) if (event.type === 'response.output_text.delta') streamed += event.delta
  expect({ streamed, final: (await stream.finalResponse()).output_text }).toEqual({
    streamed: 'Be brief. Sea?',
    final: 'Be brief. Sea?',
  })
  expect(mock.deviations).toEqual([])
})

test('by the responses API it has tools called as well', async () => {
  const { mock, settings } = start(({ messages }) => {
    const result = messages.find(({ role }) => role === 'tool')
    return result ? `It is ${result.text}.` : { deltas: [], toolCalls: [{ name: 'look', arguments: { at: 'sea' } }] }
  })
  const openai = new OpenAI(openAIOptions(settings))
  const tool = { type: 'function' as const, name: 'look', parameters: { type: 'object' }, strict: false }
  const stream = openai.responses.stream({ model: MODEL, input: 'Look', tools: [tool] })
  const { output } = await stream.finalResponse()
  const [call] = output
  if (call?.type !== 'function_call') throw new Error('no call')
  expect(call).toMatchObject({ name: 'look', arguments: '{"at":"sea"}' })
  const { output_text } = await openai.responses.create({
    model: MODEL,
    input: [
      { type: 'function_call', name: call.name, arguments: call.arguments, call_id: call.call_id },
      { type: 'function_call_output', call_id: call.call_id, output: 'water' },
    ],
  })
  expect(output_text).toBe('It is water.')
  expect(mock.deviations).toEqual([])
})

test('for an event it asks as the user who wrote it, and says which chat it is', async () => {
  const { mock, settings } = start(({ query }) => query)
  for await (const event of chatEvents(settings)) {
    const options = openAIOptions(settings, event)
    expect(options.defaultHeaders).toMatchObject({
      ...{ 'x-user-id': event.userId, 'x-company-id': event.companyId, 'x-chat-id': event.payload.chatId },
      ...{ 'x-assistant-id': event.payload.assistantId, 'x-assistant-message-id': event.payload.assistantMessage.id },
    })
    const { id } = await new OpenAI(options).chat.completions.create({
      ...{ model: MODEL, messages: [{ role: 'user', content: 'Hi' }] },
    })
    expect(id).toMatch(/^chatcmpl-/)
    break
  }
  expect(mock.deviations).toEqual([])
})

test('a refusal is an error of its own kind', async () => {
  const { settings } = start(() => '')
  const openai = new OpenAI(openAIOptions(settings))
  const messages = [{ role: 'user' as const, content: 1 as unknown as string }]
  await expect(openai.chat.completions.create({ model: MODEL, messages })).rejects.toBeInstanceOf(
    OpenAI.BadRequestError,
  )
})

test('settings of the transport go along, and the key is no header', () => {
  const { settings } = start(() => '')
  const options = openAIOptions(settings)
  expect(options).toMatchObject({ maxRetries: 0, apiKey: settings.appKey })
  expect(JSON.stringify(options.defaultHeaders)).not.toContain(settings.appKey)
  const environment = createMock().environment()
  expect(openAIOptions(settingsFromEnvironment(environment, { timeout: Infinity })).timeout).toBe(2 ** 31 - 1)
  expect(openAIOptions(settingsFromEnvironment(environment, {}))).not.toHaveProperty('timeout')
})
