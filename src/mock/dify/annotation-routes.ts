import { anything, number, object, optional, required, text } from '../shape.ts'
import type { AnnotationRecord } from './annotation.ts'
import type { DifyApp } from './dify-app.ts'
import { DifyError, invalidParameter } from './dify-error.ts'
import type { DifyRoutes } from './route.ts'
import { toSeconds } from './to-seconds.ts'

const CITE = 'Dify specification 3.12'
const common = { cite: CITE, chatOnly: false } as const
const itemShape = object({ question: required(text), answer: required(text), user: optional(anything) })
const settingsShape = object({
  score_threshold: required(number),
  embedding_provider_name: required(text),
  embedding_model_name: required(text),
  user: optional(anything),
})

/** `/apps/annotations` and `/apps/annotation-reply` (Dify specification 3.12). */
export function addAnnotationRoutes(routes: DifyRoutes): void {
  routes.add({
    ...common,
    method: 'GET',
    path: '/apps/annotations',
    user: 'none',
    query: ['page', 'limit', 'keyword'],
    handle({ app, query }) {
      // A value that is no number is as good as absent here.
      const page = Math.max(1, wholeOf(query.get('page')) ?? 1)
      const limit = Math.min(100, Math.max(1, wholeOf(query.get('limit')) ?? 20))
      const keyword = (query.get('keyword') ?? '').toLowerCase()
      const found = app.annotations
        .toReversed()
        .filter(({ question, answer }) => `${question}\n${answer}`.toLowerCase().includes(keyword))
      const data = found.slice((page - 1) * limit, page * limit).map(toWire)
      return Response.json({ data, has_more: data.length === limit, limit, total: found.length, page })
    },
  })

  routes.add({
    ...common,
    method: 'POST',
    path: '/apps/annotations',
    user: 'json',
    body: itemShape,
    handle({ app, body: { question, answer } }) {
      const annotation = { id: app.uuid('annotation'), question, answer, hitCount: 0, createdAt: app.now() }
      app.annotations.push(annotation)
      return Response.json(toWire(annotation), { status: 201 })
    },
  })

  routes.add({
    ...common,
    method: 'PUT',
    path: '/apps/annotations/:id{uuid}',
    user: 'json',
    body: itemShape,
    handle({ app, parameters, body: { question, answer } }) {
      return Response.json(toWire(Object.assign(find(app, parameters.id), { question, answer })))
    },
  })

  routes.add({
    ...common,
    method: 'DELETE',
    path: '/apps/annotations/:id{uuid}',
    user: 'none',
    handle({ app, parameters }) {
      app.annotations.splice(app.annotations.indexOf(find(app, parameters.id)), 1)
      return new Response(null, { status: 204 })
    },
  })

  routes.add({
    ...common,
    method: 'POST',
    path: '/apps/annotation-reply/:action{enable|disable}',
    user: 'json',
    body: settingsShape,
    handle({ app }) {
      const job = app.uuid('annotation-job')
      app.annotationJobs.add(job)
      return Response.json({ job_id: job, job_status: 'waiting' })
    },
  })

  routes.add({
    ...common,
    method: 'GET',
    path: '/apps/annotation-reply/:action{enable|disable}/status/:job',
    user: 'none',
    handle({ app, parameters: { job = '' } }) {
      if (!app.annotationJobs.has(job)) throw invalidParameter('The job does not exist.')
      // There is nothing to do: who asks finds it done.
      return Response.json({ job_id: job, job_status: 'completed', error_msg: '' })
    },
  })
}

function wholeOf(text: string | null): number | undefined {
  return text !== null && /^-?\d+$/.test(text) ? Number(text) : undefined
}

function find(app: DifyApp, id = ''): AnnotationRecord {
  const found = app.annotations.find((annotation) => annotation.id === id)
  if (found === undefined) throw new DifyError(404, 'not_found', 'Annotation not found')
  return found
}

function toWire({ id, question, answer, hitCount, createdAt }: AnnotationRecord): Record<string, unknown> {
  return { id, question, answer, hit_count: hitCount, created_at: toSeconds(createdAt) }
}
