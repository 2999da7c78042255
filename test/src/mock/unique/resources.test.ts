import { afterEach, describe, expect, test } from 'vitest'
import { createMock, type Mock, type Scenario } from '../../../../src/mock/index.ts'
import { listen, type Send, uniqueClient } from '../clients.ts'

let mock: Mock

async function start(scenario: Scenario = {}) {
  mock = createMock({ scenario })
  const socket = await listen(mock)
  mock.say('Hello!')
  const { payload } = await socket.next()
  return {
    send: uniqueClient(mock),
    chatId: payload.chatId as string,
    messageId: payload.assistantMessage.id as string,
  }
}

// Nothing that a test does not ask for by name deviates.
afterEach(() => expect(mock.deviations).toEqual([]))

const statuses = async (send: Send, calls: [string, string, unknown?][]) => {
  const results = []
  for (const call of calls) results.push((await send(...call)).status)
  return results
}

test("what the vendor's own client sends is no deviation, and it can read the answers", async () => {
  const { send, messageId } = await start()
  const tool = { externalToolCallId: 'call_1', functionName: 'search', roundIndex: 0, sequenceIndex: 0 }
  const tools = [{ ...tool, arguments: { query: 'tea' } }]
  expect((await send('POST', '/messages/tools', { messageId, tools })).body.data).toMatchObject(tools)
  const { createdFolders } = (await send('POST', '/folder', { paths: ['/a'] })).body
  const [{ id }] = createdFolders
  const { body } = await send('PATCH', `/folder/${id}`, { scopeId: id, name: 'b' })
  expect(body).toMatchObject({ id, name: 'b', ingestionConfig: {} })
})

describe('steps of a message', () => {
  test('are written and changed', async () => {
    const { send, messageId } = await start()
    const { status, body } = await send('POST', '/message-log', {
      messageId,
      text: 'Reading',
      status: 'RUNNING',
      order: 1,
      details: { data: [{ type: 'WebSearch', text: 'sea' }], status: null },
      uncitedReferences: { data: [] },
      references: [{ name: 'a', sequenceNumber: 1, sourceId: 'x', source: 'web', originalIndex: [0] }],
    })
    expect(status).toBe(201)
    expect(body).toMatchObject({ id: expect.stringMatching(/^message_log_/), messageId, text: 'Reading', order: 1 })
    const changed = await send('PATCH', `/message-log/${body.id}`, { status: 'COMPLETED', text: null, order: 1 })
    expect(changed.body).toMatchObject({ id: body.id, text: 'Reading', status: 'COMPLETED' })
    expect(await statuses(send, [['PATCH', '/message-log/no', {}]])).toEqual([404])
  })

  test('that take long say how far they are', async () => {
    const { send, messageId } = await start()
    await send('POST', '/message-execution', { messageId, type: 'DEEP_RESEARCH' })
    const report = { messageId, percentageCompleted: 40, secondsRemaining: 60 }
    expect((await send('PATCH', '/message-execution', report)).body).toMatchObject({ ...report, status: 'RUNNING' })
    await send('PATCH', '/message-execution', { messageId, status: 'COMPLETED' })
    expect((await send('GET', `/message-execution?messageId=${messageId}`)).body).toMatchObject({
      status: 'COMPLETED',
      percentageCompleted: 40,
      isQueueable: true,
    })
    expect(
      await statuses(send, [
        ['PATCH', '/message-execution', { messageId, percentageCompleted: 101 }],
        ['GET', '/message-execution'],
      ]),
    ).toEqual([400, 400])
  })

  test('record the tools that were called', async () => {
    const { send, messageId } = await start()
    const tool = { externalToolCallId: 'call_1', functionName: 'find', roundIndex: 0, sequenceIndex: 0 }
    const tools = [
      { ...tool, arguments: '{}', response: { content: 'found' } },
      { ...tool, sequenceIndex: 1 },
    ]
    expect((await send('POST', '/messages/tools', { messageId, tools })).status).toBe(201)
    const { body } = await send('GET', `/messages/tools?messageIds=${messageId}`)
    expect(body).toMatchObject({
      object: 'list',
      data: [{ functionName: 'find', messageId, response: { content: 'found' } }, { response: null }],
    })
    const many = { messageId, tools: Array.from({ length: 51 }, () => tool) }
    expect(await statuses(send, [['POST', '/messages/tools', many]])).toEqual([400])
  })
})

