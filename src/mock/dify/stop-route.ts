import { anything, object, required } from '../shape.ts'
import type { DifyRoutes } from './route.ts'

/** Stops a stream. Whatever is not there to be stopped is stopped successfully (Dify specification 3.2). */
export function addStopRoute(routes: DifyRoutes): void {
  routes.add({
    method: 'POST',
    path: '/chat-messages/:task_id/stop',
    cite: 'Dify specification 3.2',
    user: 'json required',
    body: object({ user: required(anything) }),
    handle({ app, user, parameters }) {
      const running = app.running.get(parameters.task_id ?? '')
      if (running?.user === user) running.stop()
      return Response.json({ result: 'success' })
    },
  })
}
