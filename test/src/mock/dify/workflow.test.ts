import { describe, expect, test } from 'vitest'
import {
  createMock,
  type Model,
  type ModelForm,
  type ModelRequest,
  type ModelStep,
  steppingClock,
} from '../../../../src/mock/index.ts'
import { difyClient, readFrames } from '../clients.ts'

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/
const BODY = { inputs: {}, query: 'Order it', user: 'u', response_mode: 'streaming' }
const FORM: ModelForm = {
  content: 'Order {{#$output.what#}}, {{#$output.size#}}?',
  inputs: [
    { type: 'paragraph', name: 'what', default: 'tea' },
    { type: 'select', name: 'size', options: ['small', 'large'] },
  ],
  actions: [
    { id: 'yes', title: 'Yes', style: 'primary' },
    { id: 'no', title: 'No' },
  ],
}
const FILLED = { action: 'yes', inputs: { what: 'milk', size: 'large' }, user: 'u' }

function start(form: ModelForm = FORM, more: Model = () => 'Done.') {
  const asked: ModelRequest[] = []
  const model: Model = (request) => {
    asked.push(request)
    return request.form === undefined ? { deltas: ['One ', 'moment. '], humanInput: form } : more(request)
  }
  const clock = steppingClock()
  const mock = createMock({ clock, scenario: { model, dify: { mode: 'advanced-chat', userInputForm: [] } } })
  return { mock, asked, clock, send: difyClient(mock) }
}

async function pause(send: ReturnType<typeof difyClient>) {
  const frames = readFrames((await send('POST', '/chat-messages', BODY)).body)
  const { data } = frames.find(({ event }) => event === 'human_input_required')
  return { frames, token: data.form_token as string, form: data, runId: frames.at(-1).data.workflow_run_id as string }
}

test('a run that asks a person tells so, and waits', async () => {
  const { mock, send } = start()
  const { frames, form, runId } = await pause(send)
  expect(frames.map((frame) => frame.event ?? frame)).toEqual([
    ...['ping', 'workflow_started', 'node_started', 'node_finished', 'node_started', 'message', 'message'],
    ...['node_finished', 'node_started', 'human_input_required', 'workflow_paused'],
  ])
  expect(form).toEqual({
    form_id: expect.stringMatching(UUID),
    form_token: expect.stringMatching(/^[0-9a-f]{32}$/),
    node_id: 'human-input',
    node_title: 'Human input',
    form_content: FORM.content,
    inputs: [
      { type: 'paragraph', output_variable_name: 'what', default: { type: 'constant', selector: [], value: 'tea' } },
      {
        type: 'select',
        output_variable_name: 'size',
        option_source: { type: 'constant', selector: [], value: ['small', 'large'] },
      },
    ],
    actions: [
      { id: 'yes', title: 'Yes', button_style: 'primary' },
      { id: 'no', title: 'No', button_style: 'default' },
    ],
    display_in_ui: false,
    resolved_default_values: { what: 'tea' },
    expiration_time: expect.any(Number),
  })
  const { data } = frames.at(-1)
  expect(data).toMatchObject({ paused_nodes: ['human-input'], outputs: {}, status: 'paused', total_steps: 3 })
  expect(data.reasons).toEqual([{ TYPE: 'human_input_required', ...form }])
  expect((await send('GET', `/workflows/run/${runId}`)).body).toMatchObject({
    ...{ id: runId, status: 'paused', outputs: {}, error: null, total_steps: 3, finished_at: null },
    inputs: expect.stringContaining('"sys.query":"Order it"'),
  })
  const { conversation_id } = frames[1]
  const history = await send('GET', `/messages?conversation_id=${conversation_id}&user=u`)
  expect(history.body.data).toMatchObject([
    {
      status: 'paused',
      answer: 'One moment. ',
      extra_contents: [{ type: 'human_input', workflow_run_id: runId, submitted: false, form_definition: form }],
    },
  ])
  expect(mock.deviations).toEqual([])
})

test('blocking, it answers with what there is', async () => {
  const { mock, send } = start()
  const { status, body } = await send('POST', '/chat-messages', { ...BODY, response_mode: 'blocking' })
  expect(status).toBe(200)
  expect(body).toMatchObject({ mode: 'advanced-chat', answer: 'One moment. ', message_id: expect.stringMatching(UUID) })
  expect(body).toMatchObject({ event: 'workflow_paused', metadata: { usage: { total_tokens: expect.any(Number) } } })
  expect(body.data).toMatchObject({ status: 'paused', answer: 'One moment. ', paused_nodes: ['human-input'] })
  expect(body.data.reasons).toMatchObject([{ TYPE: 'human_input_required', form_content: FORM.content }])
  expect(mock.deviations).toEqual([])
})