test('a message event is shown and not stored', async () => {
  const { send, chatId, messageId } = await start()
  const { body } = await send('POST', `/messages/${messageId}/event`, { chatId, text: 'Thinking' })
  expect(body.text).toBe('Thinking')
  expect((await send('GET', `/messages/${messageId}?chatId=${chatId}`)).body.text).toBeNull()
  expect(mock.transcript()).toContain('assistant: Thinking')
})

describe('folders', () => {
  test('are made with what is above them, found, moved and deleted', async () => {
    const { send } = await start()
    const made = await send('POST', '/folder', { paths: ['/Reports/2024', '/Reports/2025'] })
    const [y24, y25] = made.body.createdFolders
    expect(y24).toMatchObject({ object: 'folder', name: '2024', id: expect.stringMatching(/^scope_/) })
    expect(y24.parentId).toBe(y25.parentId)
    const again = await send('POST', '/folder', { parentScopeId: y24.parentId, relativePaths: ['2024', 'Old/1999'] })
    expect(again.body.createdFolders[0].id).toBe(y24.id)
    expect((await send('GET', '/folder/infos')).body).toMatchObject({
      folderInfos: [{ name: 'Reports' }],
      totalCount: 1,
    })
    expect((await send('GET', `/folder/infos?parentId=${y24.parentId}&take=1&skip=1`)).body).toMatchObject({
      folderInfos: [{ name: '2025' }],
      totalCount: 3,
    })
    expect((await send('GET', '/folder/info?folderPath=/Reports/Old/1999')).body).toMatchObject({ name: '1999' })
    await send('POST', `/folder/${y25.id}/move`, { newParentId: y24.id })
    await send('PATCH', `/folder/${y25.id}`, { name: 'Next' })
    expect((await send('GET', `/folder/${y25.id}/path`)).body).toEqual({ folderPath: '/Reports/2024/Next' })
    await send('PATCH', `/folder/${y25.id}`, { parentId: null })
    expect((await send('GET', `/folder/${y25.id}/path`)).body).toEqual({ folderPath: '/Next' })
    expect((await send('DELETE', `/folder/${y24.parentId}`)).body).toMatchObject({
      successFolders: [],
      failedFolders: [{ name: 'Reports', failReason: expect.any(String) }],
    })
    const { body } = await send('DELETE', `/folder/${y24.parentId}?recursive=True`)
    expect(body.successFolders.map(({ path }: { path: string }) => path).sort()).toEqual([
      '/Reports',
      '/Reports/2024',
      '/Reports/Old',
      '/Reports/Old/1999',
    ])
    expect((await send('GET', '/folder/info?folderPath=/Reports')).status).toBe(404)
  })

  test('refuse what cannot be meant', async () => {
    const { send } = await start()
    const { body } = await send('POST', '/folder', { paths: ['/A/B'] })
    const { id, parentId } = body.createdFolders[0]
    expect(
      await statuses(send, [
        ['POST', '/folder', {}],
        ['POST', '/folder', { paths: ['A'] }],
        ['POST', '/folder', { paths: ['/'] }],
        ['POST', '/folder', { parentScopeId: id, relativePaths: ['/A'] }],
        ['POST', `/folder/${parentId}/move`, { newParentId: id }],
        ['GET', '/folder/info'],
        ['GET', '/folder/infos?take=x'],
        ['GET', '/folder/scope_none/path'],
      ]),
    ).toEqual([400, 400, 400, 400, 400, 400, 400, 404])
  })

  test('keep who may enter them, and how their files are read', async () => {
    const { send } = await start()
    const { body } = await send('POST', '/folder', { paths: ['/A/B'] })
    const { parentId: scopeId } = body.createdFolders[0]
    const access = { entityId: 'group_1', entityType: 'GROUP', type: 'READ' }
    const added = { scopeId, scopeAccesses: [access], applyToSubScopes: true }
    expect((await send('PATCH', '/folder/add-access', added)).body).toMatchObject({
      scopeAccesses: [access],
      children: [{ name: 'B', scopeAccesses: [access] }],
    })
    expect((await send('PATCH', '/folder/remove-access', { scopeId, scopeAccesses: [access] })).body).toMatchObject({
      scopeAccesses: [],
      children: [{ scopeAccesses: [access] }],
    })
    const config = { folderPath: '/A', ingestionConfig: { uniqueIngestionMode: 'SKIP_INGESTION' } }
    expect((await send('PATCH', '/folder/ingestion-config', config)).body).toMatchObject({
      ingestionConfig: config.ingestionConfig,
    })
  })
})

