import { describe, expect, test } from 'vitest'
import { createMock, type DifyAppSettings, type Model } from '../../../../src/mock/index.ts'
import { difyClient, readFrames, type Send } from '../clients.ts'

const USER = 'user-123'
const NOBODY = '00000000-0000-4000-8000-000000000000'

function start(dify: Partial<DifyAppSettings> = {}, model?: Model) {
  const mock = createMock({ scenario: { dify, ...(model && { model }) } })
  const send = difyClient(mock)
  const chat = async (query: string, more: object = {}) =>
    (await send('POST', '/chat-messages', { inputs: {}, query, user: USER, ...more })).body
  return { mock, send, chat }
}

describe('stop', () => {
  const model: Model = () => ({ deltas: ['Once ', 'upon '], untilStopped: true })
  const body = { inputs: {}, query: 'Tell', user: USER, response_mode: 'streaming' }

  /** Starts a story without end and hands out the stream and its task. */
  async function startStory(mode: DifyAppSettings['mode']) {
    const { mock, send } = start({ mode }, model)
    const response = await mock.fetch('http://localhost/v1/chat-messages', {
      method: 'POST',
      headers: { Authorization: 'Bearer app-key', 'Content-Type': 'application/json' },
      body: JSON.stringify(body),
    })
    const reader = response.body?.getReader()
    const decoder = new TextDecoder()
    let text = ''
    while (!text.includes('upon')) text += decoder.decode((await reader?.read())?.value)
    const rest = async () => {
      for (let part = await reader?.read(); part && !part.done; part = await reader?.read())
        text += decoder.decode(part.value)
      return readFrames(text)
    }
    const task = readFrames(text).find((frame) => frame.task_id).task_id
    return { mock, send, rest, task }
  }

  test('ends the stream with what there is of the answer, and stores it', async () => {
    const { mock, send, rest, task } = await startStory('chat')
    expect(mock.transcript()).toEqual(['user: Tell'])
    // Silent where there is nothing to stop, or for another user (Dify specification 3.2).
    for (const [id, user] of [
      ['nothing', USER],
      [task, 'other'],
    ] as const) {
      expect((await send('POST', `/chat-messages/${id}/stop`, { user })).body).toEqual({ result: 'success' })
    }
    expect(mock.transcript()).toHaveLength(1)
    expect((await send('POST', `/chat-messages/${task}/stop`, { user: USER })).body).toEqual({ result: 'success' })
    const frames = await rest()
    expect(frames.map(({ event }) => event)).toEqual(['message', 'message', 'message_end'])
    const { conversation_id } = frames[0]
    const history = await send('GET', `/messages?user=${USER}&conversation_id=${conversation_id}`)
    expect(history.body.data).toMatchObject([{ answer: 'Once upon ', status: 'normal' }])
    expect(mock.transcript().at(-1)).toBe('assistant: Once upon')
    expect((await send('POST', `/chat-messages/${task}/stop`, { user: USER })).status).toBe(200)
  })

  test('ends a chatflow as stopped', async () => {
    const { send, rest, task } = await startStory('advanced-chat')
    await send('POST', `/chat-messages/${task}/stop`, { user: USER })
    expect((await rest()).slice(-2)).toMatchObject([
      { event: 'workflow_finished', data: { status: 'stopped', error: 'Stopped by user.' } },
      { event: 'message_end' },
    ])
  })

  test('needs a user', async () => {
    const { status, body } = await start().send('POST', '/chat-messages/x/stop', {})
    expect([status, body.message]).toEqual([400, 'Arg user must be provided.'])
  })
})

describe('suggested questions', () => {
  test('follow from the message', async () => {
    const { send, chat } = start()
    const { id } = await chat('Why is the sea blue?')
    const { status, body } = await send('GET', `/messages/${id}/suggested?user=${USER}`)
    expect([status, body.result, body.data.length]).toEqual([200, 'success', 3])
    expect(body.data[1]).toBe('Can you say more about "Why is the sea blue?"?')
  })

  test.each([
    ['without user', '', {}, 400, 'invalid_param'],
    ['of another user', '?user=other', {}, 404, 'not_found'],
    ['switched off', `?user=${USER}`, { suggestedQuestionsAfterAnswer: false }, 400, 'bad_request'],
  ])('are refused %s', async (_name, query, settings, status, code) => {
    const { send, chat } = start(settings)
    const { id } = await chat('Why?')
    const reply = await send('GET', `/messages/${id}/suggested${query}`)
    expect([reply.status, reply.body.code]).toEqual([status, code])
  })
})

