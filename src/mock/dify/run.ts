import type { ShownFile } from '../chat-change.ts'
import { type ModelAnswer, type ModelMessage, type ModelPart, resolveAnswer } from '../model/model.ts'
import type { DifyApp } from './dify-app.ts'
import type { AttachedFile, Conversation, MessageRecord } from './records.ts'
import { computeUsage } from './usage.ts'

/** One answer in the making. The question is stored and visible from the start, the answer at its end. */
export class Run {
  readonly app: DifyApp
  readonly message: MessageRecord
  readonly answer: ModelAnswer
  readonly #prompt: readonly string[]

  constructor(app: DifyApp, user: string, conversation: Conversation, query: string, files: readonly AttachedFile[]) {
    this.app = app
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
    }
    const { surroundings, settings } = app
    const messages = [...conversation.messages.filter(({ status }) => status === 'normal'), this.message].flatMap(
      toTurn,
    )
    this.#prompt = messages.map(({ text }) => text)
    surroundings.transcript.show({
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
    this.answer = resolveAnswer(
      surroundings.model({
        platform: 'dify',
        model: settings.name,
        messages,
        query,
        inputs: conversation.inputs,
        files: files.map(({ file }) => file),
        sources: [],
      }),
    )
  }

  /** What every frame and every reply carries (Dify specification 4.2). `task_id` stands apart: errors have none. */
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

  /** The blocking reply. It cannot be stopped, so an answer without end ends here as well. */
  answerAtOnce(): Record<string, unknown> {
    this.finish(this.answer.replacement ?? this.answer.deltas.join(''))
    const { id, taskId, answer } = this.message
    const mode = this.app.settings.mode
    const { metadata, ids } = this
    return { event: 'message', task_id: taskId, id, ...ids, mode, answer, metadata }
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