describe('contents beyond the chat', () => {
  const documents = ['a', 'b', 'c'].map((name, at) => ({
    name: `${name}.txt`,
    mimeType: 'text/plain',
    bytes: `Text ${name}`,
    folder: at === 2 ? '/Other' : '/Docs',
    metadata: { year: 2023 + at, tags: [name, 'all'], by: { name: `author ${name}` } },
  }))

  test.each<[object, string[]]>([
    [{ path: ['year'], operator: 'greaterThanOrEqual', value: 2024 }, ['b', 'c']],
    [{ path: ['year'], operator: 'notEquals', value: 2024 }, ['a', 'c']],
    [{ path: ['year'], operator: 'in', value: [2023, 2025] }, ['a', 'c']],
    [{ path: ['tags'], operator: 'contains', value: 'b' }, ['b']],
    [{ path: ['tags'], operator: 'overlaps', value: ['a', 'c'] }, ['a', 'c']],
    [{ path: ['tags'], operator: 'notOverlaps', value: ['all'] }, []],
    [{ path: ['by', 'name'], operator: 'contains', value: 'AUTHOR B' }, ['b']],
    [{ path: ['by'], operator: 'nested', value: { path: ['name'], operator: 'equals', value: 'author c' } }, ['c']],
    [{ path: ['none'], operator: 'isNull' }, ['a', 'b', 'c']],
    [{ path: ['tags'], operator: 'isNotEmpty' }, ['a', 'b', 'c']],
    [{ path: ['mimeType'], operator: 'equals', value: 'text/plain' }, ['a', 'b', 'c']],
    [
      {
        or: [
          { path: ['year'], operator: 'equals', value: 2023 },
          { path: ['title'], operator: 'equals', value: 'c.txt' },
        ],
      },
      ['a', 'c'],
    ],
    [
      {
        and: [
          { path: ['year'], operator: 'lessThan', value: 2025 },
          { path: ['tags'], operator: 'notContains', value: 'a' },
        ],
      },
      ['b'],
    ],
  ])('are found by %j', async (metadataFilter, expected) => {
    const { send } = await start({ documents })
    const { body } = await send('POST', '/content/infos', { metadataFilter })
    expect(body.contentInfos.map(({ key }: { key: string }) => key)).toEqual(expected.map((name) => `${name}.txt`))
    expect(body).toMatchObject({ object: 'content-infos', totalCount: expected.length })
  })

  test.each([
    [{}],
    [{ path: [], operator: 'equals', value: 1 }],
    [{ path: ['a'], operator: 'like', value: 1 }],
    [{ path: ['a'], operator: 'toString', value: 1 }],
    [{ and: {} }],
    [{ and: [], or: [] }],
    [{ and: [{ path: ['year'], operator: 'equals', value: 1 }, {}] }],
  ])('are not found by what is no filter: %j', async (metadataFilter) => {
    const { send } = await start()
    expect(await statuses(send, [['POST', '/content/infos', { metadataFilter }]])).toEqual([400])
    expect(mock.deviations).toHaveLength(1)
    Reflect.set(mock.deviations, 'length', 0)
  })

  test('are listed by folder and in parts, changed and moved', async () => {
    const { send, chatId } = await start({ documents })
    const { id } = (await send('GET', '/folder/info?folderPath=/Docs')).body
    const { body } = await send('POST', '/content/infos', { parentId: id, skip: 1, take: 1 })
    expect(body).toMatchObject({ totalCount: 2, contentInfos: [{ key: 'b.txt', ownerId: id, byteSize: 6 }] })
    const contentId = body.contentInfos[0].id
    const changed = await send('PATCH', `/content/${contentId}`, { title: 'B', metadata: { year: null, more: 'x' } })
    expect(changed.body).toMatchObject({ title: 'B', metadata: { more: 'x', folderId: id } })
    expect(changed.body.metadata).not.toHaveProperty('year')
    expect((await send('PATCH', `/content/${contentId}/ingestion-state`, { ingestionState: 'QUEUED' })).status).toBe(
      200,
    )
    await send('PATCH', `/content/${contentId}`, { ownerId: chatId, ownerType: 'CHAT' })
    expect((await send('POST', '/content/info', { chatId })).body).toMatchObject({ contentInfo: [{ id: contentId }] })
    expect((await send('DELETE', `/content/${contentId}`)).status).toBe(404)
    expect((await send('DELETE', `/content/${contentId}?chatId=${chatId}`)).body).toEqual({
      id: contentId,
      contentId,
      object: 'content',
    })
    expect(
      (await send('POST', '/content/infos', { parentId: id, metadataFilter: { path: ['a'], operator: 'isNull' } }))
        .status,
    ).toBe(400)
  })
})

