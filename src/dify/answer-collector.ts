import { type PartialAnswer, StreamError } from '../core/errors/index.ts'
import type { Mask } from '../core/http/index.ts'
import { present } from '../core/read.ts'
import type { ChatReply, ReplyStatus } from '../platforms/dify/chat-reply.ts'
import type { AgentThoughtEvent } from '../platforms/dify/events/answer-events.ts'
import type { ChatStreamEvent } from '../platforms/dify/events/chat-stream-event.ts'
import type { StreamEventBase } from '../platforms/dify/events/event-base.ts'
import type { ParsedFrame } from '../platforms/dify/events/parse-frame.ts'
import type { WorkflowFinishedEvent } from '../platforms/dify/events/workflow-events.ts'
import type { HumanInputRequest } from '../platforms/dify/human-input.ts'
import type { ReplyFile } from '../platforms/dify/reply-file.ts'
import type { ReplyMetadata } from '../platforms/dify/reply-metadata.ts'

/** An event as it should be handed on, and the text that it adds to what was handed on before. */
export interface Collected {
  event: ChatStreamEvent
  delta: string
}

/**
 * Puts an answer together from the events of a stream.
 *
 * Whether it is complete is decided at the end of the body and not at some last event: servers end in different orders,
 * and some leave endings out (Dify specification 4.5).
 */
export class AnswerCollector {
  #answer = ''
  readonly #ids: Partial<StreamEventBase> = {}
  #metadata: ReplyMetadata = { retrieverResources: [] }
  #files: ReplyFile[] = []
  readonly #thoughts = new Map<string, AgentThoughtEvent>()
  #workflowRunId: string | undefined
  /** Forms that a paused run waits for. */
  #forms: HumanInputRequest[] = []
  #sawAgentMessage = false
  /** The ending, as far as the events have told it. */
  #status: ReplyStatus | undefined
  #failure: string | undefined
  /** A run has said by itself how it ended. */
  #runEnded = false
  /** The last word of a run, if it is none that is known. */
  #unknownEnd: string | undefined
  readonly #mask: Mask

  /** @param mask hides the secrets of the client in errors: a server can put into its words what it was sent */
  constructor(mask: Mask) {
    this.#mask = mask
  }

  get answer(): string {
    return this.#answer
  }

  get ids(): Readonly<Partial<StreamEventBase>> {
    return this.#ids
  }

