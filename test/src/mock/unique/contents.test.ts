import { describe, expect, test } from 'vitest'
import { createMock, type Mock } from '../../../../src/mock/index.ts'
import { listen, type Send, uniqueClient, uniqueHeaders } from '../clients.ts'

const PNG = Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0, 255, 10, 13])
const BLOB = { 'X-Ms-Blob-Content-Type': 'text/plain', 'X-Ms-Blob-Type': 'BlockBlob' }

async function start(): Promise<{ mock: Mock; send: Send; chatId: string; uploads: { id: string }[] }> {
  const mock = createMock({
    scenario: {
      user: [
        {
          text: 'Look.',
          uploads: [
            { name: 'Bild ä.png', mimeType: 'image/png', bytes: PNG },
            { name: 'notes.txt', mimeType: 'text/plain', bytes: 'Some notes' },
          ],
        },
      ],
    },
  })
  const { payload } = await (await listen(mock)).next()
  return { mock, send: uniqueClient(mock), chatId: payload.chatId, uploads: payload.additionalParameters.uploadedFiles }
}

async function put(mock: Mock, url: string, body: BodyInit | null, headers: Record<string, string>) {
  return mock.fetch(url, { method: 'PUT', body, headers })
}

async function upload(mock: Mock, send: Send, place: object, bytes: Uint8Array | string, name = 'document.txt') {
  const input = { key: name, title: name, mimeType: 'text/plain', metadata: {} }
  const first = await send('POST', '/content/upsert', { input, ...place, fileUrl: null })
  const stored = await put(mock, first.body.writeUrl, bytes as BodyInit, BLOB)
  const byteSize = new Blob([bytes as BlobPart]).size
  const ingestionConfig = { uniqueIngestionMode: 'SKIP_INGESTION' }
  const second = await send('POST', '/content/upsert', {
    input: { ...input, byteSize, ingestionConfig },
    ...place,
    fileUrl: first.body.readUrl,
  })
  return { first, stored, second }
}

test('stores an upload of three requests, byte for byte', async () => {
  const { mock, send, chatId } = await start()
  const bytes = Uint8Array.from({ length: 300 }, (_, index) => index % 256)
  const { first, stored, second } = await upload(mock, send, { chatId }, bytes)
  expect([first.status, stored.status, second.status]).toEqual([201, 201, 201])
  expect(first.body).toMatchObject({ object: 'content', key: 'document.txt', mimeType: 'text/plain' })
  expect(first.body.byteSize).toBeUndefined()
  expect(second.body).toMatchObject({ id: first.body.id, byteSize: 300 })

  const file = await mock.fetch(`http://localhost:8092/public/content/${first.body.id}/file?chatId=${chatId}`, {
    headers: uniqueHeaders(mock),
  })
  expect(new Uint8Array(await file.arrayBuffer())).toEqual(bytes)
  expect(file.headers.get('content-type')).toBe('text/plain')
  expect(file.headers.get('content-length')).toBe('300')
  expect(mock.deviations).toEqual([])
})

test('stays empty when the third request is left out', async () => {
  const { mock, send, chatId } = await start()
  const input = { key: 'a.txt', title: 'a.txt', mimeType: 'text/plain', metadata: {} }
  const { body } = await send('POST', '/content/upsert', { input, chatId })
  await put(mock, body.writeUrl, 'Hello', BLOB)
  expect((await send('GET', `/content/${body.id}/file?chatId=${chatId}`)).body).toBe('')
  const found = await send('POST', '/content/search', { where: { id: { equals: body.id } }, chatId })
  expect(found.body).toEqual([])
})

test('a second upload of the same name replaces the first', async () => {
  const { mock, send, chatId } = await start()
  const before = await upload(mock, send, { chatId }, 'one')
  const after = await upload(mock, send, { chatId }, 'three')
  expect(after.first.body.id).toBe(before.first.body.id)
  expect((await send('GET', `/content/${after.first.body.id}/file?chatId=${chatId}`)).body).toBe('three')
  // The old URL has been taken back.
  expect((await put(mock, before.first.body.writeUrl, 'two', BLOB)).status).toBe(403)
})

