import { describe, expect, test } from 'vitest'
import { DifyClient } from '../../../src/dify/index.ts'
import { createMock, type DifyAppSettings } from '../../../src/mock/index.ts'
import { testDify } from '../support/dify.ts'
import { json } from '../support/fake-fetch.ts'
import { manualClock, settle } from '../support/manual-clock.ts'

/** A client of the mock, with conversations that were started with these questions. */
async function start(questions: string[] = [], settings: Partial<DifyAppSettings> = {}) {
  const mock = createMock({ scenario: { dify: settings } })
  const dify = DifyClient.fromEnvironment(
    { user: 'user-123', fetch: mock.fetch, clock: manualClock().clock },
    mock.environment(),
  )
  const replies = []
  for (const query of questions) replies.push(await dify.chat.send({ query }))
  return { mock, dify, replies }
}

async function collect<Value>(values: AsyncIterable<Value>): Promise<Value[]> {
  const all: Value[] = []
  for await (const value of values) all.push(value)
  return all
}

describe('conversations', () => {
  test('are listed over all pages, in an order', async () => {
    const { mock, dify } = await start(['One', 'Two', 'Three'])
    const names = (await collect(dify.conversations.list({ limit: 1, sortBy: 'created_at' }))).map(({ name }) => name)
    expect(names).toEqual(['One', 'Two', 'Three'])
    const page = await dify.conversations.list({ limit: 2 }).firstPage()
    expect(page).toMatchObject({ items: [{ name: 'Three' }, { name: 'Two' }], hasMore: true })
    expect(page.items[0]).toMatchObject({ status: 'normal', createdAt: expect.any(Date), updatedAt: expect.any(Date) })
    expect(await collect(dify.conversations.list({ user: 'other' }))).toEqual([])
    expect(mock.deviations).toEqual([])
  })

  test('are renamed by hand or by the server, and deleted', async () => {
    const { mock, dify, replies } = await start(['Hello there'])
    const { conversationId } = replies[0]!
    expect(await dify.conversations.rename(conversationId, { name: 'Mine' })).toMatchObject({ name: 'Mine' })
    expect((await dify.conversations.rename(conversationId)).name).toBe('Hello there')
    await expect(dify.conversations.rename(conversationId, { user: 'other' })).rejects.toMatchObject({ status: 404 })
    await dify.conversations.delete(conversationId)
    await expect(dify.conversations.delete(conversationId)).rejects.toMatchObject({ name: 'NotFoundError' })
    expect(mock.deviations).toEqual([])
  })

  test('have variables, which are read and set', async () => {
    const { mock, dify, replies } = await start(['Hi'], {
      mode: 'advanced-chat',
      variables: [
        { name: 'topic', type: 'string', value: 'sea' },
        { name: 'count', type: 'number', value: 3 },
        { name: 'brief', type: 'boolean', value: true },
        { name: 'facts', type: 'object', value: { a: 1, "it's": [null, 'b'] }, description: 'What is known' },
        { name: 'Tags', type: 'array[string]', value: ['x'] },
      ],
    })
    const { conversationId } = replies[0]!
    const variables = await collect(dify.conversations.variables(conversationId, { limit: 2 }))
    // As Python writes them (Dify specification 3.8).
    expect(variables.map(({ name, valueType, value }) => `${name} ${valueType} ${value}`)).toEqual([
      'topic string sea',
      'count number 3',
      'brief boolean True',
      `facts object {'a': 1, "it's": [None, 'b']}`,
      "Tags array[string] ['x']",
    ])
    expect(variables[3]?.description).toBe('What is known')
    expect(
      (await collect(dify.conversations.variables(conversationId, { name: 'TA' }))).map(({ name }) => name),
    ).toEqual(['Tags'])

    const id = (name: string) => variables.find((variable) => variable.name === name)?.id ?? ''
    expect(await dify.conversations.setVariable(conversationId, id('count'), 4.5)).toMatchObject({ value: '4.5' })
    expect(await dify.conversations.setVariable(conversationId, id('Tags'), [])).toMatchObject({ value: '[]' })
    await expect(dify.conversations.setVariable(conversationId, id('count'), 'many')).rejects.toMatchObject({
      code: 'bad_request',
      body: { message: "Type mismatch: variable 'count' expects number, but got str type" },
    })
    await expect(dify.conversations.setVariable(conversationId, id('Tags'), [1])).rejects.toMatchObject({ status: 400 })
    const nobody = '00000000-0000-4000-8000-000000000000'
    await expect(dify.conversations.setVariable(conversationId, nobody, 1)).rejects.toMatchObject({ status: 404 })
    await expect(collect(dify.conversations.variables(conversationId, { name: 'a--b' }))).rejects.toMatchObject({
      status: 400,
    })
    expect(mock.deviations).toEqual([])
  })
})