describe('files', () => {
  const form = (fill: (form: FormData) => void) => {
    const data = new FormData()
    fill(data)
    return data
  }
  const file = (name = 'notes.txt', type = 'text/plain', bytes: BlobPart = 'Hello') => new File([bytes], name, { type })

  test('are uploaded, used and seen, byte for byte', async () => {
    const { mock, send } = start({}, ({ files }) => `${files[0]?.name} ${new TextDecoder().decode(files[0]?.bytes)}`)
    const bytes = Uint8Array.from([72, 105, 13, 10, 45, 45, 255, 0, 13, 10, 33])
    const uploaded = await send(
      'POST',
      '/files/upload',
      form((data) => {
        data.append('file', file('Grüße "1".txt', 'text/plain', bytes))
        data.append('user', USER)
      }),
    )
    expect(uploaded.status).toBe(201)
    expect(uploaded.body).toMatchObject({ name: 'Grüße "1".txt', size: 11, extension: 'txt', mime_type: 'text/plain' })
    const { id } = uploaded.body
    expect((await send('GET', `/files/${id}/preview`)).body).toMatchObject({ code: 'file_not_found', status: 404 })

    const files = [{ type: 'document', transfer_method: 'local_file', upload_file_id: id }]
    const foreign = await send('POST', '/chat-messages', { inputs: {}, query: 'Read', user: 'other', files })
    expect(foreign.body).toMatchObject({ code: 'invalid_param', message: 'Invalid upload file' })
    const reply = await send('POST', '/chat-messages', { inputs: {}, query: 'Read', user: USER, files })
    expect(reply.body.answer).toBe(`Grüße "1".txt ${new TextDecoder().decode(bytes)}`)
    expect(mock.transcript()[1]).toBe('  + document Grüße "1".txt (text/plain, 11 bytes)')

    const { source_url } = uploaded.body
    const opened = await mock.fetch(source_url)
    expect(new Uint8Array(await opened.arrayBuffer())).toEqual(bytes)
    expect((await mock.fetch(source_url.replace('sign_', 'sign_x'))).status).toBe(404)

    const preview = await mock.fetch(`http://localhost/v1/files/${id}/preview`, {
      headers: { Authorization: 'Bearer app-key' },
    })
    expect(new Uint8Array(await preview.arrayBuffer())).toEqual(bytes)
    expect(preview.headers.get('content-type')).toBe('text/plain')
    const attachment = await send('GET', `/files/${id}/preview?as_attachment=true`)
    expect(attachment.headers.get('content-disposition')).toBe(
      "attachment; filename*=UTF-8''Gr%C3%BC%C3%9Fe%20%221%22.txt",
    )
    const other = await send('GET', `/files/${id}/preview`, undefined, { Authorization: 'Bearer app-2' })
    expect([other.status, other.body.code]).toEqual([403, 'file_access_denied'])
    expect(mock.deviations).toEqual([])
  })

  const part = (head: string, body = 'Hello') => `--B\r\nContent-Disposition: form-data; ${head}\r\n\r\n${body}\r\n`
  const TYPED = 'filename="a.txt"\r\nContent-Type: text/plain'

  // In this order: each row breaks what the next ones break as well, where it can (Dify specification 5.1).
  test.each<[string, string, number, string]>([
    ['nothing', '', 400, 'no_file_uploaded'],
    ['a text field in place of a file', part('name="file"'), 400, 'no_file_uploaded'],
    ['a file of another name', part(`name="data"; ${TYPED}`), 400, 'no_file_uploaded'],
    ['two files', part('name="file"; filename="a/b"') + part(`name="more"; ${TYPED}`), 400, 'too_many_files'],
    ['no type', part('name="file"; filename="a/b.txt"'), 415, 'unsupported_file_type'],
    ['an empty name', part('name="file"; filename=""\r\nContent-Type: text/plain'), 400, 'filename_not_exists_error'],
    ['a path', part('name="file"; filename="a/b.txt"\r\nContent-Type: text/plain'), 400, 'invalid_param'],
    ['too much', part(`name="file"; ${TYPED}`, 'x'.repeat(15 * 1024 * 1024 + 1)), 413, 'file_too_large'],
    ['nothing wrong', part(`name="file"; ${TYPED}`), 201, ''],
  ])('are checked: %s', async (_name, body, status, code) => {
    const { send } = start()
    const bytes = new TextEncoder().encode(`${body}--B--\r\n`)
    const reply = await send('POST', '/files/upload', bytes, { 'Content-Type': 'multipart/form-data; boundary=B' })
    expect([reply.status, reply.body.code ?? '']).toEqual([status, code])
    if (status === 413) expect(reply.body.message).toBe('')
  })

  test('other fields are noticed', async () => {
    const { mock, send } = start()
    await send(
      'POST',
      '/files/upload',
      form((data) => {
        data.append('file', file())
        data.append('purpose', 'test')
      }),
    )
    expect(mock.deviations).toMatchObject([{ where: 'form', field: 'purpose' }])
    expect(mock.requests[0]?.body).toEqual({
      fields: { purpose: 'test' },
      files: [{ name: 'file', filename: 'notes.txt', mimeType: 'text/plain', bytes: 5 }],
    })
  })
})

