import type { ModelForm } from '../../model/model.ts'
import { playAnswer } from '../play-answer.ts'
import type { HumanForm, MessageRecord, WorkflowRun } from '../records.ts'
import { type ReplyEvents, sendDelta, sendMessageEnd, sendReplacement } from '../reply-frames.ts'
import type { Run } from '../run.ts'
import { toSeconds } from '../to-seconds.ts'
import { createForm, describeAction, renderContent, toWireDefinition } from './form.ts'
import { type Execution, type StepTaker, takeStep } from './steps.ts'
import { TIMEOUT_ACTION } from './timeout-action.ts'

const TITLES = { start: 'Start', llm: 'LLM', answer: 'Answer', 'human-input': 'Human input' } as const

/** The run of a chatflow: start, model, answer; between two calls of the model a person may be asked (4.4, 4.5). */
export class Chatflow implements ReplyEvents, WorkflowRun {
  readonly id: string
  readonly workflowId: string
  readonly startedAt: number
  status: WorkflowRun['status'] = 'running'
  outputs: Record<string, unknown> = {}
  error: string | null = null
  finishedAt: number | null = null
  readonly #run: Run
  /** The events so far, without the pieces of its answer. */
  readonly #told: Record<string, unknown>[] = []
  readonly #executions: Execution[] = []
  /** Where the text of the model that writes now begins. */
  #writtenBefore = 0

  constructor(run: Run) {
    this.#run = run
    this.id = run.app.uuid('workflow-run')
    this.workflowId = run.app.uuid('workflow')
    this.startedAt = toSeconds(run.message.createdAt)
  }

  get message(): MessageRecord {
    return this.#run.message
  }

  get listeners(): WorkflowRun['listeners'] {
    return this.#run.listeners
  }

  get inputs(): Record<string, unknown> {
    const { query, conversation, inputs, user } = this.#run.message
    const system = { 'sys.query': query, 'sys.conversation_id': conversation.id, 'sys.user_id': user }
    return { ...inputs, ...system, 'sys.workflow_run_id': this.id }
  }

  get steps(): number {
    return this.#executions.length
  }

  start(): void {
    this.#tellStart('initial')
    this.#startNode('start')
    this.#finishNode(this.inputs)
    this.#startModel()
  }

  delta(text: string): void {
    sendDelta(this.#run, this.#run.send, 'message', text)
  }

  replace(text: string): void {
    sendReplacement(this.#run, this.#run.send, text)
  }

  /** The model has written what it had to, and a person is asked. */
  pause(text: string, form: ModelForm): void {
    const { app, message } = this.#run
    this.#finishNode({ text: text.slice(this.#writtenBefore) })
    this.#writtenBefore = text.length
    const { node_id, title } = this.#startNode('human-input')
    const asked = createForm(app, this, { nodeId: node_id, nodeTitle: title }, form)
    message.forms.push(asked)
    app.forms.set(asked.token, asked)
    this.status = 'paused'
    this.#tell('human_input_required', toWireDefinition(asked))
    this.#tell('workflow_paused', this.#pausedData)
  }

  resume(form: HumanForm): void {
    this.#run.ask(form)
    this.#tellResumption(form)
    playAnswer(this.#run, this)
  }

  #tellResumption(form: HumanForm): void {
    const { nodeId: node_id, nodeTitle: node_title, submitted, expiresAt } = form
    this.#tellStart('resumption')
    if (submitted === undefined) {
      this.#tell('human_input_form_timeout', { node_id, node_title, expiration_time: toSeconds(expiresAt) })
      this.#finishNode({ __action_id: TIMEOUT_ACTION })
    } else {
      const { inputs, action } = submitted
      this.#tell('human_input_form_filled', {
        ...{ node_id, node_title, rendered_content: renderContent(form) },
        ...{ action_id: action, action_text: describeAction(form), submitted_data: inputs },
      })
      this.#finishNode({ ...inputs, __action_id: action })
    }
    this.#startModel()
  }

  end(text: string, status: 'succeeded' | 'stopped'): void {
    const run = this.#run
    if (status === 'stopped') {
      this.#finishWorkflow('stopped', {}, 'Stopped by user.')
      sendMessageEnd(run, run.send)
      return
    }
    this.#finishNode({ text: text.slice(this.#writtenBefore) })
    this.#startNode('answer')
    this.#finishNode({ answer: text })
    const { chatflowEnd } = run.app.settings
    if (chatflowEnd === 'current') sendMessageEnd(run, run.send)
    this.#finishWorkflow('succeeded', { answer: text }, null)
    if (chatflowEnd === 'legacy') sendMessageEnd(run, run.send)
  }

  failed(error: string): void {
    this.#finishNode({}, error)
    this.#finishWorkflow('failed', {}, error)
  }

