import { describe, expect, test } from 'vitest'
import { type ChatStreamEvent, DifyClient } from '../../../src/dify/index.ts'
import { createMock, type Model, type ModelStep } from '../../../src/mock/index.ts'
import { testDify, wire } from '../support/dify.ts'
import { eventStream, frames, json } from '../support/fake-fetch.ts'
import { manualClock } from '../support/manual-clock.ts'

const form = {
  content: 'Order {{#$output.what#}}?',
  inputs: [
    { type: 'paragraph', name: 'what', default: 'tea' },
    { type: 'select', name: 'size', options: ['small', 'large'] },
    { type: 'file-list', name: 'notes' },
  ],
  actions: [{ id: 'yes', title: 'Yes', style: 'primary' }],
} as const

function start(model: Model) {
  const mock = createMock({ scenario: { model, dify: { mode: 'advanced-chat', userInputForm: [] } } })
  const options = { user: 'user-123', fetch: mock.fetch, clock: manualClock().clock, maxRetries: 0 }
  return { mock, dify: DifyClient.fromEnvironment(options, mock.environment()) }
}

async function collect(stream: AsyncIterable<ChatStreamEvent>): Promise<ChatStreamEvent[]> {
  const events: ChatStreamEvent[] = []
  for await (const event of stream) events.push(event)
  return events
}

