import type { ModelForm } from '../model/model.ts'
import type { Run } from './run.ts'

/** How a mode tells of an answer in the making. */
export interface ReplyEvents {
  start(): void
  delta(text: string): void
  /** The text that was streamed so far is void. */
  replace(text: string): void
  /** A person is asked; only chatflows can do that. */
  pause?(text: string, form: ModelForm): void
  /** The blocking reply of a run that waits for a person. */
  pausedReply?(): Record<string, unknown> | undefined
  end(text: string, status: 'succeeded' | 'stopped'): void
  /** Before the closing `error` event. */
  failed(message: string): void
}

/** Sends the event of one frame. */
export type SendEvent = (event: Record<string, unknown>) => void

/** A delta (Dify specification 4.3). */
export function sendDelta(
  run: Run,
  send: SendEvent,
  event: 'message' | 'agent_message' | 'message_file',
  answer: string,
): void {
  const { id, taskId } = run.message
  const rest = event === 'message' ? { from_variable_selector: null } : {}
  send({ event, ...run.ids, task_id: taskId, id, answer, ...rest })
}

/** Moderation has put another text in the place of what was streamed (Dify specification 4.3). */
export function sendReplacement(run: Run, send: SendEvent, answer: string): void {
  const reason = run.app.settings.mode === 'advanced-chat' ? 'output_moderation' : ''
  send({ event: 'message_replace', ...run.ids, task_id: run.message.taskId, answer, reason })
}

/** The end of an answer (Dify specification 4.3). */
export function sendMessageEnd(run: Run, send: SendEvent): void {
  const { id, taskId } = run.message
  send({ event: 'message_end', ...run.ids, task_id: taskId, id, metadata: run.metadata, files: null })
}