describe('the blob storage refuses', () => {
  test.each([
    ['a wrong key', 'key=x', 'Hi', BLOB, 403],
    ['no blob type', '', 'Hi', { 'X-Ms-Blob-Content-Type': 'text/plain' }, 400],
    ['another blob type', '', 'Hi', { ...BLOB, 'X-Ms-Blob-Type': 'PageBlob' }, 400],
    ['a body of unknown length', '', 'Hi', { ...BLOB, 'Transfer-Encoding': 'chunked' }, 411],
  ])('%s', async (_name, query, body, headers, status) => {
    const { mock, send, chatId } = await start()
    const input = { key: 'a.txt', title: 'a.txt', mimeType: 'text/plain', metadata: {} }
    const { writeUrl } = (await send('POST', '/content/upsert', { input, chatId })).body
    const url = query === '' ? writeUrl : writeUrl.replace(/key=.*/, query)
    const reply = await put(mock, url, body, headers)
    expect(reply.status).toBe(status)
    expect(await reply.text()).toContain('<Error><Code>')
  })
})

test('a key sent to the blob storage is accepted, and a deviation', async () => {
  const { mock, send, chatId } = await start()
  const input = { key: 'a.txt', title: 'a.txt', mimeType: 'text/plain', metadata: {} }
  const { writeUrl } = (await send('POST', '/content/upsert', { input, chatId })).body
  expect((await put(mock, writeUrl, 'Hi', { ...BLOB, Authorization: 'Bearer ukey' })).status).toBe(201)
  expect(mock.deviations).toMatchObject([{ where: 'header', field: 'authorization' }])
  expect(JSON.stringify(mock.requests)).not.toContain('ukey')
})

describe('upsert', () => {
  const INPUT = { key: 'a.txt', title: 'a.txt', mimeType: 'text/plain', metadata: {} }

  test.each([
    ['neither chat nor folder', { input: INPUT }, 400],
    ['an unknown chat', { input: INPUT, chatId: 'chat_x' }, 404],
    ['no key', { input: { ...INPUT, key: undefined }, scopeId: 'scope_a' }, 400],
    ['null for versioningEnabled', { input: INPUT, scopeId: 'scope_a', versioningEnabled: null }, 400],
    [
      'an unknown ingestion mode',
      { input: { ...INPUT, ingestionConfig: { uniqueIngestionMode: 'SKIP' } }, scopeId: 's' },
      400,
    ],
    ['a fileUrl of nobody', { input: INPUT, scopeId: 'scope_a', fileUrl: 'https://example.com/a.txt' }, 400],
  ])('refuses %s', async (_name, body, status) => {
    const { send } = await start()
    expect((await send('POST', '/content/upsert', body)).status).toBe(status)
  })

  test('notices a size that is not that of the bytes', async () => {
    const { mock, send } = await start()
    const first = await send('POST', '/content/upsert', { input: INPUT, scopeId: 'scope_a' })
    await put(mock, first.body.writeUrl, 'Hello', BLOB)
    const input = { ...INPUT, byteSize: 4 }
    expect(
      (await send('POST', '/content/upsert', { input, scopeId: 'scope_a', fileUrl: first.body.readUrl })).status,
    ).toBe(201)
    expect(mock.deviations).toMatchObject([{ where: 'body', field: 'input.byteSize' }])
  })
})

describe('download', () => {
  test('names the file in both forms', async () => {
    const { send, chatId, uploads } = await start()
    const { headers } = await send('GET', `/content/${uploads[0]?.id}/file?chatId=${chatId}`)
    expect(headers.get('content-disposition')).toBe(
      `attachment; filename="Bild _.png"; filename*=UTF-8''Bild%20%C3%A4.png`,
    )
  })

  test.each([
    ['of a chat without its chat', (id: string) => `/content/${id}/file`, {}, 404],
    ['through an unknown chat', (id: string) => `/content/${id}/file?chatId=chat_x`, {}, 404],
    ['of nothing', (_id: string, chat: string) => `/content/cont_x/file?chatId=${chat}`, {}, 404],
    ['as another user', (id: string, chat: string) => `/content/${id}/file?chatId=${chat}`, { 'x-user-id': '1' }, 403],
    [
      'as another company',
      (id: string, chat: string) => `/content/${id}/file?chatId=${chat}`,
      { 'x-company-id': '1' },
      404,
    ],
    ['without a key', (id: string, chat: string) => `/content/${id}/file?chatId=${chat}`, { Authorization: '' }, 401],
  ])('refuses a file %s', async (_name, path, headers, status) => {
    const { send, chatId, uploads } = await start()
    expect((await send('GET', path(uploads[0]?.id ?? '', chatId), undefined, headers)).status).toBe(status)
  })

  test('needs no chat for a file of a folder', async () => {
    const { mock, send } = await start()
    const { first } = await upload(mock, send, { scopeId: 'scope_a' }, 'Hello')
    expect((await send('GET', `/content/${first.body.id}/file`)).body).toBe('Hello')
  })
})