describe('questions to the user', () => {
  const schema = { type: 'object' }

  test('wait for an answer, once', async () => {
    const { send, chatId } = await start()
    const question = { mode: 'FORM', message: 'Which one?', toolName: 'pick', schema, chatId }
    const { status, body } = await send('POST', '/elicitation', question)
    expect([status, body]).toMatchObject([201, { ...question, status: 'PENDING' }])
    expect((await send('GET', '/elicitation/pending')).body).toEqual({ elicitations: [body] })
    const answer = { elicitationId: body.id, action: 'ACCEPT', content: { one: 1 } }
    expect((await send('POST', '/elicitation/respond', answer)).body).toEqual({ success: true })
    expect((await send('GET', `/elicitation/${body.id}`)).body).toMatchObject({
      status: 'ACCEPTED',
      responseContent: { one: 1 },
    })
    expect((await send('GET', '/elicitation/pending')).body).toEqual({ elicitations: [] })
    expect((await send('POST', '/elicitation/respond', answer)).status).toBe(400)
  })

  test('expire, and belong to their user', async () => {
    const { send } = await start()
    // The clock of the mock goes on a second with each look.
    const question = {
      mode: 'URL',
      message: 'Sign in',
      toolName: 'sign',
      url: 'https://example.com',
      expiresInSeconds: 2,
    }
    const { body } = await send('POST', '/elicitation', question)
    expect((await uniqueClient(mock, { 'x-user-id': '1' })('GET', `/elicitation/${body.id}`)).status).toBe(404)
    await send('GET', '/elicitation/pending')
    await send('GET', '/elicitation/pending')
    expect((await send('GET', `/elicitation/${body.id}`)).body.status).toBe('EXPIRED')
    expect(await statuses(send, [['POST', '/elicitation', { ...question, mode: 'FORM' }]])).toEqual([400])
  })
})

describe('models without a chat', () => {
  const model = 'AZURE_GPT_4o_2024_1120'

  test('answer in the words of the platform', async () => {
    const { send } = await start()
    const { body } = await send(
      'POST',
      '/openai/chat/completions',
      {
        model,
        messages: [{ role: 'user', content: 'Hi' }],
        timeout: 1000,
        options: { temperature: 0 },
      },
      { 'x-chat-id': 'chat_1', 'x-user-id': '' },
    )
    expect(body).toMatchObject({
      object: 'openai.chat.completion',
      choices: [{ index: 0, message: { role: 'assistant', content: 'You said: "Hi".' }, finishReason: 'stop' }],
      usage: { totalTokens: expect.any(Number) },
    })
    expect((await send('GET', '/openai/models?module=UNIQUE_AI')).body.models).toContain(model)
    Reflect.set(mock.deviations, 'length', 0)
  })

  test('answer in those of OpenAI, at once or as a stream', async () => {
    const { send } = await start({
      model: () => ({ deltas: ['One ', 'two'], toolCalls: [{ name: 'f', arguments: { a: 1 } }] }),
    })
    const request = {
      model,
      messages: [{ role: 'user', content: [{ type: 'text', text: 'Hi' }] }],
      temperature: 0,
      top_p: 1,
    }
    const headers = { 'x-stainless-lang': 'js' }
    const { body } = await send('POST', '/openai-proxy/chat/completions', request, headers)
    expect(body).toMatchObject({
      object: 'chat.completion',
      model,
      choices: [
        {
          message: { content: 'One two', tool_calls: [{ function: { name: 'f', arguments: '{"a":1}' } }] },
          finish_reason: 'tool_calls',
        },
      ],
      usage: { prompt_tokens: 1, completion_tokens: 2, total_tokens: 3 },
    })
    const streamed = await send(
      'POST',
      '/openai-proxy/chat/completions',
      { ...request, stream: true, stream_options: { include_usage: true } },
      headers,
    )
    const frames = String(streamed.body)
      .trim()
      .split('\n\n')
      .map((frame) => frame.replace('data: ', ''))
    expect(frames.pop()).toBe('[DONE]')
    const chunks = frames.map((frame) => JSON.parse(frame))
    expect(chunks.map(({ choices }) => choices[0]?.delta.content ?? '').join('')).toBe('One two')
    expect(chunks.at(-1)).toMatchObject({ choices: [], usage: { total_tokens: 3 } })
    expect(
      await statuses(send, [['POST', '/openai-proxy/chat/completions', { model, messages: [{ role: 'nobody' }] }]]),
    ).toEqual([400])
  })
})

