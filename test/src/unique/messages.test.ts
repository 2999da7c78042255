import { afterEach, describe, expect, test } from 'vitest'
import type { Mock } from '../../../src/mock/index.ts'
import { ChatService, toPromptMessages } from '../../../src/unique/index.ts'
import { startChat } from './against-mock.ts'

let mock: Mock | undefined

async function start(...parameters: Parameters<typeof startChat>) {
  const started = await startChat(...parameters)
  mock = started.mock
  return started
}

// Of everything here: nothing that the specification does not name goes over the wire.
afterEach(() => {
  expect(mock?.deviations ?? []).toEqual([])
  mock?.close()
  mock = undefined
})

describe('history', () => {
  const turns = [{ text: 'First' }, { text: 'Second' }]

  test('is what was said before the question, whatever the app has written since', async () => {
    const { chat, next, settings } = await start({ user: turns })
    await chat.modifyAssistantMessage({ content: 'One<sup>1</sup> of <sup> 2 </sup>two', setCompletedAt: true })
    const second = ChatService.fromEvent(await next(), settings)
    await second.createAssistantMessage({ content: 'Wait' })
    await second.createAssistantMessage({ content: 'Wait more' })
    const history = await second.getHistory()
    expect(history.map(({ role, content }) => [role, content])).toEqual([
      ['user', 'First'],
      ['assistant', 'One<sup>1</sup> of <sup> 2 </sup>two'],
    ])
    expect(toPromptMessages(history)).toEqual([
      { role: 'user', content: 'First' },
      { role: 'assistant', content: 'One of two' },
    ])
    expect(await second.listMessages()).toHaveLength(6)
  })

  test('leaves out what nobody said', async () => {
    const { chat, next, settings } = await start({ user: turns })
    await chat.modifyAssistantMessage({ content: '[SYSTEM] Uploaded.', setCompletedAt: true })
    const second = ChatService.fromEvent(await next(), settings)
    expect((await second.getHistory()).map(({ content }) => content)).toEqual(['First'])
  })
})

describe('a message of the user', () => {
  test('is changed, and only what is passed', async () => {
    const { chat, event } = await start()
    await chat.modifyUserMessage({ debugInfo: { chosen: 'x' } })
    expect(await chat.getMessage({ messageId: event.payload.userMessage.id })).toMatchObject({
      role: 'user',
      content: 'Hello',
      debugInfo: { chosen: 'x' },
    })
  })

  test('that is created becomes the current one', async () => {
    const { chat } = await start()
    const message = await chat.createUserMessage({ content: 'And also' })
    expect(message.role).toBe('user')
    expect(chat.userMessageId).toBe(message.id)
    expect((await chat.modifyUserMessage({ content: 'Else' })).id).toBe(message.id)
  })
})

test('a message is read, and deleted', async () => {
  const { chat, settings, event } = await start()
  const { id } = await chat.createAssistantMessage({ content: 'Oops' })
  expect(await chat.getMessage()).toMatchObject({ id, content: 'Oops' })
  await chat.deleteMessage(id)
  await expect(chat.getMessage({ messageId: id })).rejects.toMatchObject({ name: 'NotFoundError' })
  const other = ChatService.fromEvent({ ...event, userId: '1' }, settings)
  await expect(other.listMessages()).rejects.toMatchObject({ status: 403 })
})

describe('an assessment', () => {
  test('is made, changed and read with its message', async () => {
    const { chat } = await start()
    await chat.modifyAssistantMessage({ content: 'The sea is deep.' })
    const made = await chat.createMessageAssessment({ type: 'HALLUCINATION', status: 'PENDING' })
    expect(made).toMatchObject({ messageId: chat.assistantMessageId, status: 'PENDING', isVisible: true })
    const changed = await chat.modifyMessageAssessment({
      type: 'HALLUCINATION',
      status: 'DONE',
      label: 'GREEN',
      title: 'No contradiction',
      explanation: 'The source says so.',
    })
    expect(changed).toEqual({ ...made, ...changed, id: made.id, label: 'GREEN', status: 'DONE' })
    expect((await chat.getMessage()).assessments).toEqual([changed])
    expect(mock!.transcript().slice(2)).toEqual([
      'assistant: The sea is deep.',
      'assistant, edited: The sea is deep.',
      '  + PENDING: HALLUCINATION',
      'assistant, edited: The sea is deep.',
      '  + GREEN: No contradiction',
    ])
  })

  test('of a type that the message has not cannot be changed', async () => {
    const { chat } = await start()
    await chat.createMessageAssessment({ type: 'HALLUCINATION', isVisible: false })
    await expect(chat.modifyMessageAssessment({ type: 'COMPLIANCE', label: 'RED' })).rejects.toMatchObject({
      status: 404,
    })
    expect((await chat.getMessage()).assessments).toMatchObject([{ isVisible: false, status: 'DONE' }])
  })
})

describe('memory', () => {
  test.each([
    [{ topic: 'sea', depths: [1, null] }],
    ['a text'],
    // A text stays one, also where it looks like JSON.
    ['123'],
    ['null'],
    [''],
    [0],
    [false],
    [null],
  ])('gives back %j', async (value) => {
    const { chat } = await start()
    await chat.memory.set('notes', 'before')
    await chat.memory.set('notes', value)
    expect(await chat.memory.get('notes')).toEqual(value)
  })

  test('has nothing under another name, and nothing of a message in its chat', async () => {
    const { chat } = await start()
    await chat.memory.set('notes', 1, { messageId: chat.assistantMessageId })
    expect(await chat.memory.get('notes')).toBeUndefined()
    expect(await chat.memory.get('notes', { messageId: chat.assistantMessageId })).toBe(1)
    expect(await chat.memory.get('Notes', { messageId: chat.assistantMessageId })).toBeUndefined()
  })

  test('refuses what has no form in JSON, and what is too long', async () => {
    const { chat } = await start()
    for (const value of [undefined, () => 1, 1n]) {
      await expect(chat.memory.set('notes', value)).rejects.toMatchObject({ code: 'invalid_argument' })
    }
    await expect(chat.memory.set('notes', 'x'.repeat(10_001))).rejects.toMatchObject({ name: 'BadRequestError' })
  })
})
