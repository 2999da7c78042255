import { createChatflowEvents } from './chatflow-events.ts'
import type { Run } from './run.ts'

/** How a mode tells of an answer in the making. */
export interface ReplyEvents {
  start(): void
  delta(text: string): void
  end(text: string, status: 'succeeded' | 'stopped'): void
  /** Before the closing `error` event. */
  failed(message: string): void
}

/** Sends the event of one frame. */
export type SendEvent = (event: Record<string, unknown>) => void

/** The events of the app's mode, in the order of Dify specification 4.5. */
export function createReplyEvents(run: Run, send: SendEvent): ReplyEvents {
  switch (run.app.settings.mode) {
    case 'advanced-chat':
      return createChatflowEvents(run, send)
    case 'agent-chat':
      return createAgentChatEvents(run, send)
    case 'agent':
      return createAgentEvents(run, send)
    default:
      return createChatEvents(run, send)
  }
}

/** A delta (Dify specification 4.3). */
export function sendDelta(run: Run, send: SendEvent, event: 'message' | 'agent_message', answer: string): void {
  const { id, taskId } = run.message
  const rest = event === 'message' ? { from_variable_selector: null } : {}
  send({ event, ...run.ids, task_id: taskId, id, answer, ...rest })
}

/** The end of an answer (Dify specification 4.3). */
export function sendMessageEnd(run: Run, send: SendEvent): void {
  const { id, taskId } = run.message
  send({ event: 'message_end', ...run.ids, task_id: taskId, id, metadata: run.metadata, files: null })
}

function createChatEvents(run: Run, send: SendEvent): ReplyEvents {
  return {
    start() {},
    delta: (text) => sendDelta(run, send, 'message', text),
    end: () => sendMessageEnd(run, send),
    failed() {},
  }
}

/** One thought, sent again under the same id when it is complete (Dify specification 4.3). */
function createAgentChatEvents(run: Run, send: SendEvent): ReplyEvents {
  const thoughtId = run.app.uuid('thought')
  function think(thought: string): void {
    const empty = { observation: '', tool: '', tool_labels: {}, tool_input: '', message_files: [] }
    const head = { event: 'agent_thought', ...run.ids, task_id: run.message.taskId, id: thoughtId, position: 1 }
    send({ ...head, thought, ...empty })
  }
  return {
    start: () => think(''),
    delta: (text) => sendDelta(run, send, 'agent_message', text),
    end(text) {
      think(text)
      sendMessageEnd(run, send)
    },
    failed() {},
  }
}

/** Deltas, then one `message` with the whole text, which is not to be appended (Dify specification 4.3). */
function createAgentEvents(run: Run, send: SendEvent): ReplyEvents {
  return {
    start() {},
    delta: (text) => sendDelta(run, send, 'agent_message', text),
    end(text) {
      sendDelta(run, send, 'message', text)
      sendMessageEnd(run, send)
    },
    failed() {},
  }
}