describe('conversations', () => {
  async function three(): Promise<{ send: Send; ids: string[] }> {
    const { send, chat } = start()
    const ids: string[] = []
    for (const query of ['One', 'Two', 'Three']) ids.push((await chat(query)).conversation_id)
    await chat('One again', { conversation_id: ids[0] })
    return { send, ids }
  }

  test.each<[string, number[]]>([
    ['', [0, 2, 1]],
    ['&sort_by=updated_at', [1, 2, 0]],
    ['&sort_by=created_at', [0, 1, 2]],
    ['&sort_by=-created_at', [2, 1, 0]],
    // The official client's wrong cursor is ignored.
    [`&first_id=${NOBODY}&pinned=true`, [0, 2, 1]],
  ])('are listed by user, ordered%s', async (query, order) => {
    const { send, ids } = await three()
    const { body } = await send('GET', `/conversations?user=${USER}${query}`)
    expect(body).toMatchObject({ limit: 20, has_more: false })
    expect(body.data.map(({ id }: { id: string }) => ids.indexOf(id))).toEqual(order)
    expect(Object.keys(body.data[0])).toEqual([
      'id',
      'name',
      'inputs',
      'status',
      'introduction',
      'created_at',
      'updated_at',
    ])
  })

  test('have inputs that are texts, for clients that take them for texts', async () => {
    const { send } = await three()
    const { body } = await send('GET', `/conversations?user=${USER}`)
    const values = Object.values(body.data[0].inputs)
    expect(values.length).toBeGreaterThan(5)
    expect(values.filter((value) => typeof value !== 'string')).toEqual([])
  })

  test('are listed page by page', async () => {
    const { send, ids } = await three()
    const seen: string[] = []
    for (let cursor = '', more = true; more; ) {
      const { body } = await send('GET', `/conversations?user=${USER}&limit=1&last_id=${cursor}&sort_by=created_at`)
      seen.push(...body.data.map(({ id }: { id: string }) => id))
      cursor = body.data.at(-1).id
      more = body.has_more
    }
    expect(seen).toEqual(ids)
  })

  test.each([
    ['limit=0', 400, 'invalid_param'],
    ['limit=101', 400, 'invalid_param'],
    ['limit=many', 400, 'invalid_param'],
    ['sort_by=name', 400, 'invalid_param'],
    ['last_id=x', 400, 'invalid_param'],
    [`last_id=${NOBODY}`, 404, 'not_found'],
  ])('refuse %s', async (query, status, code) => {
    const reply = await start().send('GET', `/conversations?user=${USER}&${query}`)
    expect([reply.status, reply.body.code]).toEqual([status, code])
  })

  test('get a title from the first question, unless told not to', async () => {
    const { send, chat } = start()
    const long = 'A question that is quite a bit longer than fifty characters'
    await chat(long)
    await chat('Short', { auto_generate_name: false })
    const { body } = await send('GET', `/conversations?user=${USER}&sort_by=created_at`)
    expect(body.data.map(({ name }: { name: string }) => name)).toEqual([`${long.slice(0, 47)}...`, 'New conversation'])
  })

  test.each<[string, object, number, string | undefined]>([
    ['a name', { name: 'Sea', user: USER }, 200, 'Sea'],
    ['the first question', { name: null, auto_generate: true, user: USER }, 200, 'One'],
    ['no name', { name: null, user: USER }, 400, undefined],
    ['a blank name', { name: ' ', user: USER }, 400, undefined],
    ["another user's", { name: 'Sea', user: 'other' }, 404, undefined],
  ])('are renamed: %s', async (_name, body, status, name) => {
    const { send, ids } = await three()
    const reply = await send('POST', `/conversations/${ids[0]}/name`, body)
    expect([reply.status, reply.body.name]).toEqual([status, name])
  })

  test('are deleted once', async () => {
    const { send, ids } = await three()
    const path = `/conversations/${ids[0]}`
    expect((await send('DELETE', path)).body.code).toBe('unsupported_media_type')
    expect((await send('DELETE', path, { user: 'other' })).status).toBe(404)
    expect(await send('DELETE', path, { user: USER })).toMatchObject({ status: 204, body: '' })
    expect((await send('DELETE', path, { user: USER })).body.message).toBe('Conversation Not Exists.')
    expect((await send('GET', `/messages?user=${USER}&conversation_id=${ids[0]}`)).status).toBe(404)
  })
})