describe('messages', () => {
  test('are listed over all pages, and rated', async () => {
    const { mock, dify, replies } = await start(['One'])
    const { conversationId, messageId } = replies[0]!
    await dify.chat.send({ query: 'Two', conversationId })
    await dify.chat.send({ query: 'Three', conversationId })
    const list = () => collect(dify.messages.list(conversationId, { limit: 2 }))
    // The newest page first; in it, the oldest message.
    expect((await list()).map(({ query }) => query)).toEqual(['Two', 'Three', 'One'])

    await dify.messages.feedback(messageId, 'like', { content: 'Well said' })
    expect((await list())[2]).toMatchObject({ rating: 'like', conversationId, status: 'normal', files: [] })
    expect(await collect(dify.app.feedbacks())).toMatchObject([
      { messageId, rating: 'like', content: 'Well said', source: 'user' },
    ])
    await dify.messages.feedback(messageId, null)
    expect(await collect(dify.app.feedbacks())).toEqual([])
    await expect(dify.messages.feedback(messageId, null)).rejects.toMatchObject({ name: 'BadRequestError' })
    await expect(collect(dify.messages.list(conversationId, { user: 'other' }))).rejects.toMatchObject({ status: 404 })
    expect(mock.deviations).toEqual([])
  })

  test('have files, which can be seen once they were used', async () => {
    const { mock, dify } = await start()
    const bytes = Uint8Array.of(1, 2, 3)
    const upload = await dify.files.upload(bytes, { name: 'a.bin' })
    await expect(dify.files.preview(upload.id)).rejects.toMatchObject({ code: 'file_not_found' })
    const { conversationId } = await dify.chat.send({ query: 'Look', files: [{ type: 'custom', uploadId: upload.id }] })
    expect(await dify.files.preview(upload.id)).toEqual(bytes)
    const [message] = await collect(dify.messages.list(conversationId))
    expect(message?.files).toMatchObject([{ filename: 'a.bin', size: 3, belongsTo: 'user', uploadId: upload.id }])
    expect(mock.deviations).toEqual([])
  })
})

test('an app describes itself', async () => {
  const { mock, dify } = await start()
  expect(await dify.app.info()).toEqual({
    ...{
      name: 'Mock app',
      description: 'An app of the mock platform.',
      tags: ['mock'],
      mode: 'chat',
      authorName: 'Mock',
    },
  })
  const parameters = await dify.app.parameters()
  expect(parameters).toMatchObject({
    openingStatement: expect.any(String),
    features: { speech_to_text: false, retriever_resource: true },
  })
  expect(parameters.userInputForm).toHaveLength(9)
  expect(parameters.userInputForm[2]).toMatchObject({
    control: 'select',
    variable: 'tone',
    options: ['plain', 'formal', 'poetic'],
  })
  expect(await dify.app.meta()).toEqual({ tool_icons: {} })
  expect(await dify.app.site()).toMatchObject({ title: 'Mock app' })
  expect(mock.deviations).toEqual([])
})