describe('a chatflow that asks a person', () => {
  const ask: Model = (request) =>
    request.form === undefined ? { deltas: ['Hm. '], humanInput: form } : `Ordered ${request.form.inputs.what}.`
  const read = {
    content: form.content,
    fields: [
      { type: 'paragraph', name: 'what', options: [], fileTypes: [], fileExtensions: [] },
      { type: 'select', name: 'size', options: ['small', 'large'], fileTypes: [], fileExtensions: [] },
      {
        ...{ type: 'file-list', name: 'notes', options: [], fileExtensions: [], fileLimit: 5 },
        fileTypes: ['image', 'document', 'audio', 'video'],
      },
    ],
    actions: [{ id: 'yes', title: 'Yes', style: 'primary' }],
    defaults: { what: 'tea' },
    expiresAt: expect.any(Date),
  }
  const filled = { action: 'yes', inputs: { what: 'milk', size: 'large', notes: [] } }

  test('is paused with its form, streamed and blocking', async () => {
    const { dify } = start(ask)
    const stream = dify.chat.stream({ query: 'Order it' })
    const events = await collect(stream)
    const required = events.find((event) => event.event === 'human_input_required')
    const request = { ...read, formId: expect.any(String), nodeId: 'human-input', nodeTitle: 'Human input' }
    expect(required?.form).toEqual({ ...request, formToken: expect.any(String) })
    const paused = { status: 'paused', answer: 'Hm. ', workflowRunId: required?.workflowRunId, forms: [required?.form] }
    expect(await stream.final()).toMatchObject(paused)
    expect(events.at(-1)).toMatchObject({ event: 'workflow_paused', pausedNodes: ['human-input'], forms: paused.forms })
    expect(await dify.chat.send({ query: 'Order it' })).toMatchObject({
      ...{ status: 'paused', answer: 'Hm. ', workflowRunId: expect.any(String), forms: [request] },
    })
  })

  test('goes on when its form is filled in', async () => {
    const { mock, dify } = start(ask)
    const { workflowRunId = '', forms: [asked] = [], messageId } = await dify.chat.stream({ query: 'Order it' }).final()
    const token = asked?.formToken ?? ''
    expect(await dify.forms.get(token)).toEqual(read)
    await expect(dify.forms.submit(token, { action: 'yes' })).rejects.toMatchObject({
      ...{ name: 'BadRequestError', code: 'invalid_form_data' },
    })
    await dify.forms.submit(token, filled)
    await expect(dify.forms.submit(token, filled)).rejects.toMatchObject({
      ...{ name: 'ConflictError', code: 'human_input_form_submitted' },
    })
    const stream = dify.workflows.events(workflowRunId)
    const events = await collect(stream)
    expect(events.find(({ event }) => event === 'human_input_form_filled')).toMatchObject({
      ...{ nodeId: 'human-input', content: 'Order milk?', actionId: 'yes', actionTitle: 'Yes', inputs: filled.inputs },
    })
    expect(await stream.final()).toMatchObject({
      status: 'complete',
      answer: 'Ordered milk.',
      messageId,
      workflowRunId,
    })
    expect(await dify.workflows.run(workflowRunId)).toEqual({
      id: workflowRunId,
      workflowId: expect.any(String),
      status: 'succeeded',
      inputs: expect.objectContaining({ 'sys.query': 'Order it' }),
      outputs: { answer: 'Hm. Ordered milk.' },
      totalSteps: 5,
      totalTokens: expect.any(Number),
      createdAt: expect.any(Date),
      finishedAt: expect.any(Date),
      elapsedSeconds: expect.any(Number),
    })
    expect(await dify.workflows.events(workflowRunId).final()).toMatchObject({ answer: 'Hm. Ordered milk.' })
    expect(mock.deviations).toEqual([])
  })

  test('is followed over the pause, from its beginning', async () => {
    const { mock, dify } = start(ask)
    const { workflowRunId = '', forms: [asked] = [] } = await dify.chat.stream({ query: 'Order it' }).final()
    const stream = dify.workflows.events(workflowRunId, { includeSnapshot: true, continueOnPause: true })
    for await (const event of stream) {
      if (event.event === 'workflow_paused') await dify.forms.submit(asked?.formToken ?? '', filled)
    }
    expect(await stream.final()).toMatchObject({ status: 'complete', answer: 'Hm. Ordered milk.' })
    expect(await stream.final()).not.toHaveProperty('forms')
    expect(mock.deviations).toEqual([])
  })

  test('is not found by other users, nor a run that is none', async () => {
    const { dify } = start(ask)
    const { workflowRunId = '' } = await dify.chat.stream({ query: 'Order it' }).final()
    const missing = { name: 'NotFoundError' }
    await expect(dify.workflows.events(workflowRunId, { user: 'other' }).final()).rejects.toMatchObject(missing)
    await expect(dify.workflows.run('none')).rejects.toMatchObject(missing)
    await expect(dify.forms.get('none')).rejects.toMatchObject(missing)
    for (const id of ['..', '.', '']) {
      const refused = { code: 'invalid_argument' }
      expect(() => dify.workflows.events(id)).toThrow(expect.objectContaining(refused))
      await expect((async () => dify.forms.get(id))()).rejects.toMatchObject(refused)
    }
  })
})

test('a pause that a broken connection follows is no end of a run that goes on', async () => {
  const goesOn = { ...wire.started, data: { ...wire.started.data, reason: 'resumption' } }
  const { dify } = testDify([eventStream(frames(wire.started, wire.paused, goesOn, wire.message('Half')))])
  await expect(dify.workflows.events('w').final()).rejects.toMatchObject({ code: 'stream_truncated' })
})

test('events of retries, repetitions and forms have types', async () => {
  const event = (name: string, data: object) => ({ ...wire.node('node_started', data), event: name })
  const { dify } = testDify([
    eventStream(
      frames(
        event('node_retry', { status: 'retry', retry_index: 1, error: 'busy' }),
        event('iteration_started', { node_type: 'iteration' }),
        event('loop_next', { index: 3 }),
        event('loop_completed', { steps: 4, status: 'succeeded', outputs: { a: 1 } }),
        event('human_input_form_timeout', { node_title: 'Ask', expiration_time: 1_752_000_000 }),
        event('brand_new', {}),
        wire.finished('succeeded'),
      ),
    ),
  ])
  expect(await collect(dify.workflows.events('w'))).toMatchObject([
    { event: 'node_retry', retryIndex: 1, status: 'retry', error: 'busy', nodeId: 'n', workflowRunId: 'w' },
    { event: 'iteration_started', nodeType: 'iteration', title: 'LLM' },
    { event: 'loop_next', index: 3 },
    { event: 'loop_completed', steps: 4, outputs: { a: 1 } },
    { event: 'human_input_form_timeout', nodeTitle: 'Ask', expiredAt: new Date(1_752_000_000_000) },
    { event: 'unknown', type: 'brand_new' },
    { event: 'workflow_finished' },
  ])
})