describe('messages', () => {
  async function five() {
    const { send, chat } = start()
    const first = await chat('1')
    const conversation_id = first.conversation_id
    const ids = [first.id]
    for (const query of ['2', '3', '4', '5']) ids.push((await chat(query, { conversation_id })).id)
    return { send, ids, list: `/messages?user=${USER}&conversation_id=${conversation_id}` }
  }

  test('go back in time page by page, and each page forth', async () => {
    const { send, list, ids } = await five()
    const pages: string[][] = []
    for (let cursor = '', more = true; more; ) {
      const { body } = await send('GET', `${list}&limit=2&first_id=${cursor}`)
      pages.push(body.data.map(({ query }: { query: string }) => query))
      cursor = body.data[0].id
      more = body.has_more
    }
    expect(pages).toEqual([['4', '5'], ['2', '3'], ['1']])
    const { body } = await send('GET', list)
    expect(body.data.map((row: { parent_message_id: string | null }) => row.parent_message_id)).toEqual([
      null,
      ...ids.slice(0, 4),
    ])
  })

  test.each([
    ['/messages', 400, 'invalid_param'],
    ['/messages?conversation_id=x', 400, 'invalid_param'],
    [`/messages?conversation_id=${NOBODY}`, 404, 'not_found'],
    ['/messages?conversation_id=', 200, undefined],
  ])('%s', async (path, status, code) => {
    const reply = await start().send('GET', path)
    expect([reply.status, reply.body.code]).toEqual([status, code])
  })

  test('an unknown cursor is refused', async () => {
    const { send, list } = await five()
    expect((await send('GET', `${list}&first_id=${NOBODY}`)).body.message).toBe('First Message Not Exists.')
  })
})

test('feedback is created, overwritten and revoked', async () => {
  const { send, chat } = start()
  const { id, conversation_id } = await chat('Hello')
  const rate = async (body: object) => (await send('POST', `/messages/${id}/feedbacks`, { user: USER, ...body })).body
  const list = async () => (await send('GET', '/app/feedbacks?limit=101')).body.data
  expect(await rate({ rating: null })).toMatchObject({ message: 'rating cannot be None when feedback not exists' })
  expect(await rate({ rating: 'like', content: 'Good' })).toEqual({ result: 'success' })
  expect(await list()).toMatchObject([
    { message_id: id, conversation_id, rating: 'like', content: 'Good', from_source: 'user' },
  ])
  await rate({ rating: 'dislike' })
  expect(await list()).toMatchObject([{ rating: 'dislike', content: null }])
  const shown = await send('GET', `/messages?user=${USER}&conversation_id=${conversation_id}`)
  expect(shown.body.data[0].feedback).toEqual({ rating: 'dislike' })
  await rate({})
  expect(await list()).toEqual([])
  expect((await send('POST', `/messages/${id}/feedbacks`, { user: 'other', rating: 'like' })).status).toBe(404)
  expect((await send('GET', '/app/feedbacks?limit=102')).status).toBe(400)
})

test('an app says what it is', async () => {
  const { mock, send } = start({ name: 'Guide', mode: 'advanced-chat' })
  const info = await send('GET', '/info')
  expect(info.body).toEqual({
    name: 'Guide',
    description: 'An app of the mock platform.',
    tags: ['mock'],
    mode: 'advanced-chat',
    author_name: 'Mock',
  })
  const { body } = await send('GET', '/parameters')
  expect(body.user_input_form.flatMap(Object.keys)).toHaveLength(9)
  expect(body).toMatchObject({
    suggested_questions_after_answer: { enabled: true },
    file_upload: { enabled: true, image: { enabled: true } },
    system_parameters: { file_size_limit: 15 },
  })
  expect((await send('GET', '/meta')).body).toEqual({ tool_icons: {} })
  expect((await send('GET', '/site')).body).toMatchObject({ title: 'Guide', icon_type: 'emoji' })
  expect(mock.deviations).toEqual([])
})

test('an app that is no chat says what it is, and does nothing else', async () => {
  const { send } = start({ mode: 'completion' })
  expect((await send('GET', '/info')).body.mode).toBe('completion')
  expect((await send('GET', `/conversations?user=${USER}`)).body.code).toBe('not_chat_app')
})
