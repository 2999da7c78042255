import { createPushStream } from '../../push-stream.ts'
import type { DifyApp } from '../dify-app.ts'
import { DifyError, invalidParameter } from '../dify-error.ts'
import { PING, toFrame } from '../frames.ts'
import type { WorkflowRun } from '../records.ts'
import type { DifyRoutes } from '../route.ts'
import { toEventStream } from '../stream-run.ts'

const common = { cite: 'Dify specification 3.13', chatOnly: false, workflowOnly: true } as const

/** Routes for what a run does, and has done (Dify specification 3.13). */
export function addWorkflowRoutes(routes: DifyRoutes): void {
  routes.add({
    ...common,
    method: 'GET',
    path: '/workflow/:id/events',
    user: 'query required',
    query: ['include_state_snapshot', 'continue_on_pause'],
    settles: false,
    handle({ app, user, query, parameters }) {
      const run = find(app, parameters.id, 'Workflow run not found')
      if (run.message.user !== user) throw new DifyError(404, 'not_found', 'Workflow run not found')
      app.expireForms()
      const stream = createPushStream(() => run.listeners.delete(listener))
      const snapshot = readTruth(query, 'include_state_snapshot')
      const listener = { stream, staysOnPause: readTruth(query, 'continue_on_pause') }
      if (run.finishedAt !== null) {
        stream.send(toFrame(run.finishedEvent))
        stream.end()
      } else {
        stream.send(PING)
        if (snapshot) for (const frame of run.snapshot) stream.send(toFrame(frame))
        const ends = snapshot && run.status === 'paused' && !listener.staysOnPause
        if (ends) stream.end()
        else run.listeners.add(listener)
        app.resume(run)
      }
      return toEventStream(stream)
    },
  })

  routes.add({
    ...common,
    method: 'GET',
    path: '/workflows/run/:id',
    user: 'none',
    handle({ app, parameters }) {
      const run = find(app, parameters.id, 'Workflow run not found.')
      const { id, workflowId, status, outputs, error, startedAt, finishedAt, steps, message } = run
      return Response.json({
        id,
        workflow_id: workflowId,
        status,
        // A text, and not the object that it is the JSON of (Dify specification 3.13).
        inputs: JSON.stringify(run.inputs),
        outputs,
        error,
        total_steps: steps,
        total_tokens: message.usage?.total_tokens ?? 0,
        created_at: startedAt,
        finished_at: finishedAt,
        elapsed_time: finishedAt === null ? 0 : finishedAt - startedAt,
      })
    },
  })
}

function find(app: DifyApp, id: string | undefined, message: string): WorkflowRun {
  const found = app.workflowRuns.get(id ?? '')
  if (found === undefined) throw new DifyError(404, 'not_found', message)
  return found
}

function readTruth(query: URLSearchParams, name: string): boolean {
  const text = query.get(name) ?? 'false'
  if (text !== 'true' && text !== 'false') throw invalidParameter(`${name} must be true or false`)
  return text === 'true'
}