describe('a form', () => {
  test('is shown to whoever has its token, filled in once, and the model is asked again', async () => {
    const { mock, asked, send } = start(FORM, ({ form }) => `Ordered ${JSON.stringify(form?.inputs)}.`)
    const { token, form, runId, frames } = await pause(send)
    const { actions, ...rest } = form
    expect((await send('GET', `/form/human_input/${token}`)).body).toEqual({
      form_content: rest.form_content,
      inputs: rest.inputs,
      resolved_default_values: rest.resolved_default_values,
      user_actions: actions,
      expiration_time: rest.expiration_time,
    })
    expect(await send('POST', `/form/human_input/${token}`, FILLED)).toMatchObject({ status: 200, body: {} })
    const again = await send('POST', `/form/human_input/${token}`, FILLED)
    expect(again).toMatchObject({ status: 412, body: { code: 'human_input_form_submitted' } })
    expect(again.body.message).toContain(`form_id=${form.form_id}`)
    expect((await send('GET', `/form/human_input/${token}`)).status).toBe(412)

    const events = readFrames((await send('GET', `/workflow/${runId}/events?user=u`)).body)
    expect(events.map((event) => event.event ?? event)).toEqual([
      ...['ping', 'workflow_started', 'human_input_form_filled', 'node_finished', 'node_started', 'message', 'message'],
      ...['node_finished', 'node_started', 'node_finished', 'message_end', 'workflow_finished'],
    ])
    expect(events[1].data.reason).toBe('resumption')
    expect(events[2].data).toEqual({
      ...{ node_id: 'human-input', node_title: 'Human input', rendered_content: 'Order milk, large?' },
      ...{ action_id: 'yes', action_text: 'Yes', submitted_data: FILLED.inputs },
    })
    expect(events[1].task_id).toBe(frames[1].task_id)
    expect(events.at(-1).data).toMatchObject({
      status: 'succeeded',
      outputs: { answer: 'One moment. Ordered {"what":"milk","size":"large"}.' },
      total_steps: 5,
    })
    expect(asked[1]?.form).toEqual({ action: 'yes', inputs: FILLED.inputs })
    expect(mock.deviations).toEqual([])
  })

  test.each([
    ['an unknown button', { ...FILLED, action: 'maybe' }, 'Invalid action: maybe'],
    ['a field too few', { ...FILLED, inputs: { what: 'milk' } }, 'Missing required inputs: size'],
    ['null for a field', { ...FILLED, inputs: { what: null, size: 'large' } }, 'Missing required inputs: what'],
    ['a number for a text', { ...FILLED, inputs: { what: 1, size: 'large' } }, 'Invalid value for input: what'],
    ['what is no option', { ...FILLED, inputs: { what: '', size: 'huge' } }, 'Invalid value for input: size'],
  ])('with %s stays open', async (_, body, message) => {
    const { send } = start()
    const path = `/form/human_input/${(await pause(send)).token}`
    expect((await send('POST', path, body)).body).toEqual({ code: 'invalid_form_data', message, status: 400 })
    expect((await send('POST', path, FILLED)).status).toBe(200)
  })

  test('takes files, which the model gets', async () => {
    const fields = [
      { type: 'file', name: 'one' },
      { type: 'file-list', name: 'many' },
    ] as const
    const { asked, send } = start({ content: 'Which?', inputs: fields, actions: [{ id: 'ok', title: 'OK' }] })
    const path = `/form/human_input/${(await pause(send)).token}`
    const file = { type: 'document', transfer_method: 'remote_url', url: 'https://example.com/a.txt' }
    const filled = (one: unknown, many: unknown) => ({ action: 'ok', inputs: { one, many }, user: 'u' })
    expect((await send('POST', path, filled('a.txt', [file]))).status).toBe(400)
    expect((await send('POST', path, filled(file, file))).status).toBe(400)
    expect((await send('POST', path, filled(file, [file]))).status).toBe(200)
    await send('GET', '/info')
    expect(asked[1]?.files.map(({ url }) => url)).toEqual([file.url, file.url])
  })

  test('expires', async () => {
    const { send, clock } = start({ ...FORM, expiresInSeconds: 60 })
    const { token } = await pause(send)
    for (let reads = 0; reads < 60; reads++) clock.now()
    const { status, body } = await send('POST', `/form/human_input/${token}`, FILLED)
    expect({ status, code: body.code }).toEqual({ status: 412, code: 'human_input_form_expired' })
  })

  test('that nobody was given is not found', async () => {
    const { send } = start()
    expect((await send('GET', '/form/human_input/none')).body).toMatchObject({ status: 404, message: 'Form not found' })
  })
})

