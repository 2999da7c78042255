import { describe, expect, test } from 'vitest'
import type { ChatStream, ChatStreamEvent } from '../../../src/dify/index.ts'
import { testDify, usage, wire } from '../support/dify.ts'
import { type Answer, eventStream, fetchFailed, frames, json } from '../support/fake-fetch.ts'
import { settle } from '../support/manual-clock.ts'

const PING = 'event: ping\n\n'
const STOPPED = json({ result: 'success' })

function start(
  body: (string | Uint8Array)[] | Answer,
  options: { ends?: boolean; breaks?: boolean } = {},
  ...more: Answer[]
) {
  const answer = Array.isArray(body) ? () => eventStream(body, options) : body
  const test = testDify([answer, ...more])
  return { ...test, stream: test.dify.chat.stream({ query: 'q' }) }
}

async function collect<Value>(values: AsyncIterable<Value>): Promise<Value[]> {
  const all: Value[] = []
  for await (const value of values) all.push(value)
  return all
}

const failure = (promise: Promise<unknown>) =>
  promise.then(
    () => expect.unreachable('should have failed'),
    (error) => error,
  )

describe('reading', () => {
  const chat = [PING, ...frames(wire.message('Blue '), wire.message('Grüße 🌍'), wire.end())]

  test('sends a streaming request when reading begins', async () => {
    const { stream, requests } = start(chat)
    await settle()
    expect(requests).toHaveLength(0)
    await stream.text()
    expect(requests).toHaveLength(1)
    expect(requests[0]!.body).toEqual({ query: 'q', inputs: {}, user: 'user-123', response_mode: 'streaming' })
  })

  test('gives the events in our words', async () => {
    const base = { conversationId: 'c', messageId: 'm', taskId: 't', createdAt: new Date('2025-07-08T18:40:00.000Z') }
    const events = await collect(start(chat).stream)
    expect(events).toEqual([
      { ...base, event: 'message', answer: 'Blue ' },
      { ...base, event: 'message', answer: 'Grüße 🌍' },
      {
        ...base,
        event: 'message_end',
        metadata: expect.objectContaining({ usage: expect.objectContaining({ totalTokens: usage.total_tokens }) }),
        files: [],
      },
    ])
  })

  test('gives the text in pieces, then the final reply', async () => {
    const { stream } = start(chat)
    expect(await collect(stream.textStream)).toEqual(['Blue ', 'Grüße 🌍'])
    expect(await stream.final()).toMatchObject({
      status: 'complete',
      answer: 'Blue Grüße 🌍',
      conversationId: 'c',
      messageId: 'm',
      taskId: 't',
      metadata: { usage: { totalTokens: 11 } },
    })
    expect(await stream.text()).toBe('Blue Grüße 🌍')
  })

  test('final and text read by themselves, and once', async () => {
    const { stream, requests } = start(chat)
    const [reply, text] = await Promise.all([stream.final(), stream.text()])
    expect([reply.answer, text]).toEqual(['Blue Grüße 🌍', 'Blue Grüße 🌍'])
    expect(requests).toHaveLength(1)
  })

  test('gives the same wherever the network cuts, and with CRLF', async () => {
    for (const text of [chat.join(''), chat.join('').replaceAll('\n', '\r\n')]) {
      const bytes = new TextEncoder().encode(text)
      for (let cut = 0; cut <= bytes.length; cut += 7) {
        const { stream } = start([bytes.slice(0, cut), bytes.slice(cut)])
        expect(await collect(stream.textStream), `cut at ${cut}`).toEqual(['Blue ', 'Grüße 🌍'])
      }
    }
  })

  test('a second reading is refused, and leaves the reply alone', async () => {
    const { stream } = start(chat)
    await collect(stream)
    expect(await failure(collect(stream))).toMatchObject({
      code: 'stream_already_read',
      partial: { answer: 'Blue Grüße 🌍' },
    })
    expect((await stream.final()).status).toBe('complete')
  })

  test('shows text and ids on the way', async () => {
    const { stream } = start(chat)
    const seen: unknown[] = [[stream.answer, stream.taskId]]
    for await (const _ of stream) seen.push([stream.answer, stream.taskId, stream.messageId, stream.conversationId])
    expect(seen.slice(0, 2)).toEqual([
      ['', undefined],
      ['Blue ', 't', 'm', 'c'],
    ])
  })

  test('a document in place of a stream is an answer as well', async () => {
    const { stream } = start(
      json({ answer: 'All at once', task_id: 't', message_id: 'm', conversation_id: 'c', metadata: { usage } }),
    )
    expect(await collect(stream.textStream)).toEqual(['All at once'])
    expect(await stream.final()).toMatchObject({
      status: 'complete',
      messageId: 'm',
      metadata: { usage: { totalTokens: 11 } },
    })
  })

  test('a frame that cannot be read is logged and skipped', async () => {
    const { stream, lines } = start(['data: nonsense\n\n', 'data: {"event":"ping"}\n\n', ...chat])
    expect((await collect(stream)).map(({ event }) => event)).toEqual(['message', 'message', 'message_end'])
    expect(lines.filter(({ level }) => level === 'warn')).toHaveLength(1)
  })
})

