import { inspect } from 'node:util'
import { describe, expect, test } from 'vitest'
import { ContentService, contentReference, type UploadOptions } from '../../../src/unique/index.ts'
import { type Answer, fakeFetch, json } from '../support/fake-fetch.ts'
import { manualClock } from '../support/manual-clock.ts'
import { chatEvent, testSettings } from '../support/unique.ts'

const UPSERT = 'https://gateway.example.com/public/chat/content/upsert'
const announced = {
  object: 'content',
  id: 'cont_1',
  key: 'document.txt',
  url: null,
  title: 'document.txt',
  description: null,
  mimeType: 'text/plain',
  metadata: null,
  readUrl: 'https://storage.example.com/cont_1?key=readsecret',
  writeUrl: 'https://storage.example.com/cont_1?key=writesecret',
}
const created = new Response(null, { status: 201 })
const bytes = new TextEncoder().encode('Hello, world!')
const target = { name: 'document.txt', mimeType: 'text/plain', chatId: 'chat_1' } as const

function service(answers: Answer[] = [json(announced), created, json(announced)], settings: object = {}) {
  const { fetch, requests } = fakeFetch(...answers)
  const { clock } = manualClock()
  return { content: ContentService.fromEvent(chatEvent(), testSettings({ fetch, clock, ...settings })), requests }
}