describe('the events of a run', () => {
  test('go to who listens while a person is asked, and again and again with continue_on_pause', async () => {
    const next = { content: 'Sure?', actions: [{ id: 'ok', title: 'OK' }] }
    const { mock, send } = start(FORM, ({ form }) =>
      form?.action === 'yes' ? { deltas: ['Well. '], humanInput: next } : 'Done.',
    )
    const { token, runId } = await pause(send)
    const listening = send('GET', `/workflow/${runId}/events?user=u&continue_on_pause=true`)
    await send('POST', `/form/human_input/${token}`, FILLED)
    const { body } = await send('GET', `/workflows/run/${runId}`)
    expect(body).toMatchObject({ status: 'paused', total_steps: 5 })
    const snapshot = readFrames(
      (await send('GET', `/workflow/${runId}/events?user=u&include_state_snapshot=true`)).body,
    )
    expect(snapshot[2]).toMatchObject({ event: 'message_replace', answer: 'One moment. Well. ' })
    const last = snapshot.at(-1)
    expect(last.event).toBe('workflow_paused')
    const path = `/form/human_input/${last.data.reasons[0].form_token}`
    expect((await send('POST', path, { action: 'ok', inputs: {}, user: 'u' })).status).toBe(200)
    const events = readFrames((await listening).body)
    expect(events.filter(({ event }) => event === 'message').map(({ answer }) => answer)).toEqual(['Well. ', 'Done.'])
    expect(events.filter(({ event }) => event === 'node_started').map(({ data }) => data.node_id)).toEqual([
      ...['llm-2', 'human-input-2', 'llm-3', 'answer'],
    ])
    expect(events.at(-1).event).toBe('workflow_finished')
    expect(mock.transcript().at(-1)).toBe('assistant: One moment. Well. Done.')
    expect(mock.deviations).toEqual([])
  })

  test('of one that is over are its end alone', async () => {
    const mock = createMock({ scenario: { dify: { mode: 'advanced-chat', userInputForm: [] }, model: () => 'Fine.' } })
    const send = difyClient(mock)
    const runId = readFrames((await send('POST', '/chat-messages', BODY)).body)[1].workflow_run_id
    const events = readFrames((await send('GET', `/workflow/${runId}/events?user=u`)).body)
    expect(events).toMatchObject([
      { event: 'workflow_finished', task_id: runId, data: { outputs: { answer: 'Fine.' } } },
    ])
    expect(events[0]).not.toHaveProperty('conversation_id')
    expect((await send('GET', `/workflows/run/${runId}`)).body).toMatchObject({ status: 'succeeded', total_steps: 3 })
  })

  test.each([
    ['another user', 'advanced-chat', '?user=other', 404, 'not_found'],
    ['no user', 'advanced-chat', '', 400, 'invalid_param'],
    ['a word that is neither', 'advanced-chat', '?user=u&continue_on_pause=1', 400, 'invalid_param'],
  ] as const)('are refused to %s', async (_, _mode, query, status, code) => {
    const { send } = start()
    const { runId } = await pause(send)
    expect((await send('GET', `/workflow/${runId}/events${query}`)).body).toMatchObject({ status, code })
  })

  test.each(['chat', 'agent-chat'] as const)('are not there in an app of mode %s', async (mode) => {
    const send = difyClient(createMock({ scenario: { dify: { mode } } }))
    for (const path of ['/workflow/x/events?user=u', '/workflows/run/x', '/form/human_input/x']) {
      expect((await send('GET', path)).body).toMatchObject({ status: 400, code: 'not_workflow_app' })
    }
  })

  test('end when the mock is closed', async () => {
    const { mock, send } = start()
    const { runId } = await pause(send)
    const listening = send('GET', `/workflow/${runId}/events?user=u`)
    await Promise.resolve()
    setTimeout(() => mock.close())
    expect(readFrames((await listening).body)).toEqual(['ping'])
  })
})