describe('events', () => {
  test('of agents: steps are kept by id in their last state', async () => {
    const { stream } = start(
      frames(
        wire.thought('b', 2),
        wire.thought('a', 1, { thought: 'Hm' }),
        wire.agentMessage('It is '),
        wire.thought('a', 1, { thought: 'Hm', tool: 'weather', tool_input: '{}', observation: 'sunny' }),
        wire.agentMessage('sunny'),
        wire.end(),
      ),
    )
    const events = await collect(stream)
    expect(events[3]).toMatchObject({
      event: 'agent_thought',
      id: 'a',
      tool: 'weather',
      toolInput: '{}',
      observation: 'sunny',
    })
    expect(stream.thoughts.map(({ id, thought, observation }) => [id, thought, observation])).toEqual([
      ['a', 'Hm', 'sunny'],
      ['b', undefined, undefined],
    ])
    expect(stream.answer).toBe('It is sunny')
  })

  test('of new agents: the closing message holds the whole text and is not appended', async () => {
    const { stream } = start(
      frames(wire.agentMessage('It is '), wire.agentMessage('sun'), wire.message('It is sunny'), wire.end()),
    )
    expect(await collect(stream.textStream)).toEqual(['It is ', 'sun', 'ny'])
    expect(await stream.text()).toBe('It is sunny')
  })

  test('of replacement: the final text is the new one, and nothing is handed on twice', async () => {
    const { stream } = start(frames(wire.message('Bad words'), wire.replace('Removed.'), wire.end()))
    const events = await collect(stream)
    expect(events[1]).toMatchObject({ event: 'message_replace', answer: 'Removed.', reason: 'output_moderation' })
    expect(await stream.text()).toBe('Removed.')
    const again = start(frames(wire.message('Bad words'), wire.replace('Removed.'), wire.end())).stream
    expect(await collect(again.textStream)).toEqual(['Bad words'])
  })

  test('of files: a label may hide text', async () => {
    const { stream } = start(
      frames(
        wire.file({ type: 'image', belongs_to: 'assistant', url: 'https://example.com/a' }),
        wire.file({ answer: 'text' }),
        wire.end(),
      ),
    )
    const events = await collect(stream)
    expect(events[0]).toMatchObject({
      event: 'message_file',
      type: 'image',
      belongsTo: 'assistant',
      url: 'https://example.com/a',
    })
    expect(events[1]).toMatchObject({ event: 'message', answer: 'text' })
    expect(await stream.text()).toBe('text')
  })

  test('of chatflows, and those that are not known', async () => {
    const tts = { event: 'tts_message', task_id: 't', audio: 'aGk=' }
    const reasoning = { event: 'reasoning_chunk', task_id: 't', data: { reasoning: 'r', node_id: 'n', is_final: true } }
    const { stream } = start(
      frames(
        wire.started,
        wire.node('node_started'),
        reasoning,
        wire.message('x'),
        wire.node('node_finished', { status: 'succeeded', outputs: { a: 1 }, elapsed_time: 0.5 }),
        { event: 'agent_log', task_id: 't', data: { id: 'x', label: 'l', parent_id: null, data: { a: 1 } } },
        { event: 'text_chunk', task_id: 't', data: { text: 'l' } },
        wire.end({}, [{ filename: 'a.png', mime_type: 'image/png', upload_file_id: 'up' }]),
        wire.finished('succeeded', { outputs: { answer: 'x' } }),
        tts,
      ),
    )
    const events: ChatStreamEvent[] = await collect(stream)
    expect(events).toMatchObject([
      { event: 'workflow_started', workflowRunId: 'w', workflowId: 'wf', inputs: { a: 1 } },
      { event: 'node_started', nodeId: 'n', nodeType: 'llm', title: 'LLM', index: 2 },
      { event: 'reasoning_chunk', reasoning: 'r', nodeId: 'n', isFinal: true },
      { event: 'message', answer: 'x' },
      { event: 'node_finished', status: 'succeeded', outputs: { a: 1 }, elapsedSeconds: 0.5 },
      { event: 'agent_log', id: 'x', label: 'l', data: { a: 1 } },
      { event: 'unknown', type: 'text_chunk', data: { data: { text: 'l' } } },
      { event: 'message_end', files: [{ filename: 'a.png', mimeType: 'image/png', uploadId: 'up' }] },
      {
        event: 'workflow_finished',
        status: 'succeeded',
        outputs: { answer: 'x' },
        elapsedSeconds: 1.5,
        totalTokens: 11,
        totalSteps: 3,
      },
      { event: 'tts_message', audio: 'aGk=' },
    ])
    expect(await stream.final()).toMatchObject({
      conversationId: 'c',
      taskId: 't',
      workflowRunId: 'w',
      files: [{ filename: 'a.png' }],
      messageId: 'm',
    })
  })

  test('are told apart by their name', async () => {
    const [event] = await collect(start(frames(wire.message('x'), wire.end())).stream)
    // @ts-expect-error: only some events have an answer
    expect(event!.answer).toBe('x')
    if (event!.event === 'message') expect(event!.answer.length).toBe(1)
  })
})