describe('upload', () => {
  test('makes the three requests of the specification', async () => {
    const { content, requests } = service()
    const uploaded = await content.upload(bytes, { ...target, skipIngestion: true })
    expect(requests.map(({ method, url }) => [method, url])).toEqual([
      ['POST', UPSERT],
      ['PUT', announced.writeUrl],
      ['POST', UPSERT],
    ])
    expect(requests[0]!.body).toEqual({
      input: { key: 'document.txt', title: 'document.txt', mimeType: 'text/plain', metadata: {} },
      chatId: 'chat_1',
    })
    expect(Object.fromEntries(requests[1]!.headers)).toEqual({
      'x-ms-blob-content-type': 'text/plain',
      'x-ms-blob-type': 'BlockBlob',
      'content-length': '13',
    })
    expect(requests[1]!.body).toEqual(bytes)
    expect(requests[2]!.body).toEqual({
      input: {
        key: 'document.txt',
        title: 'document.txt',
        mimeType: 'text/plain',
        byteSize: 13,
        ingestionConfig: { uniqueIngestionMode: 'SKIP_INGESTION' },
        metadata: {},
      },
      chatId: 'chat_1',
      fileUrl: announced.readUrl,
    })
    for (const request of [requests[0]!, requests[2]!]) expect(request.headers.get('x-user-id')).toBe('user_1')
    expect(uploaded).toEqual({ id: 'cont_1', key: 'document.txt', title: 'document.txt', mimeType: 'text/plain' })
  })

  // Where it goes, in the first and the third request: never both in the third.
  test.each([
    [{ chatId: 'c' }, { chatId: 'c' }, { chatId: 'c' }],
    [{ scopeId: 's' }, { scopeId: 's' }, { scopeId: 's' }],
    [{ chatId: 'c', scopeId: 's' }, { chatId: 'c', scopeId: 's' }, { chatId: 'c' }],
  ])('%o goes to %o, then %o', async (where, first, third) => {
    const { content, requests } = service()
    await content.upload(bytes, { name: 'a', ...where } as UploadOptions)
    const targetOf = (body: unknown) => {
      const { input: _, fileUrl: __, ...rest } = body as Record<string, unknown>
      return rest
    }
    expect(targetOf(requests[0]!.body)).toEqual(first)
    expect(targetOf(requests[2]!.body)).toEqual(third)
  })

  test.each([
    [{}, {}],
    [{ skipIngestion: false }, {}],
    [{ skipIngestion: true }, { uniqueIngestionMode: 'SKIP_INGESTION' }],
    [{ skipExcelIngestion: true, skipIngestion: true }, { uniqueIngestionMode: 'SKIP_EXCEL_INGESTION' }],
    [{ hideInChat: true }, { hideInChat: true }],
    [
      { ingestionConfig: { chunkMaxTokens: 5 }, hideInChat: true },
      { chunkMaxTokens: 5, hideInChat: true },
    ],
  ])('%o is the ingestion configuration %o', async (options, ingestionConfig) => {
    const { content, requests } = service()
    await content.upload(bytes, { ...target, ...options })
    expect(requests[2]!.body).toMatchObject({ input: { ingestionConfig } })
    expect((requests[2]!.body as { input: { ingestionConfig: object } }).input.ingestionConfig).toEqual(ingestionConfig)
  })

  test('metadata travels with the third request, and what was passed is left alone', async () => {
    const { content, requests } = service()
    const ingestionConfig = Object.freeze({})
    await content.upload(bytes, { ...target, metadata: { a: '1' }, ingestionConfig, hideInChat: true })
    expect(requests[0]!.body).toMatchObject({ input: { metadata: {} } })
    expect(requests[2]!.body).toMatchObject({ input: { metadata: { a: '1' } } })
    expect(ingestionConfig).toEqual({})
  })

  test.each([
    ['a view into a larger buffer', new Uint8Array([9, 1, 2, 9]).subarray(1, 3), 'application/octet-stream'],
    ['an ArrayBuffer', Uint8Array.of(1, 2).buffer, 'application/octet-stream'],
    ['a Blob', new Blob([Uint8Array.of(1, 2)], { type: 'image/png' }), 'image/png'],
    ['a stream', new Blob([Uint8Array.of(1, 2)]).stream(), 'application/octet-stream'],
  ])('takes %s', async (_, data, mimeType) => {
    const { content, requests } = service()
    await content.upload(data, { name: 'a', chatId: 'c' })
    expect(requests[1]!.body).toEqual(Uint8Array.of(1, 2))
    expect(requests[1]!.headers.get('content-length')).toBe('2')
    expect(requests[1]!.headers.get('x-ms-blob-content-type')).toBe(mimeType)
  })

  test('needs a place to go, before any request', async () => {
    const { content, requests } = service()
    await expect(content.upload(bytes, { name: 'a.txt' } as UploadOptions)).rejects.toMatchObject({
      name: 'ConfigurationError',
      code: 'missing_upload_target',
      message: 'The upload of a.txt needs a chatId or a scopeId: say where it should go.',
    })
    expect(requests).toHaveLength(0)
  })

  test.each([
    ['the first', [json({}, { status: 403 })], 1],
    ['the PUT', [json(announced), new Response('no', { status: 403 })], 2],
    ['the third', [json(announced), created, json({}, { status: 403 })], 3],
  ])('fails when %s is refused', async (_, answers, count) => {
    const { content, requests } = service(answers)
    await expect(content.upload(bytes, target)).rejects.toMatchObject({ name: 'PermissionDeniedError' })
    expect(requests).toHaveLength(count)
  })

  test('the bytes are sent again after a failure of the storage, the requests that create are not', async () => {
    const failed = json({}, { status: 503 })
    const { content, requests } = service([json(announced), failed, created, json(announced)])
    await content.upload(bytes, target)
    expect(requests.map(({ method }) => method)).toEqual(['POST', 'PUT', 'PUT', 'POST'])
    const refused = service([failed])
    await expect(refused.content.upload(bytes, target)).rejects.toMatchObject({ status: 503 })
    expect(refused.requests).toHaveLength(1)
  })

  test('signal and time limit hold for each request', async () => {
    const limits: number[] = []
    const record = (limit: number) => {
      limits.push(limit)
      return () => {}
    }
    const clock = { ...manualClock().clock, timer: record }
    const { content } = service(undefined, { clock })
    await content.upload(bytes, { ...target, timeout: 5 })
    expect(limits).toEqual([5, 5, 5])
    for (const count of [1, 2, 3]) {
      const aborting = new AbortController()
      const answers = [json(announced), created, json(announced)].map((answer, index) => () => {
        if (index === count - 1) aborting.abort()
        return answer.clone()
      })
      const call = service(answers)
      await expect(call.content.upload(bytes, { ...target, signal: aborting.signal })).rejects.toMatchObject({
        code: 'aborted',
      })
      expect(call.requests).toHaveLength(count)
    }
  })

  test.each(['writeUrl', 'readUrl', 'id'])('fails without a %s, and shows no address', async (field) => {
    const { content } = service([json({ ...announced, [field]: field === 'id' ? undefined : '' })])
    const error = await content.upload(bytes, target).catch((caught) => caught)
    expect(error).toMatchObject({ code: 'invalid_response' })
    expect(inspect(error, { depth: 9 })).not.toContain('secret')
  })

  test('no error shows the key of the address for the bytes', async () => {
    const { content } = service([json(announced), new Response('no', { status: 403 })])
    const error = await content.upload(bytes, target).catch((caught) => caught)
    expect(error.message).toBe('PUT https://storage.example.com/cont_1 answered 403 forbidden: the body is not JSON.')
    expect(inspect(error, { depth: 9, showHidden: true })).not.toContain('secret')
  })

  test('goes to another address inside a private network, with the key', async () => {
    const { content, requests } = service(undefined, { uploadBaseUrl: 'http://ingestion:8091/upload/' })
    await content.upload(bytes, target)
    expect(requests[1]!.url).toBe('http://ingestion:8091/upload?key=writesecret')
    expect(requests[2]!.body).toMatchObject({ fileUrl: announced.readUrl })
  })
})

describe('contentReference', () => {
  const content = { id: 'cont_1', key: 'a.txt' }

  test("is the vendor's own form", () => {
    expect(contentReference({ ...content, title: 'A' }, { sequenceNumber: 2 })).toEqual({
      name: 'A',
      url: 'unique://content/cont_1',
      sequenceNumber: 2,
      sourceId: 'cont_1',
      source: 'node-ingestion-chunks',
    })
  })

  test('is named after the file without a title, and as one likes', () => {
    expect(contentReference(content, { sequenceNumber: 1 }).name).toBe('a.txt')
    expect(contentReference(content, { sequenceNumber: 1, name: 'N', description: 'D' })).toMatchObject({
      name: 'N',
      description: 'D',
    })
  })
})
