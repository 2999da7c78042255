import { expect, test } from 'vitest'
import { fromWireFiles } from '../../../../src/platforms/dify/reply-file.ts'
import { fromWireMetadata } from '../../../../src/platforms/dify/reply-metadata.ts'

test('fromWireMetadata reads every field of a citation', () => {
  const wire = {
    position: 1,
    dataset_id: 'a',
    dataset_name: 'b',
    document_id: 'c',
    document_name: 'd',
    data_source_type: 'e',
    segment_id: 'f',
    retriever_from: 'g',
    score: 0.5,
    hit_count: 2,
    word_count: 3,
    segment_position: 4,
    index_node_hash: 'h',
    content: 'i',
    summary: 'j',
    page: 5,
    title: 'k',
    doc_metadata: { a_b: 1 },
  }
  const resource = {
    position: 1,
    datasetId: 'a',
    datasetName: 'b',
    documentId: 'c',
    documentName: 'd',
    dataSourceType: 'e',
    segmentId: 'f',
    retrieverFrom: 'g',
    score: 0.5,
    hitCount: 2,
    wordCount: 3,
    segmentPosition: 4,
    indexNodeHash: 'h',
    content: 'i',
    summary: 'j',
    page: 5,
    title: 'k',
    documentMetadata: { a_b: 1 },
  }
  const nulls = Object.fromEntries(Object.keys(wire).map((name) => [name, null]))
  const usage = { prompt_tokens: 1, time_to_first_token: 0.1, time_to_generate: 0.2 }
  expect(fromWireMetadata({ retriever_resources: [wire, nulls], usage })).toEqual({
    retrieverResources: [resource, {}],
    usage: {
      promptTokens: 1,
      completionTokens: 0,
      totalTokens: 0,
      timeToFirstTokenSeconds: 0.1,
      timeToGenerateSeconds: 0.2,
    },
  })
})

test.each([undefined, null, {}, { usage: null, retriever_resources: null, annotation_reply: null }])(
  'metadata may be missing: %j',
  (value) => {
    expect(fromWireMetadata(value)).toEqual({ retrieverResources: [] })
  },
)

test('fromWireFiles reads every field', () => {
  const wire = {
    related_id: 'a',
    type: 'image',
    filename: 'b',
    extension: '.png',
    mime_type: 'image/png',
    size: 1,
    transfer_method: 'tool_file',
    url: 'c',
    upload_file_id: 'd',
    remote_url: 'e',
  }
  expect(fromWireFiles([wire])).toEqual([
    {
      relatedId: 'a',
      type: 'image',
      filename: 'b',
      extension: '.png',
      mimeType: 'image/png',
      size: 1,
      transferMethod: 'tool_file',
      url: 'c',
      uploadId: 'd',
      remoteUrl: 'e',
    },
  ])
  expect(fromWireFiles(null)).toEqual([])
})
