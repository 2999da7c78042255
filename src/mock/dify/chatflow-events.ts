import { type ReplyEvents, type SendEvent, sendDelta, sendMessageEnd, sendReplacement } from './reply-frames.ts'
import type { Run } from './run.ts'

interface Node {
  readonly node_id: string
  readonly node_type: string
  readonly title: string
}

const NODES: readonly Node[] = [
  { node_id: 'start', node_type: 'start', title: 'Start' },
  { node_id: 'llm', node_type: 'llm', title: 'LLM' },
  { node_id: 'answer', node_type: 'answer', title: 'Answer' },
]

/** A chatflow of three nodes: start, model, answer (Dify specification 4.4, 4.5). */
export function createChatflowEvents(run: Run, send: SendEvent): ReplyEvents {
  const { app, message } = run
  const runId = app.uuid('workflow-run')
  const workflowId = app.uuid('workflow')
  const executions = NODES.map((node) => ({ ...node, id: app.uuid('node'), startedAt: 0 }))
  const startedAt = seconds(message.createdAt)

  function tell(event: string, data: Record<string, unknown>): void {
    send({ event, ...run.ids, task_id: message.taskId, workflow_run_id: runId, data })
  }

  function describeNode(index: number): Record<string, unknown> {
    const { id, node_id, node_type, title, startedAt: created_at } = executions[index] ?? { startedAt: 0 }
    const head = { id, node_id, node_type, title, index: index + 1 }
    return {
      ...head,
      predecessor_node_id: executions[index - 1]?.node_id ?? null,
      inputs: null,
      inputs_truncated: false,
      created_at,
      extras: {},
      iteration_id: null,
      loop_id: null,
      agent_strategy: null,
    }
  }

  function startNode(index: number): void {
    const execution = executions[index]
    if (execution !== undefined) execution.startedAt = seconds(app.now())
    tell('node_started', describeNode(index))
  }

  function finishNode(index: number, outputs: Record<string, unknown>, error: string | null = null): void {
    const finishedAt = seconds(app.now())
    tell('node_finished', {
      ...describeNode(index),
      process_data: null,
      process_data_truncated: false,
      outputs,
      outputs_truncated: false,
      status: error === null ? 'succeeded' : 'failed',
      error,
      elapsed_time: finishedAt - (executions[index]?.startedAt ?? finishedAt),
      execution_metadata: null,
      finished_at: finishedAt,
      files: [],
    })
  }

  function finishWorkflow(status: string, outputs: Record<string, unknown>, error: string | null): void {
    const finishedAt = seconds(app.now())
    tell('workflow_finished', {
      id: runId,
      workflow_id: workflowId,
      status,
      outputs,
      error,
      elapsed_time: finishedAt - startedAt,
      total_tokens: message.usage?.total_tokens ?? 0,
      total_steps: status === 'succeeded' ? NODES.length : 2,
      created_by: { id: app.endUserId(message.user), user: message.user },
      created_at: startedAt,
      finished_at: finishedAt,
      exceptions_count: 0,
      files: [],
    })
  }

  return {
    start() {
      const system = { 'sys.query': message.query, 'sys.conversation_id': message.conversation.id }
      const inputs = { ...message.inputs, ...system, 'sys.user_id': message.user, 'sys.workflow_run_id': runId }
      tell('workflow_started', { id: runId, workflow_id: workflowId, inputs, created_at: startedAt, reason: 'initial' })
      startNode(0)
      finishNode(0, inputs)
      startNode(1)
    },
    delta: (text) => sendDelta(run, send, 'message', text),
    replace: (text) => sendReplacement(run, send, text),
    end(text, status) {
      if (status === 'stopped') {
        finishWorkflow('stopped', {}, 'Stopped by user.')
        sendMessageEnd(run, send)
        return
      }
      finishNode(1, { text })
      startNode(2)
      finishNode(2, { answer: text })
      const { chatflowEnd } = app.settings
      if (chatflowEnd === 'current') sendMessageEnd(run, send)
      finishWorkflow('succeeded', { answer: text }, null)
      if (chatflowEnd === 'legacy') sendMessageEnd(run, send)
    },
    failed(error) {
      finishNode(1, {}, error)
      finishWorkflow('failed', {}, error)
    },
  }
}

function seconds(milliseconds: number): number {
  return Math.floor(milliseconds / 1000)
}