test('words to search for come from the prompt', async () => {
  const { send, chatId } = await start()
  const { body } = await send('POST', '/search/search-string', {
    prompt: 'How deep is the Baltic?',
    chatId,
    messages: [],
  })
  expect(body.searchString).toBe('deep Baltic')
})

describe('users and groups', () => {
  test('are those who have called or spoken, in groups that the app makes', async () => {
    const { send } = await start()
    const { users } = (await send('GET', '/users')).body
    expect(users).toMatchObject([{ object: 'user', active: true, email: expect.stringContaining('@') }])
    const [{ id, displayName }] = users
    expect((await send('GET', `/users?displayName=${displayName.slice(2).toUpperCase()}`)).body.users).toEqual(users)
    expect((await send('GET', '/users?email=nobody')).body.users).toEqual([])
    await send('PATCH', `/users/${id}/configuration`, { userConfiguration: { theme: 'dark' } })
    expect((await send('GET', `/users/${id}`)).body).toMatchObject({ id, userConfiguration: { theme: 'dark' } })

    const { body: group } = await send('POST', '/groups', { name: 'Sailors' })
    expect(group).toMatchObject({ name: 'Sailors', members: [], parentId: null, externalId: null })
    const added = await send('POST', `/groups/${group.id}/users`, { userIds: [id, id] })
    expect(added.body.memberships).toMatchObject([{ entityId: id, groupId: group.id }])
    expect((await send('GET', `/users/${id}/groups`)).body.groups).toMatchObject([{ id: group.id, name: 'Sailors' }])
    await send('PATCH', `/groups/${group.id}`, { name: 'Captains' })
    await send('PATCH', `/groups/${group.id}/configuration`, { configuration: { a: 1 } })
    expect((await send('GET', '/groups?name=capt')).body.groups).toMatchObject([
      { name: 'Captains', members: [{ entityId: id }], configuration: { a: 1 } },
    ])
    // The vendor's client sends the ids of a deletion in the query.
    expect((await send('DELETE', `/groups/${group.id}/users?userIds[0]=${id}`)).body).toEqual({ success: true })
    expect((await send('GET', `/users/${id}/groups`)).body.groups).toEqual([])
    expect((await send('DELETE', `/groups/${group.id}`)).body).toEqual({ id: group.id })
    expect(
      await statuses(send, [
        ['DELETE', `/groups/${group.id}`],
        ['GET', '/users/1'],
        ['POST', '/groups', { name: 'a', parentId: 'no' }],
      ]),
    ).toEqual([404, 404, 404])
  })
})

test('scheduled prompts are kept', async () => {
  const { send, chatId } = await start()
  const task = { cronExpression: '0 9 * * 1-5', assistantId: 'assistant_1', prompt: 'What is new?' }
  const { status, body } = await send('POST', '/scheduled-tasks', { ...task, chatId })
  expect({ status, body }).toMatchObject({ status: 201, body: { ...task, chatId, enabled: true, lastRunAt: null } })
  const changed = await send('PATCH', `/scheduled-tasks/${body.id}`, { chatId: null, enabled: false })
  expect(changed.body).toMatchObject({ ...task, chatId: null, enabled: false })
  expect((await send('GET', '/scheduled-tasks')).body).toEqual([changed.body])
  expect((await send('GET', `/scheduled-tasks/${body.id}`)).body).toEqual(changed.body)
  expect((await send('DELETE', `/scheduled-tasks/${body.id}`)).body).toMatchObject({ id: body.id, deleted: true })
  expect(
    await statuses(send, [
      ['GET', `/scheduled-tasks/${body.id}`],
      ['POST', '/scheduled-tasks', { ...task, cronExpression: '0 9 * *' }],
      ['POST', '/scheduled-tasks', { ...task, chatId: 'chat_no' }],
    ]),
  ).toEqual([404, 400, 404])
})

test('texts with common words are near to each other', async () => {
  const { send } = await start()
  const texts = ['How deep is the Baltic?', 'The Baltic is deep.', 'Bake bread slowly.']
  const [one = [], two = [], three = []] = (await send('POST', '/openai/embeddings', { texts })).body
    .embeddings as number[][]
  const nearness = (a: number[], b: number[]) => a.reduce((sum, value, index) => sum + value * (b[index] ?? 0), 0)
  expect(nearness(one, one)).toBeCloseTo(1)
  expect(nearness(one, two)).toBeGreaterThan(0.9)
  expect(nearness(one, three)).toBe(0)
})