  pausedReply(): Record<string, unknown> | undefined {
    if (this.status !== 'paused') return undefined
    const { ids, metadata, app, message } = this.#run
    const { id, taskId: task_id, answer } = message
    const mode = app.settings.mode
    const data = { id, ...ids, mode, answer, metadata, ...this.#pausedData }
    const head = { event: 'workflow_paused', task_id, id, ...ids, mode, workflow_run_id: this.id }
    return { ...head, answer, metadata, data }
  }

  get snapshot(): readonly Record<string, unknown>[] {
    const { ids, message } = this.#run
    if (message.answer === '') return this.#told
    const text = { event: 'message_replace', ...ids, task_id: message.taskId, answer: message.answer, reason: '' }
    const start = this.#told.findIndex(({ event }) => event === 'node_started')
    return [...this.#told.slice(0, start), text, ...this.#told.slice(start)]
  }

  get finishedEvent(): Record<string, unknown> {
    return { event: 'workflow_finished', task_id: this.id, workflow_run_id: this.id, data: this.#finishedData }
  }

  get #pausedData(): Record<string, unknown> {
    const { app, message } = this.#run
    const form = message.forms.at(-1)!
    return {
      workflow_run_id: this.id,
      paused_nodes: [form.nodeId],
      outputs: {},
      reasons: [{ TYPE: 'human_input_required', ...toWireDefinition(form) }],
      status: 'paused',
      created_at: this.startedAt,
      elapsed_time: toSeconds(app.now()) - this.startedAt,
      total_tokens: message.usage?.total_tokens ?? 0,
      total_steps: this.steps,
    }
  }

  get #finishedData(): Record<string, unknown> {
    const { app, message } = this.#run
    const finishedAt = this.finishedAt ?? toSeconds(app.now())
    return {
      id: this.id,
      workflow_id: this.workflowId,
      status: this.status,
      outputs: this.outputs,
      error: this.error,
      elapsed_time: finishedAt - this.startedAt,
      total_tokens: message.usage?.total_tokens ?? 0,
      total_steps: this.steps,
      created_by: { id: app.endUserId(message.user), user: message.user },
      created_at: this.startedAt,
      finished_at: finishedAt,
      exceptions_count: 0,
      files: [],
    }
  }

  #finishWorkflow(status: WorkflowRun['status'], outputs: Record<string, unknown>, error: string | null): void {
    Object.assign(this, { status, outputs, error, finishedAt: toSeconds(this.#run.app.now()) })
    this.#tell('workflow_finished', this.#finishedData)
  }

  #tellStart(reason: 'initial' | 'resumption'): void {
    this.status = 'running'
    const { id, workflowId, inputs, startedAt } = this
    this.#tell('workflow_started', { id, workflow_id: workflowId, inputs, created_at: startedAt, reason })
  }

  #tell(event: string, data: Record<string, unknown>): void {
    this.#send({ event, ...this.#head, workflow_run_id: this.id, data })
  }

  get #head(): Record<string, unknown> {
    return { ...this.#run.ids, task_id: this.#run.message.taskId }
  }

  #send(frame: Record<string, unknown>): void {
    this.#told.push(frame)
    this.#run.send(frame)
  }

  /** Steps before the model writes, and its thoughts. */
  #startModel(): void {
    const { answer, app, message } = this.#run
    const { steps = [], reasoning = [] } = answer
    const taker: StepTaker = {
      now: () => app.now(),
      uuid: (kind) => app.uuid(kind),
      tell: (event, data) => this.#tell(event, data),
      tellAside: (event, data) => this.#send({ event, ...this.#head, data }),
      begin: (type, title) => this.#begin(type, title),
      describe: (execution) => this.#describeNode(execution),
      conclude: (execution, outputs, error) => this.#concludeNode(execution, outputs, error),
    }
    for (const step of steps) takeStep(taker, step)
    const { node_id } = this.#startNode('llm')
    for (const [index, thought] of reasoning.entries()) {
      const data = { message_id: message.id, reasoning: thought, node_id, is_final: index === reasoning.length - 1 }
      this.#send({ event: 'reasoning_chunk', ...this.#head, data })
    }
  }

  #startNode(type: keyof typeof TITLES): Execution {
    const execution = this.#begin(type, TITLES[type])
    this.#tell('node_started', this.#describeNode(execution))
    return execution
  }

  #begin(type: string, title: string): Execution {
    const { app } = this.#run
    const again = this.#executions.filter(({ node_type }) => node_type === type).length
    const node_id = again === 0 ? type : `${type}-${again + 1}`
    const startedAt = toSeconds(app.now())
    const execution = { id: app.uuid('node'), node_id, node_type: type, title, startedAt }
    this.#executions.push(execution)
    return execution
  }

  /** The one that was started last. */
  #finishNode(outputs: Record<string, unknown>, error: string | null = null): void {
    const execution = this.#executions.at(-1)!
    this.#tell('node_finished', {
      ...this.#describeNode(execution),
      ...this.#concludeNode(execution, outputs, error),
    })
  }

  #concludeNode({ startedAt }: Execution, outputs: Readonly<Record<string, unknown>>, error: string | null): object {
    const finishedAt = toSeconds(this.#run.app.now())
    return {
      process_data: null,
      process_data_truncated: false,
      outputs,
      outputs_truncated: false,
      status: error === null ? 'succeeded' : 'failed',
      error,
      elapsed_time: finishedAt - startedAt,
      execution_metadata: null,
      finished_at: finishedAt,
      files: [],
    }
  }

  #describeNode({ id, node_id, node_type, title, startedAt }: Execution): Record<string, unknown> {
    const index = this.#executions.findIndex((execution) => execution.id === id)
    return {
      ...{ id, node_id, node_type, title, index: index + 1 },
      predecessor_node_id: this.#executions[index - 1]?.node_id ?? null,
      inputs: null,
      inputs_truncated: false,
      created_at: startedAt,
      extras: {},
      iteration_id: null,
      loop_id: null,
      agent_strategy: null,
    }
  }
}
