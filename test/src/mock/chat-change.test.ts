import { expect, test } from 'vitest'
import { type ChatChange, createMock, type Mock, type Scenario } from '../../../src/mock/index.ts'
import { difyClient, listen, uniqueClient } from './clients.ts'

/** A mock with what it tells of its chat, and the lines of the transcript that it tells between. */
function observe(scenario: Scenario = {}): { mock: Mock; told: (ChatChange | string)[] } {
  const told: (ChatChange | string)[] = []
  const mock = createMock({
    scenario,
    onEvent(event) {
      if (event.kind === 'chat') told.push(event.change)
      if (event.kind === 'transcript') told.push(event.line)
    },
  })
  return { mock, told }
}

test('a message of the user has its files, and locks the input', async () => {
  const upload = { name: 'a.txt', mimeType: 'text/plain', bytes: 'Hi' }
  const { mock, told } = observe({ user: [{ text: 'Look', uploads: [upload] }] })
  const { payload } = await (await listen(mock)).next()
  const place = { kind: 'chat', number: 1, id: payload.chatId }
  expect(told).toEqual([
    {
      kind: 'message',
      place,
      id: payload.userMessage.id,
      who: 'user',
      edited: false,
      text: 'Look',
      attachments: [
        {
          name: 'a.txt',
          mimeType: 'text/plain',
          size: 2,
          id: expect.stringMatching(/^cont_/),
          url: undefined,
          kind: undefined,
        },
      ],
      references: [],
    },
    'user: Look',
    '  + a.txt (text/plain, 2 bytes)',
    { kind: 'input', place, state: 'locked' },
    'input: locked',
  ])
})

test('files are read by the id that a change names', async () => {
  const upload = { name: 'a.txt', mimeType: 'text/plain', bytes: 'Hi' }
  const { mock, told } = observe({ user: [{ text: 'Look', uploads: [upload] }] })
  await listen(mock)
  const [message] = told
  const id = typeof message === 'object' && message.kind === 'message' ? message.attachments[0]?.id : undefined
  expect(mock.file(id ?? '')).toEqual({ name: 'a.txt', mimeType: 'text/plain', bytes: new TextEncoder().encode('Hi') })
  expect(mock.file('cont_none')).toBeUndefined()
})

test('a changed message keeps its id; references say where they lead', async () => {
  const { mock, told } = observe()
  const socket = await listen(mock)
  mock.say('Hello')
  const { payload } = await socket.next()
  const id = payload.assistantMessage.id
  const send = uniqueClient(mock)
  await send('PATCH', `/messages/${id}`, { chatId: payload.chatId, text: 'One' })
  told.length = 0
  const reference = { name: 'A page', sequenceNumber: 1, sourceId: 'x', source: 'web' }
  await send('PATCH', `/messages/${id}`, {
    chatId: payload.chatId,
    text: 'Two<sup>1</sup>',
    references: [
      { ...reference, url: 'https://example.com/' },
      { ...reference, name: 'Gone', sequenceNumber: 2, url: 'unique://content/cont_gone' },
    ],
    completedAt: '2025-01-15T10:00:00.000Z',
  })
  expect(told).toMatchObject([
    {
      kind: 'message',
      id,
      who: 'assistant',
      edited: true,
      text: 'Two[1]',
      references: [
        { number: 1, name: 'A page', url: 'https://example.com/', missing: false },
        { number: 2, name: 'Gone', missing: true },
      ],
    },
    'assistant, edited: Two[1]',
    '  [1] A page (https://example.com/)',
    '  [2] Gone (no such file)',
    { kind: 'input', state: 'free' },
    'input: free',
  ])
})

test('an answer of Dify grows before it is complete; the transcript has it once', async () => {
  const { mock, told } = observe({ model: () => ['One ', 'two.'] })
  await difyClient(mock)('POST', '/chat-messages', {
    query: 'Count',
    inputs: {},
    user: 'u',
    response_mode: 'streaming',
  })
  const [question] = told
  const id = typeof question === 'object' ? question.place.id : ''
  expect(id).toMatch(/^[0-9a-f-]{36}$/)
  const place = { kind: 'conversation', number: 1, id }
  expect(told.slice(2)).toMatchObject([
    { kind: 'part', place, text: 'One ' },
    { kind: 'part', place, text: 'One two.' },
    { kind: 'message', place, who: 'assistant', text: 'One two.' },
    'assistant: One two.',
  ])
})

test('an answer that fails ends in an error of the same id', async () => {
  const { mock, told } = observe({ model: () => ['One ', 'two.'], faults: [{ kind: 'error-event', afterDeltas: 1 }] })
  await difyClient(mock)('POST', '/chat-messages', {
    query: 'Count',
    inputs: {},
    user: 'u',
    response_mode: 'streaming',
  })
  const changes = told.filter((one) => typeof one === 'object').slice(1)
  expect(changes.map(({ kind }) => kind)).toEqual(['part', 'message', 'error'])
  expect(new Set(changes.map((change) => 'id' in change && change.id)).size).toBe(1)
})

test('a file that was uploaded to Dify is read by the id that the message names', async () => {
  const { mock, told } = observe()
  const form = new FormData()
  form.set('file', new File(['1,2'], 'table.csv', { type: 'text/csv' }))
  form.set('user', 'u')
  const send = difyClient(mock)
  const { id } = (await send('POST', '/files/upload', form)).body
  const files = [{ type: 'document', transfer_method: 'local_file', upload_file_id: id }]
  await send('POST', '/chat-messages', { query: 'Look', inputs: {}, user: 'u', files })
  expect(told[0]).toMatchObject({ attachments: [{ id, name: 'table.csv', kind: 'document', size: 3 }] })
  expect(mock.file(id)).toMatchObject({ name: 'table.csv', mimeType: 'text/csv' })
})