describe('endings', () => {
  const text = wire.message('x')
  // Servers of different ages end in different orders (Dify specification 4.5).
  test.each([
    ['message_end', [text, wire.end()], 'complete'],
    ['message_end, workflow_finished', [wire.started, text, wire.end(), wire.finished('succeeded')], 'complete'],
    ['workflow_finished, message_end', [wire.started, text, wire.finished('succeeded'), wire.end()], 'complete'],
    ['workflow_finished alone', [wire.started, text, wire.finished('succeeded')], 'complete'],
    ['partial success', [wire.started, text, wire.finished('partial-succeeded')], 'complete'],
    [
      'stopped, message_end',
      [wire.started, text, wire.finished('stopped', { error: 'Stopped by user.' }), wire.end()],
      'stopped',
    ],
    ['message_end, stopped', [wire.started, text, wire.end(), wire.finished('stopped')], 'stopped'],
    ['paused and resumed', [wire.started, wire.paused, text, wire.end(), wire.finished('succeeded')], 'complete'],
    ['paused', [wire.started, text, wire.paused], 'paused'],
    // A status that servers may learn says nothing, so that the end of the message has to.
    ['message_end, an unknown status', [wire.started, text, wire.end(), wire.finished('archived')], 'complete'],
  ])('%s', async (_, events, status) => {
    expect(await start(frames(...events)).stream.final()).toMatchObject({ status, answer: 'x', messageId: 'm' })
  })

  test('what follows the end of the message still arrives', async () => {
    const late = { event: 'tts_message_end', task_id: 't', audio: '' }
    expect((await collect(start(frames(text, wire.end(), late)).stream)).map(({ event }) => event)).toEqual([
      'message',
      'message_end',
      'tts_message_end',
    ])
  })

  test.each<[string, object[], object]>([
    ['nothing that says so', [text], { code: 'stream_truncated' }],
    ['only a start', [wire.started], { code: 'stream_truncated', partial: { answer: '', conversationId: 'c' } }],
    ['nothing at all', [], { code: 'stream_truncated', partial: { answer: '' } }],
    [
      'an error event',
      [text, wire.error],
      { code: 'completion_request_error', status: 400, message: 'The answer failed: provider said no.' },
    ],
    [
      'an error event before anything',
      [{ event: 'error', status: 400, code: 'invalid_param', message: 'a is required' }],
      { code: 'invalid_param', partial: { answer: '' } },
    ],
    ['an error without words', [{ event: 'error' }], { code: 'stream_failed' }],
    [
      'a failed run',
      [text, wire.finished('failed', { error: 'Run failed: x' })],
      { code: 'stream_failed', message: 'The answer failed: Run failed: x.' },
    ],
    [
      'a failed run and its error',
      [text, wire.finished('failed', { error: 'x' }), wire.error],
      { code: 'completion_request_error' },
    ],
    [
      'an unknown end of a run',
      [wire.started, text, wire.finished('archived')],
      {
        code: 'stream_failed',
        message: 'The run ended with the status archived, which is not known.',
        partial: { answer: 'x' },
      },
    ],
    ['an end of a run without a status', [text, wire.finished('')], { message: 'The run ended without a status.' }],
    [
      'a failed run after the end',
      [text, wire.end(), wire.finished('failed', { error: 'x' })],
      { code: 'stream_failed' },
    ],
  ])('%s is a StreamError', async (_, events, expected) => {
    const { stream } = start(frames(...events))
    const error = await failure(stream.final())
    expect(error).toMatchObject({ name: 'StreamError', ...expected })
  })

  test('the partial answer is kept, with the ids', async () => {
    const { stream } = start(frames(wire.message('Blue '), wire.message('sk'), wire.error))
    const pieces: string[] = []
    const error = await failure(
      (async () => {
        for await (const piece of stream.textStream) pieces.push(piece)
      })(),
    )
    expect(pieces).toEqual(['Blue ', 'sk'])
    expect(error.partial).toEqual({ answer: 'Blue sk', conversationId: 'c', messageId: 'm', taskId: 't' })
    expect(await failure(stream.final())).toBe(error)
  })

  test('a broken connection keeps the partial answer', async () => {
    const error = await failure(start(frames(text), { breaks: true }).stream.text())
    expect(error).toMatchObject({
      code: 'stream_interrupted',
      partial: { answer: 'x' },
      cause: { code: 'connection_failed' },
    })
  })

  test('a connection that breaks after the end has harmed nothing', async () => {
    expect(await start(frames(text, wire.end()), { breaks: true }).stream.text()).toBe('x')
  })

  test('silence keeps the partial answer', async () => {
    const { stream, ring } = start(frames(text), { ends: false })
    const reading = failure(stream.text())
    await settle()
    ring(60_000)
    expect(await reading).toMatchObject({ code: 'stream_idle', partial: { answer: 'x' }, cause: { code: 'timed_out' } })
  })

  test('a refusal is an ApiError, and nothing is repeated inside a stream', async () => {
    const { stream } = start(json({ code: 'unauthorized' }, { status: 401 }))
    expect(await failure(stream.text())).toMatchObject({ name: 'AuthenticationError', code: 'unauthorized' })
    const broken = start(frames(text), { breaks: true })
    await failure(broken.stream.text())
    expect(broken.requests).toHaveLength(1)
    expect(await failure(start(fetchFailed()).stream.text())).toMatchObject({ code: 'connection_failed' })
  })
})

