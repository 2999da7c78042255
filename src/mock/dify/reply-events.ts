import { type ReplyEvents, type SendEvent, sendDelta, sendMessageEnd, sendReplacement } from './reply-frames.ts'
import type { Run } from './run.ts'
import { Chatflow } from './workflow/chatflow.ts'

/** The events of the app's mode, in the order of Dify specification 4.5. */
export function createReplyEvents(run: Run): ReplyEvents {
  const { app, send } = run
  switch (app.settings.mode) {
    case 'advanced-chat': {
      const chatflow = new Chatflow(run)
      app.workflowRuns.set(chatflow.id, chatflow)
      return chatflow
    }
    case 'agent-chat':
      return createAgentChatEvents(run, send)
    case 'agent':
      return createAgentEvents(run, send)
    default:
      return createChatEvents(run, send)
  }
}

function createChatEvents(run: Run, send: SendEvent): ReplyEvents {
  return {
    start() {},
    delta: (text) => sendDelta(run, send, run.app.settings.deltasAsFiles ? 'message_file' : 'message', text),
    replace: (text) => sendReplacement(run, send, text),
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
    replace: (text) => sendReplacement(run, send, text),
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
    replace: (text) => sendReplacement(run, send, text),
    end(text) {
      sendDelta(run, send, 'message', text)
      sendMessageEnd(run, send)
    },
    failed() {},
  }
}