describe('a list in pages', () => {
  const page = (ids: string[], hasMore: boolean) =>
    json({ limit: 2, has_more: hasMore, data: ids.map((id) => ({ id })) })

  test('asks for a page when it is needed, and for no other', async () => {
    const { dify, requests } = testDify([page(['a', 'b'], true), page(['c'], false)])
    const iterator = dify.conversations.list()[Symbol.asyncIterator]()
    await iterator.next()
    await iterator.next()
    expect(requests).toHaveLength(1)
    expect((await iterator.next()).value?.id).toBe('c')
    expect(requests[1]!.url).toContain('last_id=b')
    expect(await iterator.next()).toMatchObject({ done: true })
  })

  test('ends where a server sends the same page again and again', async () => {
    const { dify, requests } = testDify([page(['a', 'b'], true)])
    expect(await collect(dify.conversations.list())).toHaveLength(2)
    expect(requests.length).toBeLessThan(3)
    const full = json({ data: Array(20).fill({ id: 'f', rating: 'like' }) })
    expect(await collect(testDify([full]).dify.app.feedbacks())).toHaveLength(20)
  })

  test('is left in the middle of a request', async () => {
    const { dify, requests } = testDify([() => new Promise<Response>(() => {})])
    const iterator = dify.conversations.list()[Symbol.asyncIterator]()
    const waiting = iterator.next()
    await settle()
    await iterator.return()
    expect(await waiting).toMatchObject({ done: true })
    expect(requests[0]!.signal.aborted).toBe(true)
  })

  test('refuses what is no list, and what is no conversation', async () => {
    await expect(collect(testDify([json({ data: 1 })]).dify.conversations.list())).rejects.toMatchObject({
      code: 'invalid_response',
    })
    await expect(testDify([json({})]).dify.conversations.rename('c')).rejects.toMatchObject({
      code: 'invalid_response',
    })
  })
})

describe('speech', () => {
  test('goes both ways', async () => {
    const { mock, dify, replies } = await start(['Hi'])
    const words = 'How deep is the sea? Ähm, ☂.'
    const speech = await dify.audio.fromText(words, { voice: 'alloy' })
    expect(speech.mimeType).toBe('audio/wav')
    expect(await dify.audio.toText(new Blob([speech.bytes], { type: 'audio/wav' }))).toBe(words)
    const answer = await dify.audio.fromMessage(replies[0]!.messageId)
    expect(await dify.audio.toText(answer.bytes, { name: 'a.wav', mimeType: 'audio/wav' })).toBe(replies[0]!.answer)
    await expect(dify.audio.fromMessage(replies[0]!.messageId, { user: 'other' })).rejects.toMatchObject({
      status: 404,
    })
    expect(mock.deviations).toEqual([])
  })

  test.each<[string, Parameters<typeof start>[1], Blob, object]>([
    [
      'switched off',
      { speechToText: false },
      new Blob(['x'], { type: 'audio/wav' }),
      { code: 'speech_to_text_disabled' },
    ],
    ['of another type', {}, new Blob(['x'], { type: 'audio/mpeg' }), { code: 'unsupported_audio_type', status: 415 }],
    [
      'too large',
      {},
      new Blob([new Uint8Array(30 * 1024 * 1024 + 1)], { type: 'audio/wav' }),
      { code: 'audio_too_large' },
    ],
  ])('is not understood: %s', async (_, settings, recording, error) => {
    const { dify } = await start([], settings)
    await expect(dify.audio.toText(recording)).rejects.toMatchObject(error)
  })

  test('that is no speech is no answer', async () => {
    const { dify } = testDify(json({ result: 'success' }))
    await expect(dify.audio.fromText('Hi')).rejects.toMatchObject({ code: 'invalid_response' })
    const app = await start([], { textToSpeech: false })
    await expect(app.dify.audio.fromText('Hi')).rejects.toMatchObject({ status: 400 })
    await expect(dify.audio.fromText('Hi', { timeout: 0 })).rejects.toMatchObject({ code: 'invalid_argument' })
  })
})

test('an end user is found by the id of the server', async () => {
  const { mock, dify } = await start()
  const { createdBy } = await dify.files.upload(new TextEncoder().encode('x'), {
    name: 'a.txt',
    mimeType: 'text/plain',
  })
  expect(await dify.app.endUser(createdBy ?? '')).toMatchObject({
    id: createdBy,
    externalUserId: 'user-123',
    type: 'service-api',
    isAnonymous: false,
  })
  const nobody = '00000000-0000-4000-8000-000000000000'
  await expect(dify.app.endUser(nobody)).rejects.toMatchObject({ code: 'end_user_not_found' })
  expect(mock.deviations).toEqual([])
})