  /** The steps of an agent, each in its last state, in their order. */
  get thoughts(): AgentThoughtEvent[] {
    return [...this.#thoughts.values()].sort((one, other) => one.position - other.position)
  }

  /** Whether an event has said that the answer is there, complete, stopped or paused. */
  get isEnded(): boolean {
    return this.#status !== undefined && this.#failure === undefined
  }

  get partial(): PartialAnswer {
    const { conversationId, messageId, taskId } = this.#ids
    return this.#mask({ answer: this.#answer, ...present({ conversationId, messageId, taskId }) })
  }

  /** Takes an event in. */
  add(event: ChatStreamEvent): Collected {
    this.#remember(event)
    switch (event.event) {
      case 'message':
        // After deltas of its own kind, the `message` of an agent is the whole text (Dify specification 4.3).
        if (this.#sawAgentMessage) return this.#replace({ ...event, event: 'message_replace' })
        return this.#append(event)
      case 'agent_message':
        this.#sawAgentMessage = true
        return this.#append(event)
      case 'message_replace':
        return this.#replace(event)
      case 'agent_thought':
        this.#thoughts.set(event.id, event)
        break
      case 'message_end':
        this.#metadata = event.metadata
        this.#files = event.files
        this.#status ??= 'complete'
        break
      case 'workflow_started':
      case 'human_input_form_filled':
        this.#workflowRunId = event.workflowRunId
        // It goes on: what follows has another end.
        if (this.#status === 'paused') this.#status = undefined
        this.#forms = []
        break
      case 'workflow_finished':
        this.#workflowRunId = event.workflowRunId
        this.#finishRun(event)
        break
      case 'workflow_paused':
        this.#workflowRunId = event.workflowRunId
        this.#status = 'paused'
        this.#forms = event.forms
        break
    }
    return { event, delta: '' }
  }

  /** The error for a failure that the server has put into the stream. */
  failure({ code, status, message, ids }: Extract<ParsedFrame, { kind: 'error' }>): StreamError {
    Object.assign(this.#ids, ids)
    return this.error(`The answer failed: ${message || code || 'no reason was given'}`, {
      code: code ?? 'stream_failed',
      ...present({ status }),
    })
  }

  error(message: string, options: { code: string; status?: number; cause?: unknown }): StreamError {
    const sentence = /[.!?]$/.test(message) ? message : `${message}.`
    return new StreamError(this.#mask(sentence), { ...this.#mask(options), partial: this.partial })
  }

  /**
   * The reply, once the body has ended.
   *
   * @param stopped the server has heard a request to stop before the answer was there
   * @throws StreamError `stream_failed` if a run has failed without an error event, or has ended in a way that is not
   * known; `stream_truncated` if nothing has said that the answer is there
   */
  finish(stopped = false): ChatReply {
    if (this.#failure !== undefined) {
      throw this.error(`The answer failed: ${this.#failure}`, { code: 'stream_failed' })
    }
    if (this.#status === undefined && this.#unknownEnd !== undefined) {
      const end =
        this.#unknownEnd === '' ? 'without a status' : `with the status ${this.#unknownEnd}, which is not known`
      throw this.error(`The run ended ${end}.`, { code: 'stream_failed' })
    }
    if (this.#status === undefined) {
      throw this.error('The stream ended before the answer was complete.', { code: 'stream_truncated' })
    }
    const { conversationId = '', messageId = '', taskId = '', createdAt } = this.#ids
    return {
      // Chat apps have no event for a stop: the answer just ends (Dify specification 4.6). A chatflow tells.
      status: stopped && this.#status === 'complete' && !this.#runEnded ? 'stopped' : this.#status,
      answer: this.#answer,
      conversationId,
      messageId,
      taskId,
      metadata: this.#metadata,
      files: this.#files,
      ...present({ createdAt, workflowRunId: this.#workflowRunId }),
      ...(this.#status === 'paused' ? { forms: this.#forms } : {}),
    }
  }

  /** The ids of an event, each as soon as one has it: the last frames of a run may lack some. */
  #remember({ conversationId, messageId, taskId, createdAt }: ChatStreamEvent): void {
    const ids = this.#ids
    if (conversationId) ids.conversationId = conversationId
    if (messageId) ids.messageId = messageId
    if (taskId) ids.taskId = taskId
    if (createdAt) ids.createdAt = createdAt
  }

  #finishRun({ status, error, outputs }: WorkflowFinishedEvent): void {
    switch (status) {
      case 'failed':
        this.#failure = error ?? 'the run failed'
        break
      case 'stopped':
        this.#status = 'stopped'
        break
      case 'succeeded':
      case 'partial-succeeded':
        this.#status = 'complete'
        this.#runEnded = true
        // Of a run that is over nothing else is told (Dify specification 3.13).
        if (this.#answer === '' && typeof outputs.answer === 'string') this.#answer = outputs.answer
        break
      default:
        // Servers may learn other words: whether the answer is there is then for `message_end` to say.
        this.#unknownEnd = status
    }
  }

  #append(event: ChatStreamEvent & { answer: string }): Collected {
    this.#answer += event.answer
    return { event, delta: event.answer }
  }

  #replace(event: ChatStreamEvent & { answer: string }): Collected {
    // Text that was handed on cannot be taken back; what only goes on from there can be.
    const delta = event.answer.startsWith(this.#answer) ? event.answer.slice(this.#answer.length) : ''
    this.#answer = event.answer
    return { event, delta }
  }
}