describe('stopping', () => {
  test('stop asks the server with the task of the stream, once', async () => {
    const { stream, requests } = start(frames(wire.message('one'), wire.message('two'), wire.end()), {}, STOPPED)
    for await (const _ of stream.textStream) await stream.stop()
    expect(requests.map(({ url }) => url)).toEqual([
      'https://dify.example.com/v1/chat-messages',
      'https://dify.example.com/v1/chat-messages/t/stop',
    ])
    expect(requests[1]!.body).toEqual({ user: 'user-123' })
    expect(await stream.final()).toMatchObject({ status: 'stopped', answer: 'onetwo' })
  })

  test('stop uses the user of the call', async () => {
    const { dify, requests } = testDify([() => eventStream(frames(wire.message('x'), wire.end())), STOPPED])
    const stream = dify.chat.stream({ query: 'q', user: 'other' })
    for await (const _ of stream) await stream.stop()
    expect(requests[1]!.body).toEqual({ user: 'other' })
  })

  test('a stop before the first event waits for the task', async () => {
    const { stream, requests } = start([PING, ...frames(wire.message('x'), wire.end())], {}, STOPPED)
    const reading = stream.final()
    await stream.stop()
    expect(requests[1]!.url).toContain('/chat-messages/t/stop')
    expect((await reading).status).toBe('stopped')
  })

  test('a stop before reading sends nothing at all', async () => {
    const { stream, requests } = start([])
    await stream.stop()
    expect(await failure(stream.final())).toMatchObject({ code: 'aborted' })
    expect(await failure(collect(stream))).toMatchObject({ code: 'aborted' })
    expect(requests).toHaveLength(0)
  })

  test('a stop after the end does nothing', async () => {
    const { stream, requests } = start(frames(wire.message('x'), wire.end()))
    await stream.final()
    await stream.stop()
    expect(requests).toHaveLength(1)
    expect((await stream.final()).status).toBe('complete')
  })

  test('a stop whose stream fails before the task is known resolves', async () => {
    const { stream, requests } = start(json({}, { status: 400 }))
    const reading = failure(stream.final())
    await stream.stop()
    expect(await reading).toMatchObject({ status: 400 })
    expect(requests).toHaveLength(1)
  })
})