describe('search', () => {
  test.each<[string, object, string[]]>([
    ['everything of the chat', { ownerId: { equals: 'CHAT' } }, ['Bild ä.png', 'notes.txt']],
    ['a plain value', { key: 'notes.txt' }, ['notes.txt']],
    ['contains', { key: { contains: 'otes' } }, ['notes.txt']],
    ['contains, case counts', { key: { contains: 'NOTES' } }, []],
    ['contains, case does not count', { key: { contains: 'NOTES', mode: 'insensitive' } }, ['notes.txt']],
    ['startsWith and endsWith', { key: { startsWith: 'n', endsWith: '.txt' } }, ['notes.txt']],
    ['in', { key: { in: ['notes.txt', 'other'] } }, ['notes.txt']],
    ['notIn', { key: { notIn: ['notes.txt'] } }, ['Bild ä.png']],
    ['gt', { key: { gt: 'n' } }, ['notes.txt']],
    ['lte', { key: { lte: 'n' } }, ['Bild ä.png']],
    ['not a value', { key: { not: 'notes.txt' } }, ['Bild ä.png']],
    ['not a filter', { key: { not: { endsWith: '.txt' } } }, ['Bild ä.png']],
    ['null', { url: null }, ['Bild ä.png', 'notes.txt']],
    ['not null', { url: { not: null } }, []],
    ['AND', { AND: [{ key: { contains: 'n' } }, { title: { contains: 'notes' } }] }, ['notes.txt']],
    ['OR', { OR: [{ key: 'notes.txt' }, { key: 'Bild ä.png' }] }, ['Bild ä.png', 'notes.txt']],
    ['NOT', { NOT: [{ key: 'notes.txt' }] }, ['Bild ä.png']],
    ['another owner', { ownerId: { equals: 'chat_x' } }, []],
  ])('by %s', async (_name, where, keys) => {
    const { mock, send, chatId } = await start()
    const sent = JSON.parse(JSON.stringify({ where, chatId, includeFailedContent: false }).replace('CHAT', chatId))
    const { status, body } = await send('POST', '/content/search', sent)
    expect(status).toBe(200)
    expect(body.map(({ key }: { key: string }) => key)).toEqual(keys)
    expect(mock.deviations).toEqual([])
  })

  test.each([
    ['a field that does not exist', { owner: { equals: 'x' } }, 'where.owner'],
    ['an operator that does not exist', { key: { like: 'x' } }, 'where.key.like'],
    ['a mode that does not exist', { key: { contains: 'x', mode: 'loose' } }, 'where.key.mode'],
    ['a number', { AND: [{ key: { equals: 5 } }] }, 'where.AND[0].key.equals'],
  ])('refuses %s', async (_name, where, field) => {
    const { mock, send, chatId } = await start()
    expect((await send('POST', '/content/search', { where, chatId })).status).toBe(400)
    expect(mock.deviations).toMatchObject([{ where: 'body', field }])
  })

  test('shows what was ingested', async () => {
    const { send, chatId } = await start()
    const { body } = await send('POST', '/content/search', { where: { key: 'notes.txt' }, chatId })
    expect(body).toMatchObject([
      {
        key: 'notes.txt',
        title: 'notes.txt',
        url: null,
        mimeType: 'text/plain',
        ingestionState: 'FINISHED',
        metadata: { key: 'notes.txt', mimeType: 'text/plain' },
        chunks: [{ text: 'Some notes', startPage: 1, endPage: 1, order: 0 }],
      },
    ])
  })

  test('does not see what another user uploaded', async () => {
    const { send } = await start()
    const { body } = await send('POST', '/content/search', { where: {} }, { 'x-user-id': '1' })
    expect(body).toEqual([])
  })
})
