/**
 * Where each header and field that our examples send is specified: sections of the wire specifications of Unique and
 * Dify, from which SDK and mock were built independently of each other. Keys are `METHOD route` and, below, what is
 * sent; `*` stands for an id in a route.
 */
export const wireSources: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'GET /event-socket/events/stream': {
    'query subscriptions': 'Unique 4.1',
    'header accept': 'Unique 1.2',
    'header cache-control': 'Unique 1.2',
    ...uniqueHeaders(),
  },
  'POST /messages': {
    ...uniqueHeaders(),
    ...uniqueJson(),
    'body chatId': 'Unique 2.2 A1',
    'body assistantId': 'Unique 2.2 A1',
    'body role': 'Unique 2.2 A1',
    'body text': 'Unique 2.2 A1',
    'body originalText': 'Unique 2.2 A1',
    'body debugInfo.step': 'Unique 2.2 A1: any keys',
    ...uniqueReferences(),
    'body references[].description': 'Unique 5.5',
  },
  'PATCH /messages/*': {
    ...uniqueHeaders(),
    ...uniqueJson(),
    'body chatId': 'Unique 2.2 A2',
    'body text': 'Unique 2.2 A2',
    'body completedAt': 'Unique 2.2 A2, 1.6 for the form of the time',
    ...uniqueReferences(),
  },
  'POST /content/upsert': {
    ...uniqueHeaders(),
    ...uniqueJson(),
    'body input.key': 'Unique 3.1, steps 1 and 3',
    'body input.title': 'Unique 3.1, steps 1 and 3',
    'body input.mimeType': 'Unique 3.1, steps 1 and 3',
    'body input.metadata': 'Unique 3.1, steps 1 and 3',
    'body input.byteSize': 'Unique 3.1, step 3',
    'body input.metadata.from': 'Unique 2.2 A6: any keys',
    'body input.ingestionConfig': 'Unique 3.1, step 3',
    'body input.ingestionConfig.uniqueIngestionMode': 'Unique 3.1, 2.2 A6',
    'body input.ingestionConfig.chunkStrategy': 'Unique 2.2 A6',
    'body input.ingestionConfig.hideInChat': 'Unique 2.2 A6',
    'body chatId': 'Unique 3.1, steps 1 and 3',
    'body scopeId': 'Unique 2.2 A6',
    'body fileUrl': 'Unique 3.1, step 3',
  },
  'PUT /upload': {
    'query key': 'Unique 3.1: the query of the write URL carries the key of the upload',
    'header x-ms-blob-content-type': 'Unique 3.1, step 2',
    'header x-ms-blob-type': 'Unique 3.1, step 2',
    'header content-length': 'Unique 3.1: the store refuses chunked transfer',
    'body bytes': 'Unique 3.1, step 2',
  },
  'POST /content/search': {
    ...uniqueHeaders(),
    ...uniqueJson(),
    'body chatId': 'Unique 3.4',
    'body where.ownerId.equals': 'Unique 3.4',
    'body includeFailedContent': 'Unique 3.4',
  },
  'GET /content/*/file': {
    ...uniqueHeaders(),
    'query chatId': 'Unique 3.3',
  },
  'POST /integrated/chat/stream-completions': {
    ...uniqueHeaders(),
    ...uniqueJson(),
    'body chatId': 'Unique 2.2 A3',
    'body assistantId': 'Unique 2.2 A3',
    'body assistantMessageId': 'Unique 2.2 A3',
    'body userMessageId': 'Unique 2.2 A3',
    'body messages[].role': 'Unique 5.1',
    'body messages[].content': 'Unique 5.1',
    'body messages[].content[].type': 'Unique 5.1',
    'body messages[].content[].text': 'Unique 5.1',
    'body messages[].content[].imageUrl.url': 'Unique 5.1',
    'body messages[].content[].imageUrl.detail': 'Unique 5.1',
    'body model': 'Unique 2.2 A3, 5.2',
    'body timeout': 'Unique 2.2 A3, 6.3',
    'body options.temperature': 'Unique 2.2 A3',
    'body options.reasoning_effort': 'Unique 2.2 A3',
    'body options.tools[].type': 'Unique 2.2 A3',
    'body options.tools[].function.name': 'Unique 2.2 A3, 5.1',
    'body options.tools[].function.description': 'Unique 2.2 A3, 5.1',
    'body options.tools[].function.parameters.type': 'Unique 5.1: a JSON schema',
    'body options.tools[].function.strict': 'Unique 2.2 A3, 5.1',
    'body searchContext[].id': 'Unique 5.4',
    'body searchContext[].chunkId': 'Unique 5.4',
    'body searchContext[].key': 'Unique 5.4',
    'body searchContext[].order': 'Unique 5.4',
    'body startText': 'Unique 2.2 A3',
    'body debugInfo.step': 'Unique 2.2 A3: any keys',
  },
  'GET /messages': { ...uniqueHeaders(), 'query chatId': 'Unique 2.2 A12' },
  'POST /message-assessment': { ...uniqueCall('Unique 2.2 A9', 'messageId status type label isVisible') },
  'POST /short-term-memory': { ...uniqueCall('Unique 2.2 A10', 'chatId memoryName data') },
  'POST /short-term-memory/find-latest': { ...uniqueCall('Unique 2.2 A10', 'chatId memoryName') },
  'POST /message-log': { ...uniqueCall('Unique 2.3, message log create', 'messageId text status order') },
  'PATCH /message-log/*': { ...uniqueCall('Unique 2.3, message log update', 'status order') },
  'POST /elicitation': {
    ...uniqueCall('Unique 2.3, elicitation', 'mode message toolName chatId messageId'),
    'body schema.type': 'Unique 2.3, elicitation: a JSON schema',
    'body schema.properties.count.type': 'Unique 2.3, elicitation: a JSON schema',
  },
  'POST /search/search': {
    ...uniqueCall('Unique 2.3, chunk search', 'chatId chatOnly language limit searchString searchType'),
  },
  'POST /v1/files/upload': {
    'header authorization': 'Dify 1',
    'header content-type': 'Dify 1: multipart with a boundary',
    'body fields.user': 'Dify 5.1, 1.1',
    'body files[].name': 'Dify 5.1: the name of the part',
    'body files[].filename': 'Dify 5.1',
    'body files[].mimeType': 'Dify 5.1',
    'body files[].bytes': 'Dify 5.1',
  },
  'POST /v1/chat-messages/*/stop': {
    'header authorization': 'Dify 1',
    'header content-type': 'Dify 1',
    'body user': 'Dify 3.2',
  },
  'GET /v1/messages/*/suggested': {
    'header authorization': 'Dify 1',
    'query user': 'Dify 3.3',
  },
  'POST /v1/chat-messages': {
    'header authorization': 'Dify 1',
    'header content-type': 'Dify 1',
    'body query': 'Dify 3.1',
    'body inputs': 'Dify 3.1',
    'body user': 'Dify 3.1, 1.1',
    'body response_mode': 'Dify 3.1',
    'body conversation_id': 'Dify 3.1',
    'body inputs.language': 'Dify 3.1: a variable of the app',
    'body inputs.tone': 'Dify 3.1: a variable of the app',
    'body auto_generate_name': 'Dify 3.1',
    'body workflow_id': 'Dify 3.1',
    'body files[].type': 'Dify 5.4',
    'body files[].transfer_method': 'Dify 5.4',
    'body files[].url': 'Dify 5.4',
    'body files[].upload_file_id': 'Dify 5.4',
  },
  'GET /v1/conversations': { ...difyCall('Dify 3.4', 'query user', 'query sort_by') },
  'GET /v1/messages': { ...difyCall('Dify 3.5', 'query user', 'query conversation_id') },
  'POST /v1/conversations/*/name': { ...difyCall('Dify 3.6', 'body user', 'body name') },
  'DELETE /v1/conversations/*': { ...difyCall('Dify 3.7', 'body user') },
  'GET /v1/conversations/*/variables': { ...difyCall('Dify 3.8', 'query user', 'query variable_name') },
  'PUT /v1/conversations/*/variables/*': { ...difyCall('Dify 3.8', 'body user', 'body value') },
  'POST /v1/messages/*/feedbacks': { ...difyCall('Dify 3.9', 'body user', 'body rating', 'body content') },
  'GET /v1/app/feedbacks': { ...difyCall('Dify 3.9', 'query limit') },
  'GET /v1/info': { ...difyCall('Dify 3.10') },
  'GET /v1/meta': { ...difyCall('Dify 3.10') },
  'GET /v1/site': { ...difyCall('Dify 3.10') },
  'GET /v1/parameters': { ...difyCall('Dify 3.10') },
  'POST /v1/audio-to-text': {
    ...difyCall('Dify 3.11', 'body fields.user'),
    ...difyCall('Dify 3.11', ...['name', 'filename', 'mimeType', 'bytes'].map((part) => `body files[].${part}`)),
  },
  'POST /v1/text-to-audio': { ...difyCall('Dify 3.11', 'body user', 'body text') },
  'GET /v1/apps/annotations': { ...difyCall('Dify 3.12') },
  'POST /v1/apps/annotations': { ...difyCall('Dify 3.12', 'body question', 'body answer') },
  'PUT /v1/apps/annotations/*': { ...difyCall('Dify 3.12', 'body question', 'body answer') },
  'DELETE /v1/apps/annotations/*': { ...difyCall('Dify 3.12') },
  'POST /v1/apps/annotation-reply/enable': {
    ...difyCall('Dify 3.12', 'body score_threshold', 'body embedding_provider_name', 'body embedding_model_name'),
  },
  'GET /v1/apps/annotation-reply/enable/status/*': { ...difyCall('Dify 3.12') },
}

