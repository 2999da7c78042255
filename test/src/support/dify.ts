import { DifyClient, type DifyClientOptions } from '../../../src/dify/index.ts'
import { type Answer, fakeFetch } from './fake-fetch.ts'
import { manualClock } from './manual-clock.ts'
import { recordingLogger } from './recording-logger.ts'

/** A client over a server that gives these answers. */
export function testDify(answers: Answer[], options: Partial<DifyClientOptions> = {}) {
  const { fetch, requests } = fakeFetch(...answers)
  const manual = manualClock()
  const { logger, lines } = recordingLogger()
  const dify = new DifyClient({
    apiKey: 'app-secret',
    baseUrl: 'https://dify.example.com/v1',
    user: 'user-123',
    fetch,
    clock: manual.clock,
    logger,
    random: () => 0,
    ...options,
  })
  return { dify, requests, lines, ...manual }
}

const envelope = { conversation_id: 'c', message_id: 'm', created_at: 1_752_000_000, task_id: 't' }
const workflow = { ...envelope, workflow_run_id: 'w' }

export const usage = {
  prompt_tokens: 9,
  prompt_unit_price: '0.001',
  prompt_price_unit: '0.001',
  prompt_price: '0.0000090',
  completion_tokens: 2,
  completion_unit_price: '0.002',
  completion_price_unit: '0.001',
  completion_price: '0.0000040',
  total_tokens: 11,
  total_price: '0.0000130',
  currency: 'USD',
  latency: 0.41,
}

/** Frames as servers send them (Dify specification 4.3, 4.4). */
export const wire = {
  message: (answer: string) => ({ event: 'message', ...envelope, id: 'm', answer, from_variable_selector: null }),
  agentMessage: (answer: string) => ({ event: 'agent_message', ...envelope, id: 'm', answer }),
  thought: (id: string, position: number, more: object = {}) => ({
    event: 'agent_thought',
    ...envelope,
    id,
    position,
    thought: null,
    observation: null,
    tool: null,
    tool_labels: {},
    tool_input: null,
    message_files: [],
    ...more,
  }),
  file: (more: object) => ({ event: 'message_file', ...envelope, id: 'f', ...more }),
  replace: (answer: string) => ({ event: 'message_replace', ...envelope, answer, reason: 'output_moderation' }),
  end: (
    metadata: object = { annotation_reply: null, retriever_resources: [], usage },
    files: object[] | null = null,
  ) => ({
    event: 'message_end',
    ...envelope,
    id: 'm',
    metadata,
    files,
  }),
  error: {
    event: 'error',
    conversation_id: 'c',
    message_id: 'm',
    status: 400,
    code: 'completion_request_error',
    message: 'provider said no',
  },
  started: {
    event: 'workflow_started',
    ...workflow,
    data: { id: 'w', workflow_id: 'wf', inputs: { a: 1 }, created_at: 1 },
  },
  node: (event: 'node_started' | 'node_finished', more: object = {}) => ({
    event,
    ...workflow,
    data: { id: 'x', node_id: 'n', node_type: 'llm', title: 'LLM', index: 2, ...more },
  }),
  finished: (status: string, more: object = {}) => ({
    event: 'workflow_finished',
    ...workflow,
    data: {
      id: 'w',
      workflow_id: 'wf',
      status,
      outputs: null,
      error: null,
      elapsed_time: 1.5,
      total_tokens: 11,
      total_steps: 3,
      ...more,
    },
  }),
  paused: {
    event: 'workflow_paused',
    ...workflow,
    data: {
      workflow_run_id: 'w',
      paused_nodes: [],
      outputs: {},
      reasons: [{ TYPE: 'human_input_required' }],
      status: 'paused',
    },
  },
}
