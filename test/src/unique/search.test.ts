import { afterEach, describe, expect, test } from 'vitest'
import type { Mock, ScenarioDocument } from '../../../src/mock/index.ts'
import { ContentService, chunkReference, type FoundChunk } from '../../../src/unique/index.ts'
import { startChat } from './against-mock.ts'

let mock: Mock | undefined

const documents: ScenarioDocument[] = [
  {
    name: 'ships.txt',
    mimeType: 'text/plain',
    bytes: 'A ship floats.\n\nShips of iron float as well.\fA captain steers the ship.',
    folder: '/Sea/Ships',
    metadata: { year: 2024 },
  },
  {
    name: 'lakes.md',
    mimeType: 'text/markdown',
    bytes: 'No ship on this lake.',
    folder: '/Lakes',
    metadata: { year: 2025 },
  },
]

async function start(payload: Record<string, unknown> = {}) {
  const uploads = [{ name: 'note.txt', mimeType: 'text/plain', bytes: 'My ship is red.' }]
  const started = await startChat({ documents, user: [{ text: 'Ships?', uploads, payload }] })
  mock = started.mock
  return started
}

afterEach(() => {
  expect(mock?.deviations ?? []).toEqual([])
  mock?.close()
  mock = undefined
})

const texts = (chunks: readonly FoundChunk[]) => chunks.map(({ text }) => text)

describe('passages', () => {
  test('are found in folders, the best first', async () => {
    const { content } = await start()
    const chunks = await content.searchChunks('Who steers a ship?')
    expect(texts(chunks)).toEqual([
      'A captain steers the ship.',
      'A ship floats.',
      'Ships of iron float as well.',
      'No ship on this lake.',
    ])
    expect(chunks[0]).toMatchObject({
      id: expect.stringMatching(/^cont_/),
      chunkId: expect.stringMatching(/^chunk_/),
      key: 'ships.txt',
      startPage: 2,
      endPage: 2,
      score: 1,
      isStoredInternally: true,
    })
    expect(mock!.requests.at(-1)?.body).toEqual({
      searchString: 'Who steers a ship?',
      searchType: 'COMBINED',
      language: 'english',
    })
  })

  test.each<[string, Parameters<ContentService['searchChunks']>[1], string[]]>([
    ['so many', { limit: 1 }, ['A ship floats.']],
    ['the next page', { limit: 1, page: 2 }, ['Ships of iron float as well.']],
    ['by metadata', { metadataFilter: { path: ['year'], operator: 'equals', value: 2025 } }, ['No ship on this lake.']],
    [
      'by two conditions',
      {
        metadataFilter: {
          and: [
            { path: ['year'], operator: 'lessThan', value: 2025 },
            { or: [{ path: ['title'], operator: 'contains', value: 'SHIPS' }] },
          ],
        },
      },
      ['A ship floats.', 'Ships of iron float as well.', 'A captain steers the ship.'],
    ],
    ['nothing', { metadataFilter: { path: ['year'], operator: 'isNull' } }, []],
    ['by how well it fits', { scoreThreshold: 1.01 }, []],
  ])('are found %s', async (_, options, expected) => {
    const { content } = await start()
    expect(texts(await content.searchChunks('ship', options))).toEqual(expected)
  })

  test('are found in the chat, and there alone', async () => {
    const { content, event } = await start()
    const { chatId } = event.payload
    expect(texts(await content.searchChunks('red ship', { chatId }))).toContain('My ship is red.')
    expect(texts(await content.searchChunks('red ship', { chatId, chatOnly: true }))).toEqual(['My ship is red.'])
    await expect(content.searchChunks('ship', { chatOnly: true })).rejects.toMatchObject({ code: 'invalid_argument' })
  })

  test('of a folder and what is in it', async () => {
    const { content } = await start()
    const [chunk] = await content.searchChunks('captain')
    const scopeId = String(chunk?.metadata?.folderIdPath).replace(/^uniquepathid:\/\/([^/]+)\/.*$/, '$1')
    expect(texts(await content.searchChunks('ship', { scopeIds: [scopeId] }))).toHaveLength(3)
    const path = { path: ['folderIdPath'], operator: 'contains', value: scopeId }
    expect(texts(await content.searchChunks('ship', { metadataFilter: path }))).toHaveLength(3)
  })

  test('are searched where the event says, unless the call says otherwise', async () => {
    const { content } = await start({ metadataFilter: { path: ['year'], operator: 'equals', value: 2025 } })
    expect(texts(await content.searchChunks('ship'))).toEqual(['No ship on this lake.'])
    expect(texts(await content.searchChunks('ship', { metadataFilter: null }))).toHaveLength(4)
    expect(texts(await content.searchChunks('ship', { metadataFilter: {} }))).toHaveLength(4)
  })

  test('go into a completion as they are, and come back as references', async () => {
    const { chat, content } = await start()
    const contentChunks = await content.searchChunks('captain steers')
    const { message } = await chat.completeWithReferences({
      messages: [{ role: 'user', content: `[source0] ${contentChunks[0]?.text}` }],
      model: 'm',
      contentChunks,
    })
    expect(message.references[0]).toMatchObject({
      sequenceNumber: 1,
      sourceId: `${contentChunks[0]?.id}_${contentChunks[0]?.chunkId}`,
    })
    expect(JSON.stringify(mock!.requests.at(-1)?.body)).not.toContain('"score"')
  })
})

