import { afterEach, describe, expect, test } from 'vitest'
import type { Mock } from '../../../src/mock/index.ts'
import { startChat } from './against-mock.ts'

let mock: Mock | undefined

async function start() {
  const started = await startChat()
  mock = started.mock
  return started
}

afterEach(() => {
  expect(mock?.deviations ?? []).toEqual([])
  mock?.close()
  mock = undefined
})

const bodies = () => mock!.requests.map(({ body }) => body)

test('the input is free while the answer is still being checked', async () => {
  const { chat } = await start()
  await chat.modifyAssistantMessage({ content: 'It is 252 m deep.' })
  const { completedAt } = await chat.signalStreamingStopped()
  expect(completedAt).toBeUndefined()
  expect(bodies().at(-1)).toEqual({ chatId: chat.chatId, stoppedStreamingAt: expect.stringMatching(/Z$/) })
  expect(mock!.transcript().at(-1)).toBe('input: free')
})

describe('steps', () => {
  test('are added one after the other, and changed', async () => {
    const { chat } = await start()
    const reading = await chat.log.add('Reading')
    expect(reading).toEqual({
      ...{ id: expect.stringMatching(/^message_log_/), messageId: chat.assistantMessageId },
      ...{ text: 'Reading', status: 'RUNNING', order: 1 },
    })
    expect(await chat.log.add('Writing', { status: 'FAILED' })).toMatchObject({ order: 2, status: 'FAILED' })
    expect(await chat.log.add('Late', { order: 7 })).toMatchObject({ order: 7 })
    expect(await chat.log.add('Later')).toMatchObject({ order: 8 })
    const done = await chat.log.change(reading, { text: 'Read', status: 'COMPLETED' })
    expect(done).toEqual({ ...reading, text: 'Read', status: 'COMPLETED' })
    await chat.log.change(reading, { status: 'FAILED' })
    // What is not said is not sent.
    expect(bodies().at(-1)).toEqual({ order: 1, status: 'FAILED' })
  })

  test('belong to the message that the answer is in', async () => {
    const { chat } = await start()
    const { id } = await chat.createAssistantMessage({ content: 'More.' })
    expect(await chat.log.add('Reading')).toMatchObject({ messageId: id })
    await expect(chat.log.change({ id: 'no', order: 1 }, {})).rejects.toMatchObject({ code: 'not_found' })
    await expect(chat.log.change({ id: '..', order: 1 }, {})).rejects.toMatchObject({ code: 'invalid_argument' })
  })
})

describe('questions to the user', () => {
  const schema = { type: 'object', properties: { size: { type: 'string' } } }

  test('are asked, wait, and are answered once', async () => {
    const { chat } = await start()
    const asked = await chat.elicitations.create({
      ...{ message: 'Which size?', toolName: 'order', schema, expiresInSeconds: 600, metadata: { a: 1 } },
    })
    expect(asked).toMatchObject({ status: 'PENDING', schema, chatId: chat.chatId, expiresAt: expect.any(Date) })
    expect(asked).not.toHaveProperty('url')
    expect((await chat.elicitations.listPending()).map(({ id }) => id)).toEqual([asked.id])
    await chat.elicitations.respond(asked.id, 'ACCEPT', { content: { size: 'L' } })
    expect(await chat.elicitations.get(asked.id)).toMatchObject({ status: 'ACCEPTED', content: { size: 'L' } })
    expect(await chat.elicitations.listPending()).toEqual([])
    await expect(chat.elicitations.respond(asked.id, 'CANCEL')).rejects.toMatchObject({ status: 400 })
  })

  test('may lead to an address', async () => {
    const { chat } = await start()
    const url = 'https://example.com/sign-in'
    expect(await chat.elicitations.create({ message: 'Sign in', toolName: 'mail', url })).toMatchObject({ url })
    expect(bodies().at(-1)).toMatchObject({ mode: 'URL', url })
  })
})

describe('contents beyond the chat', () => {
  const upload = { mimeType: 'text/plain' }

  test('go into folders, and are found by what is known of them', async () => {
    const { content } = await start()
    const [folder] = await content.createFolders(['/Reports/2026'])
    expect(await content.getFolder({ path: '/Reports/2026' })).toMatchObject({ id: folder!.id, name: '2026' })
    expect(await content.getFolder({ scopeId: folder!.parentId! })).toMatchObject({ name: 'Reports' })
    const scopeId = folder!.id
    const bytes = new TextEncoder().encode('Deep.')
    const { id } = await content.upload(bytes, { ...upload, name: 'a.txt', scopeId, metadata: { lake: 'Leman' } })
    await content.upload(bytes, { ...upload, name: 'b.txt', scopeId })
    const metadataFilter = { path: ['lake'], operator: 'equals', value: 'Leman' }
    expect(await content.listContents({ metadataFilter })).toMatchObject([{ id, metadata: { lake: 'Leman' } }])
    expect((await content.listContents({ scopeId })).map(({ key }) => key)).toEqual(['a.txt', 'b.txt'])
    const updated = await content.update(id, { title: 'Leman', metadata: { lake: null, depth: '310' } })
    expect(updated).toMatchObject({ title: 'Leman', metadata: { depth: '310' } })
    expect(await content.listContents({ metadataFilter })).toEqual([])
    await expect(content.getFolder({ path: '/No' })).rejects.toMatchObject({ code: 'not_found' })
  })

  test('are all listed, however many there are', async () => {
    const documents = Array.from({ length: 201 }, (_, index) => ({
      ...{ name: `${index}.txt`, mimeType: 'text/plain', bytes: 'x' },
    }))
    const started = await startChat({ documents })
    mock = started.mock
    expect(await started.content.listContents()).toHaveLength(201)
    expect(bodies()).toMatchObject([undefined, { skip: 0, take: 100 }, { skip: 100 }, { skip: 200 }])
  })
})
