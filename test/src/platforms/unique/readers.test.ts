import { describe, expect, test } from 'vitest'
import { fromWireMessage } from '../../../../src/platforms/unique/chat-message.ts'
import { classifyContent } from '../../../../src/platforms/unique/classify-content.ts'
import { fromWireContent } from '../../../../src/platforms/unique/content.ts'
import { fromWireReferences } from '../../../../src/platforms/unique/content-reference.ts'

const at = (second: number) => new Date(Date.UTC(2025, 0, 15, 9, 0, second))
const iso = (second: number) => at(second).toISOString()

describe('classifyContent', () => {
  // The whole table of the specification, 3.4.
  test.each([
    ['image', 'jpg jpeg jpe png gif bmp webp tif tiff svg'],
    ['document', 'pdf doc docx dotx xls xlsx ppt pptx csv htm html md markdown txt json'],
    [undefined, 'zip xml eml msg heic mp4 vtt xyz'],
  ])('%s: %s', (expected, extensions) => {
    for (const extension of extensions.split(' ')) {
      expect(classifyContent(`a.b.${extension}`), extension).toBe(expected)
      expect(classifyContent(`A.${extension.toUpperCase()}`), extension).toBe(expected)
    }
  })

  test.each(['', 'pdf', '.pdf', 'a.', 'report.pdf : 1,2'])('knows nothing about %j', (key) => {
    expect(classifyContent(key)).toBeUndefined()
  })
})

describe('fromWireMessage', () => {
  test('reads every field', () => {
    expect(
      fromWireMessage({
        id: 'm',
        object: 'message',
        chatId: 'c',
        role: 'USER',
        text: 't',
        originalText: 'o',
        references: [
          { name: 'n', url: 'u', sequenceNumber: 1, sourceId: 's', source: 'x', description: 'd', originalIndex: [0] },
        ],
        debugInfo: { a: 1 },
        createdAt: iso(1),
        updatedAt: iso(2),
        completedAt: iso(3),
        startedStreamingAt: iso(4),
        stoppedStreamingAt: iso(5),
        userAbortedAt: iso(6),
      }),
    ).toEqual({
      id: 'm',
      chatId: 'c',
      role: 'user',
      content: 't',
      originalContent: 'o',
      references: [
        { name: 'n', url: 'u', sequenceNumber: 1, sourceId: 's', source: 'x', description: 'd', originalIndex: [0] },
      ],
      debugInfo: { a: 1 },
      createdAt: at(1),
      updatedAt: at(2),
      completedAt: at(3),
      startedStreamingAt: at(4),
      stoppedStreamingAt: at(5),
      userAbortedAt: at(6),
    })
  })

  test('leaves out what is null, and keeps an empty text', () => {
    expect(
      fromWireMessage({ id: 'm', chatId: 'c', role: 'assistant', text: '', originalText: null, createdAt: null }),
    ).toEqual({
      id: 'm',
      chatId: 'c',
      role: 'assistant',
      content: '',
      references: [],
    })
  })

  test.each([null, [], 'm', {}, { id: 1 }])('%j is no message', (value) => {
    expect(fromWireMessage(value)).toBeUndefined()
  })
})

test('fromWireContent reads every field, and no address that carries a key', () => {
  expect(
    fromWireContent({
      object: 'content',
      id: 'i',
      key: 'k',
      title: 't',
      url: 'u',
      description: 'd',
      mimeType: 'm',
      byteSize: 0,
      metadata: { a_b: 1 },
      ingestionState: 'FINISHED',
      createdAt: iso(1),
      updatedAt: iso(2),
      readUrl: 'r?key=1',
      writeUrl: 'w?key=1',
      pdfPreviewWriteUrl: 'p?key=1',
    }),
  ).toEqual({
    id: 'i',
    key: 'k',
    title: 't',
    url: 'u',
    description: 'd',
    mimeType: 'm',
    byteSize: 0,
    metadata: { a_b: 1 },
    ingestionState: 'FINISHED',
    createdAt: at(1),
    updatedAt: at(2),
  })
})

test('fromWireReferences reads what old and new servers send', () => {
  expect(fromWireReferences(null)).toEqual([])
  expect(
    fromWireReferences([{ name: 'n', sequenceNumber: 2, sourceId: 's', source: 'x', url: null, description: '' }]),
  ).toEqual([{ name: 'n', sequenceNumber: 2, sourceId: 's', source: 'x' }])
})