describe('a stop that changed nothing', () => {
  const FAILED = json({}, { status: 500 })
  const UNREACHABLE = fetchFailed('ECONNREFUSED')

  test.each([
    ['failed', FAILED],
    ['could not be sent', UNREACHABLE],
  ])('since it %s leaves the answer complete', async (_, answer) => {
    const { stream } = start(frames(wire.message('one'), wire.message('two'), wire.end()), {}, answer)
    for await (const _ of stream.textStream) await stream.stop().catch(() => {})
    expect(await stream.final()).toMatchObject({ status: 'complete', answer: 'onetwo' })
  })

  test('since it failed can be tried again', async () => {
    const refused = json({}, { status: 400 })
    const { stream, requests } = start(
      frames(wire.message('one'), wire.message('two'), wire.end()),
      {},
      refused,
      STOPPED,
    )
    const codes: unknown[] = []
    for await (const _ of stream.textStream) codes.push(await stream.stop().catch(({ code }) => code))
    expect(codes).toEqual(['bad_request', undefined])
    expect(requests).toHaveLength(3)
    expect((await stream.final()).status).toBe('stopped')
  })

  test.each([
    ['the end of the message', [wire.message('x'), wire.end(), { event: 'tts_message_end', task_id: 't', audio: '' }]],
    ['the end of the run', [wire.started, wire.message('x'), wire.finished('succeeded'), wire.end()]],
  ])('since it came after %s leaves the answer complete', async (_, events) => {
    const { stream } = start(frames(...events), {}, STOPPED)
    for await (const { event } of stream) {
      if (event === 'message_end' || event === 'workflow_finished') await stream.stop()
    }
    expect((await stream.final()).status).toBe('complete')
  })

  test('since the run succeeded before it was heard leaves the answer complete', async () => {
    const events = frames(wire.started, wire.message('x'), wire.finished('succeeded'), wire.end())
    const { stream } = start(events, {}, STOPPED)
    for await (const { event } of stream) if (event === 'message') await stream.stop()
    expect((await stream.final()).status).toBe('complete')
  })

  test('since nothing ever told the task sends nothing, and the answer ends', async () => {
    const { stream, requests } = start(frames({ ...wire.message('x'), task_id: '' }, { ...wire.end(), task_id: '' }))
    const reading = stream.final()
    await stream.stop()
    expect((await reading).status).toBe('complete')
    expect(requests).toHaveLength(1)
  })
})

describe('after an abort', () => {
  // All in one network chunk, so that it has arrived.
  const all = [frames(wire.message('one'), wire.message('two'), wire.message('three'), wire.end()).join('')]

  test.each<[string, (stream: ChatStream) => AsyncIterable<unknown>]>([
    ['events', (stream) => stream],
    ['text', (stream) => stream.textStream],
  ])('no %s that has arrived is handed out', async (_, read) => {
    for (const ends of [true, false]) {
      const { stream } = start(all, { ends })
      const seen: unknown[] = []
      const error = await failure(
        (async () => {
          for await (const value of read(stream)) {
            seen.push(value)
            stream.abort()
          }
        })(),
      )
      expect(seen).toHaveLength(1)
      expect(error).toMatchObject({ name: 'AbortError', code: 'aborted' })
      expect(await failure(stream.final())).toMatchObject({ code: 'aborted' })
    }
  })

  test('by the signal of the call, neither', async () => {
    const aborting = new AbortController()
    const { dify } = testDify([() => eventStream(all)])
    const seen: unknown[] = []
    const reading = async () => {
      for await (const event of dify.chat.stream({ query: 'q', signal: aborting.signal })) {
        seen.push(event)
        aborting.abort('enough')
      }
    }
    expect(await failure(reading())).toMatchObject({ code: 'aborted', cause: 'enough' })
    expect(seen).toHaveLength(1)
  })

  test('final fails at once, though the reader has stopped reading', async () => {
    const { stream } = start(all, { ends: false })
    await stream[Symbol.asyncIterator]().next()
    stream.abort()
    expect(await failure(stream.final())).toMatchObject({ code: 'aborted' })
  })
})