/** A call of Dify: its headers, and what it sends besides, which one section names. */
function difyCall(section: string, ...names: readonly string[]): Record<string, string> {
  const headers = { 'header authorization': 'Dify 1', 'header content-type': 'Dify 1', 'header content-length': 'HTTP' }
  return { ...headers, ...Object.fromEntries(names.map((name) => [name, section])) }
}

/** A call of Unique with fields of JSON, which one section names. */
function uniqueCall(section: string, fields: string): Record<string, string> {
  const body = Object.fromEntries(fields.split(' ').map((field) => [`body ${field}`, section]))
  return { ...uniqueHeaders(), ...uniqueJson(), ...body }
}

function uniqueHeaders() {
  return {
    'header authorization': 'Unique 1.2',
    'header x-app-id': 'Unique 1.2',
    'header x-user-id': 'Unique 1.2',
    'header x-company-id': 'Unique 1.2',
    'header x-api-version': 'Unique 1.2',
  }
}

function uniqueJson() {
  return { 'header content-type': 'Unique 1.2' }
}

function uniqueReferences() {
  return {
    'body references[].name': 'Unique 5.5',
    'body references[].url': 'Unique 5.5, 3.2',
    'body references[].sequenceNumber': 'Unique 5.5',
    'body references[].sourceId': 'Unique 5.5, 3.2',
    'body references[].source': 'Unique 5.5, 3.2',
  }
}