test('annotations are written, listed, changed and deleted, and replies by them are switched', async () => {
  const mock = createMock()
  const dify = DifyClient.fromEnvironment({ fetch: mock.fetch, clock: manualClock().clock }, mock.environment())
  for (const question of ['Sea?', 'Lake?']) await dify.annotations.create({ question, answer: 'Deep.' })
  const all = []
  for await (const annotation of dify.annotations.list({ limit: 1 })) all.push(annotation)
  expect(all.map(({ question, hitCount, createdAt }) => [question, hitCount, createdAt instanceof Date])).toEqual([
    ['Lake?', 0, true],
    ['Sea?', 0, true],
  ])
  const [{ id } = { id: '' }] = (await dify.annotations.list({ keyword: 'sea' }).firstPage()).items
  expect(await dify.annotations.update(id, { question: 'Sea?', answer: 'Very deep.' })).toMatchObject({
    answer: 'Very deep.',
  })
  await dify.annotations.delete(id)
  await expect(dify.annotations.delete(id)).rejects.toMatchObject({ name: 'NotFoundError' })
  const settings = { scoreThreshold: 0.9, embeddingProvider: 'p', embeddingModel: 'm' }
  for (const action of ['enable', 'disable'] as const) {
    const job = await dify.annotations[`${action}Reply`](settings)
    expect(await dify.annotations.jobStatus(action, job.id)).toEqual({ id: job.id, status: 'completed' })
  }
  expect(mock.deviations).toEqual([])
})

test('a form of another shape is no form', async () => {
  const { dify } = testDify([json({ form: 1 })])
  await expect(dify.forms.get('t')).rejects.toMatchObject({ code: 'invalid_response' })
})

test('the steps of a chatflow, its thoughts and its speech arrive with their fields', async () => {
  const steps: ModelStep[] = [
    { type: 'code', title: 'Count', retries: 1 },
    { type: 'loop', title: 'Until', rounds: [1, 2] },
    { type: 'agent', title: 'Search', log: [{ label: 'Round 1', data: { query: 'tea' } }] },
  ]
  const model: Model = () => ({ steps, reasoning: ['Hm.'], deltas: ['Tea.'] })
  const mock = createMock({ scenario: { model, dify: { mode: 'advanced-chat', userInputForm: [], autoPlay: true } } })
  const dify = DifyClient.fromEnvironment({ user: 'u', fetch: mock.fetch }, mock.environment())
  const events = await collect(dify.chat.stream({ query: 'q' }))
  const find = (name: string) => events.find(({ event }) => event === name)
  expect(find('node_retry')).toMatchObject({ title: 'Count', status: 'retry', retryIndex: 1, error: 'It has failed.' })
  expect(find('loop_next')).toMatchObject({ title: 'Until', index: 0 })
  expect(find('loop_completed')).toMatchObject({ steps: 2, outputs: { output: [1, 2] }, status: 'succeeded' })
  expect(find('agent_log')).toMatchObject({ label: 'Round 1', nodeId: 'agent', data: { query: 'tea' } })
  expect(find('reasoning_chunk')).toMatchObject({ reasoning: 'Hm.', nodeId: 'llm', isFinal: true })
  expect(find('tts_message')).toMatchObject({ audio: expect.stringMatching(/^\/\/uQ/) })
  expect(events.filter(({ event }) => event === 'unknown')).toEqual([])
  expect(events.at(-1)?.event).toBe('tts_message_end')
  expect(mock.deviations).toEqual([])
})