describe('the steps before the model', () => {
  const steps: ModelStep[] = [
    { type: 'code', title: 'Count', outputs: { count: 2 }, retries: 2 },
    { type: 'iteration', title: 'Each', rounds: ['a', 'b'] },
    { type: 'loop', title: 'Until', rounds: [1, 2], outputs: { total: 3 } },
    { type: 'agent', title: 'Search', log: [{ label: 'Round 1', data: { query: 'tea' } }] },
  ]
  const run = async () => {
    const model: Model = () => ({ steps, reasoning: ['Hm. ', 'Tea.'], deltas: ['Tea.'] })
    const mock = createMock({ scenario: { model, dify: { mode: 'advanced-chat', userInputForm: [] } } })
    const send = difyClient(mock)
    const frames = readFrames((await send('POST', '/chat-messages', BODY)).body)
    expect(mock.deviations).toEqual([])
    return { frames, send }
  }

  test('are told in their order, each with its events', async () => {
    const { frames } = await run()
    expect(frames.map((frame) => frame.event ?? frame)).toEqual([
      ...['ping', 'workflow_started', 'node_started', 'node_finished'],
      ...['node_started', 'node_retry', 'node_retry', 'node_finished'],
      ...['iteration_started', 'iteration_next', 'iteration_next', 'iteration_completed'],
      ...['loop_started', 'loop_next', 'loop_next', 'loop_completed'],
      ...['node_started', 'agent_log', 'node_finished'],
      ...['node_started', 'reasoning_chunk', 'reasoning_chunk', 'message', 'node_finished'],
      ...['node_started', 'node_finished', 'message_end', 'workflow_finished'],
    ])
  })

  test('have what the specification says', async () => {
    const { frames, send } = await run()
    const dataOf = (event: string) => frames.filter((frame) => frame.event === event).map(({ data }) => data)
    expect(dataOf('node_retry')).toMatchObject([
      { node_id: 'code', status: 'retry', retry_index: 1, error: 'It has failed.' },
      { node_id: 'code', status: 'retry', retry_index: 2 },
    ])
    expect(dataOf('node_finished')[1]).toMatchObject({ node_id: 'code', status: 'succeeded', outputs: { count: 2 } })
    expect(dataOf('iteration_next')).toMatchObject([{ index: 0 }, { index: 1 }])
    expect(dataOf('iteration_completed')).toMatchObject([
      { title: 'Each', steps: 2, status: 'succeeded', outputs: { output: ['a', 'b'] }, total_tokens: 0 },
    ])
    expect(dataOf('loop_next')).toMatchObject([{ pre_loop_output: null }, { pre_loop_output: 1 }])
    expect(dataOf('loop_completed')).toMatchObject([{ outputs: { output: [1, 2], total: 3 } }])
    expect(dataOf('agent_log')).toMatchObject([
      { label: 'Round 1', node_id: 'agent', parent_id: null, data: { query: 'tea' } },
    ])
    expect(frames.find(({ event }) => event === 'agent_log')).not.toHaveProperty('workflow_run_id')
    expect(dataOf('reasoning_chunk')).toMatchObject([
      { reasoning: 'Hm. ', node_id: 'llm', is_final: false },
      { reasoning: 'Tea.', is_final: true },
    ])
    const { workflow_run_id: id } = frames[1]
    expect((await send('GET', `/workflows/run/${id}`)).body).toMatchObject({ total_steps: 7 })
  })
})

test('a form that nobody fills in in time lets the run go on without', async () => {
  const { asked, clock, mock, send } = start({ ...FORM, expiresInSeconds: 60 }, ({ form }) => `${form?.action}`)
  const { runId, frames, form } = await pause(send)
  for (let reads = 0; reads < 60; reads++) clock.now()
  const events = readFrames((await send('GET', `/workflow/${runId}/events?user=u`)).body)
  expect(events.slice(0, 4)).toMatchObject([
    'ping',
    { event: 'workflow_started', data: { reason: 'resumption' } },
    { event: 'human_input_form_timeout', data: { node_id: 'human-input', expiration_time: form.expiration_time } },
    { event: 'node_finished', data: { outputs: { __action_id: '__timeout' } } },
  ])
  expect(asked.at(-1)?.form).toEqual({ action: '__timeout', inputs: {} })
  const { conversation_id } = frames[1]
  expect((await send('GET', `/messages?conversation_id=${conversation_id}&user=u`)).body.data).toMatchObject([
    { status: 'normal', answer: 'One moment. __timeout', extra_contents: [{ submitted: false }] },
  ])
  expect(mock.deviations).toEqual([])
})

test('an app that speaks by itself does so after its answer', async () => {
  const model: Model = () => 'One moment. Done.'
  const mock = createMock({ scenario: { model, dify: { mode: 'chat', autoPlay: true } } })
  const send = difyClient(mock)
  const frames = readFrames((await send('POST', '/chat-messages', BODY)).body)
  expect(frames.slice(-4).map(({ event }) => event)).toEqual([
    ...['message_end', 'tts_message', 'tts_message', 'tts_message_end'],
  ])
  const [first, second, end] = frames.slice(-3).map(({ audio }) => Buffer.from(audio, 'base64'))
  // Three frames of 417 bytes for each word.
  expect([first?.byteLength, second?.byteLength, end?.byteLength]).toEqual([2502, 1251, 0])
  expect(first?.subarray(0, 3).toString('hex')).toBe('fffb90')
  expect((await send('GET', '/parameters')).body.text_to_speech).toMatchObject({ autoPlay: 'enabled' })
})