describe('contents', () => {
  test('are found by a filter, downloaded and deleted', async () => {
    const { content, settings } = await start()
    const [found, ...more] = await content.searchContents({ key: { endsWith: '.md' } })
    expect(more).toEqual([])
    const alone = ContentService.fromSettings(settings)
    expect(await alone.download(found!.id).text()).toBe('No ship on this lake.')
    await alone.delete(found!.id)
    expect(await alone.searchContents({ key: { endsWith: '.md' } })).toEqual([])
    await expect(alone.delete(found!.id)).rejects.toMatchObject({ name: 'NotFoundError' })
  })

  test('of a chat are deleted with its id', async () => {
    const { content, event } = await start()
    const { chatId } = event.payload
    const [note] = await content.searchContents({ ownerId: { equals: chatId } }, { chatId })
    await expect(content.delete(note!.id)).rejects.toMatchObject({ name: 'NotFoundError' })
    await content.delete(note!.id, { chatId })
    expect(await content.searchContents({ ownerId: { equals: chatId } }, { chatId })).toEqual([])
  })
})

const chunk = { id: 'cont_1', chunkId: 'chunk_1', key: 'a.pdf', isStoredInternally: true }

test.each([
  [{}, { name: 'a.pdf', url: 'unique://content/cont_1', sourceId: 'cont_1_chunk_1' }],
  [{ title: 'A', startPage: 3, endPage: 5 }, { name: 'A : 3,4,5' }],
  [{ startPage: 3 }, { name: 'a.pdf : 3' }],
  [{ key: 'a.pdf : 1,2', startPage: 3 }, { name: 'a.pdf : 1,2' }],
  [{ startPage: 1, endPage: 1e9 }, { name: `a.pdf : ${Array.from({ length: 20 }, (_, at) => at + 1).join(',')}` }],
  [{ url: 'https://example.com/a' }, { url: 'unique://content/cont_1' }],
  [{ url: 'https://example.com/a', isStoredInternally: false }, { url: 'https://example.com/a' }],
  [{ chunkId: '' }, { sourceId: 'cont_1' }],
])('the reference to a passage %j has %j', (changes, expected) => {
  const reference = chunkReference({ ...chunk, ...changes }, { sequenceNumber: 2 })
  expect(reference).toMatchObject({ sequenceNumber: 2, source: 'node-ingestion-chunks', ...expected })
})