describe('leaving by return', () => {
  test.each<[string, (stream: ChatStream) => AsyncGenerator<unknown>]>([
    ['events', (stream) => stream[Symbol.asyncIterator]()],
    ['text', (stream) => stream.textStream],
  ])('ends %s, also while the next one is waited for', async (_, read) => {
    const { stream, requests } = start(frames(wire.message('x')), { ends: false })
    const iterator = read(stream)
    await iterator.next()
    const waiting = iterator.next()
    await settle()
    expect(await iterator.return(undefined)).toEqual({ done: true, value: undefined })
    expect(await waiting).toEqual({ done: true, value: undefined })
    expect(await iterator.next()).toEqual({ done: true, value: undefined })
    expect(requests[0]!.signal.aborted).toBe(true)
    expect(await failure(stream.final())).toMatchObject({ code: 'aborted' })
  })

  test('ends a request that is not answered yet', async () => {
    const { stream, requests } = start(() => new Promise<Response>(() => {}))
    const iterator = stream.textStream
    const waiting = iterator.next()
    await settle()
    await iterator.return(undefined)
    expect(await waiting).toEqual({ done: true, value: undefined })
    expect(requests[0]!.signal.aborted).toBe(true)
  })

  test('loses nothing after the end of the message', async () => {
    const { stream } = start([frames(wire.message('x'), wire.end()).join('')], { ends: false })
    const iterator = stream[Symbol.asyncIterator]()
    await iterator.next()
    await iterator.next()
    const waiting = iterator.next()
    await settle()
    await iterator.return(undefined)
    await waiting
    expect(await stream.final()).toMatchObject({ status: 'complete', answer: 'x' })
  })
})

test('a hundred thousand events of one network chunk are read', async () => {
  const piece = frames(wire.message('x'))[0]!
  const { stream } = start([piece.repeat(100_000) + frames(wire.end())])
  expect(await stream.text()).toHaveLength(100_000)
})

describe('leaving', () => {
  const open = () => start(frames(wire.message('x')), { ends: false })

  async function leave(stream: ChatStream) {
    for await (const _ of stream) break
  }

  test('the loop closes the connection, and final says so', async () => {
    const { stream, requests } = open()
    await leave(stream)
    expect(requests[0]!.signal.aborted).toBe(true)
    expect(await failure(stream.final())).toMatchObject({ name: 'AbortError', code: 'aborted' })
    expect(stream.answer).toBe('x')
  })

  test('after the end of the message loses nothing', async () => {
    const { stream } = start(frames(wire.message('x'), wire.end()), { ends: false })
    for await (const { event } of stream) if (event === 'message_end') break
    expect(await stream.final()).toMatchObject({ status: 'complete', answer: 'x' })
  })

  test('by abort gives the reader an AbortError and closes the connection', async () => {
    const { stream, requests } = open()
    const reading = failure(stream.text())
    await settle()
    stream.abort()
    expect(await reading).toMatchObject({ name: 'AbortError' })
    expect(requests[0]!.signal.aborted).toBe(true)
  })

  test('by the signal of the call does the same, with the reason', async () => {
    const aborting = new AbortController()
    const { dify } = testDify([() => eventStream(frames(wire.message('x')), { ends: false })])
    const stream = dify.chat.stream({ query: 'q', signal: aborting.signal })
    const reading = failure(collect(stream))
    await settle()
    aborting.abort('enough')
    expect(await reading).toMatchObject({ name: 'AbortError', cause: 'enough' })
  })
})
