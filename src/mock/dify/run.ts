import type { ShownFile } from '../chat-change.ts'
import { type ModelAnswer, type ModelMessage, type ModelPart, resolveAnswer } from '../model/model.ts'
import type { DifyApp } from './dify-app.ts'
import { PING, toFrame } from './frames.ts'
import type { AttachedFile, Conversation, HumanForm, Listener, MessageRecord } from './records.ts'
import { computeUsage } from './usage.ts'
import { TIMEOUT_ACTION } from './workflow/timeout-action.ts'

/** One answer in the making. The question is stored and visible from the start, the answer at its end. */
export class Run {
  readonly app: DifyApp
  readonly message: MessageRecord
  /** The last request to the model, and its answer. */
  answer: ModelAnswer
  readonly listeners = new Set<Listener>()
  /** Whether it was asked for as a stream: only that can be stopped. */
  readonly isStreamed: boolean
  readonly #messages: readonly ModelMessage[]
  #prompt: readonly string[] = []

  constructor(app: DifyApp, { user, conversation, query, files, isStreamed }: RunOptions) {
    this.app = app
    this.isStreamed = isStreamed
    this.message = {
      id: app.uuid('message'),
      taskId: app.uuid('task'),
      user,
      conversation,
      query,
      inputs: conversation.inputs,
      files,
      answer: '',
      status: 'running',
      error: null,
      usage: undefined,
      createdAt: app.now(),
      forms: [],
    }
    const earlier = conversation.messages.filter(({ status }) => status === 'normal')
    app.surroundings.transcript.show({
      kind: 'message',
      place: conversation,
      id: `${this.message.id}-query`,
      who: 'user',
      edited: false,
      text: query,
      attachments: files.map(toChatFile),
      references: [],
    })
    conversation.messages.push(this.message)
    conversation.updatedAt = this.message.createdAt
    this.#messages = [...earlier, this.message].flatMap(toTurn)
    this.answer = this.ask()
  }

  /** Asks the model, after a pause with what a person has filled in. */
  ask(form?: HumanForm): ModelAnswer {
    const { app, message } = this
    // Without an entry nobody has filled it in in time.
    const filled = form && (form.submitted ?? { action: TIMEOUT_ACTION, inputs: {}, files: [] })
    this.#prompt = this.#messages.map(({ text }) => text)
    this.answer = resolveAnswer(
      app.surroundings.model({
        platform: 'dify',
        model: app.settings.name,
        messages: this.#messages,
        query: message.query,
        inputs: message.inputs,
        files: [...message.files, ...(filled?.files ?? [])].map(({ file }) => file),
        sources: [],
        ...(filled && { form: { action: filled.action, inputs: filled.inputs } }),
      }),
    )
    return this.answer
  }

  /** Sends an event to everybody who listens: one line of JSON, no name outside of it (Dify specification 4.1). */
  readonly send = (event: Record<string, unknown>): void => {
    for (const { stream } of this.listeners) stream.send(toFrame(event))
  }

  ping(): void {
    for (const { stream } of this.listeners) stream.send(PING)
  }

  /** Nothing follows, or nothing before a person has done something. */
  endStreams(reason: 'over' | 'paused' = 'over'): void {
    for (const listener of [...this.listeners]) {
      if (reason === 'paused' && listener.staysOnPause) continue
      this.listeners.delete(listener)
      listener.stream.end()
    }
  }

  /** The fields of every frame and every reply (Dify specification 4.2). `task_id` stands apart: errors have none. */
  get ids(): { readonly conversation_id: string; readonly message_id: string; readonly created_at: number } {
    const { conversation, id, createdAt } = this.message
    return { conversation_id: conversation.id, message_id: id, created_at: Math.floor(createdAt / 1000) }
  }

  /** `metadata` of the reply (Dify specification 3.1). */
  get metadata(): Record<string, unknown> {
    return { annotation_reply: null, retriever_resources: [], usage: this.message.usage }
  }

  /** More of the answer has been streamed. */
  progress(text: string): void {
    const { id, conversation: place } = this.message
    this.app.surroundings.transcript.show({ kind: 'part', place, id, text })
  }

  /** The answer is complete, or has been stopped: stores and shows it. */
  finish(text: string): void {
    this.#store(text)
    this.message.status = 'normal'
    this.#show(text)
  }

  /** The run has failed: what there is of the answer stays. */
  fail(text: string, error: string): void {
    this.#store(text)
    this.message.status = 'error'
    this.message.error = error
    if (text !== '') this.#show(text)
    const { id, conversation: place } = this.message
    this.app.surroundings.transcript.show({ kind: 'error', place, id, text: error })
  }

  /** A person is asked: what there is of the answer is kept. */
  pause(text: string): void {
    this.#store(text)
    this.message.status = 'paused'
    if (text !== '') this.#show(text)
  }

  /** The blocking reply, once the answer has been played. */
  get reply(): Record<string, unknown> {
    const { metadata, ids, app } = this
    const { id, taskId, answer } = this.message
    return { event: 'message', task_id: taskId, id, ...ids, mode: app.settings.mode, answer, metadata }
  }

  #store(text: string): void {
    const now = this.app.now()
    this.message.answer = text
    this.message.usage = computeUsage(this.#prompt, text, now - this.message.createdAt)
    this.message.conversation.updatedAt = now
  }

  #show(text: string): void {
    const { id, conversation: place } = this.message
    const nothing = { edited: false, attachments: [], references: [] }
    this.app.surroundings.transcript.show({ kind: 'message', place, id, who: 'assistant', text, ...nothing })
  }
}

interface RunOptions {
  readonly user: string
  readonly conversation: Conversation
  readonly query: string
  readonly files: readonly AttachedFile[]
  readonly isStreamed: boolean
}

function toTurn(message: MessageRecord): readonly ModelMessage[] {
  const question: ModelPart[] = [{ type: 'text', text: message.query }]
  for (const { file } of message.files) question.push({ type: 'file', ...file })
  const turn: ModelMessage[] = [{ role: 'user', parts: question, text: message.query }]
  if (message.status === 'normal') {
    turn.push({ role: 'assistant', parts: [{ type: 'text', text: message.answer }], text: message.answer })
  }
  return turn
}

function toChatFile({ file, uploadId }: AttachedFile): ShownFile {
  const { kind, url, name = url ?? '', mimeType, bytes } = file
  return { name, mimeType, size: bytes?.byteLength, id: uploadId, url, kind }
}
