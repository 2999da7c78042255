import { findFault } from '../fault.ts'
import { createPushStream } from '../push-stream.ts'
import {
  array,
  internal,
  object,
  omittable,
  oneOf,
  openObject,
  optional,
  required,
  type Shape,
  type Shaped,
  text,
  truth,
} from '../shape.ts'
import { attachFiles, fileShape } from './attach-files.ts'
import type { DifyApp } from './dify-app.ts'
import { DifyError, invalidParameter } from './dify-error.ts'
import { PING, toFrame } from './frames.ts'
import { controlsOf, readInputs } from './inputs.ts'
import { playAnswer } from './play-answer.ts'
import { isUuid } from './read-query.ts'
import type { Conversation } from './records.ts'
import { createReplyEvents } from './reply-events.ts'
import type { DifyCall, DifyRoutes } from './route.ts'
import { Run } from './run.ts'
import { streamRun, toEventStream } from './stream-run.ts'
import { titleOf } from './title.ts'

const question: Shape<string> = {
  check(value, field, findings) {
    if (value === '') findings.push({ kind: 'invalid', field, message: 'query is required' })
    else text.check(value, field, findings)
  },
}

/** A conversation id, or blanks for a new one. */
const conversationId: Shape<string> = {
  check(value, field, findings) {
    if (typeof value === 'string' && (value.trim() === '' || isUuid(value.trim()))) return
    findings.push({ kind: 'invalid', field, message: `${field} must be a valid UUID` })
  },
}

const chatShape = object({
  query: required(question),
  inputs: required(openObject),
  user: required({ check: () => {} }),
  response_mode: optional(oneOf('streaming', 'blocking')),
  conversation_id: optional(conversationId),
  files: optional(array(fileShape)),
  auto_generate_name: omittable(truth),
  workflow_id: optional(text),
  trace_id: optional(text),
  retriever_from: internal(text, 'is never sent by a client'),
  parent_message_id: internal(text, 'is never sent by a client'),
})

type ChatBody = Shaped<typeof chatShape>

/** `POST /chat-messages` (Dify specification 3.1). */
export function addChatRoute(routes: DifyRoutes): void {
  routes.add({
    method: 'POST',
    path: '/chat-messages',
    cite: 'Dify specification 3.1',
    user: 'json required',
    body: chatShape,
    handle(call) {
      const { mode, errorsInStream, blockingAsStream } = call.app.settings
      const asStream = mode === 'advanced-chat' && blockingAsStream
      const streaming = call.body.response_mode === 'streaming' || asStream
      refuseBlocking(call.app, streaming)
      reportUnknownInputs(call)
      // Chatflow servers from 1.13 on open the stream first and look at form and files later (4.7).
      const late = mode === 'advanced-chat' && streaming && errorsInStream
      const known = findConversation(call)
      checkWorkflow(call)
      let run: Run
      try {
        run = start(call, known, streaming)
      } catch (error) {
        if (late && error instanceof DifyError) return refuseInStream(error)
        throw error
      }
      if (streaming) return streamRun(run, findFault(call.exchange.faults, 'error-event'))
      // It cannot be stopped, so an answer without end ends as well.
      const events = createReplyEvents(run)
      events.start()
      playAnswer(run, events)
      return Response.json(events.pausedReply?.() ?? run.reply)
    },
  })
}

function refuseBlocking(app: DifyApp, streaming: boolean): void {
  if (streaming) return
  if (app.settings.mode === 'agent-chat') throw invalidParameter('Agent Chat App does not support blocking mode')
  if (app.settings.mode === 'agent') {
    throw new DifyError(400, 'bad_request', 'Agent App only supports streaming response mode.')
  }
}

function reportUnknownInputs({ exchange, app, body }: DifyCall<ChatBody>): void {
  const known = controlsOf(app.settings).map(([, control]) => control.variable)
  for (const name of Object.keys(body.inputs)) {
    if (!known.includes(name)) {
      exchange.report('inputs', name, `${name} is no input of the app (Dify specification 3.1, user_input_form)`)
    }
  }
}

function findConversation({ app, user, body }: DifyCall<ChatBody>): Conversation | undefined {
  const id = body.conversation_id?.trim().toLowerCase()
  return id ? app.conversation(id, user) : undefined
}

/** Only the latest published workflow exists. */
function checkWorkflow({ app, body }: DifyCall<ChatBody>): void {
  if (app.settings.mode !== 'advanced-chat' || !body.workflow_id) return
  if (!isUuid(body.workflow_id)) throw new DifyError(400, 'bad_request', 'Invalid workflow_id format.')
  throw new DifyError(404, 'not_found', 'Workflow not found')
}

function start({ app, user, body }: DifyCall<ChatBody>, known: Conversation | undefined, isStreamed: boolean): Run {
  const files = attachFiles(app, user, body.files ?? [])
  // The form is for the start of a conversation; later inputs are not looked at.
  const inputs = known?.inputs ?? readInputs(app.settings, body.inputs)
  const conversation = known ?? app.startConversation(user, inputs)
  if (known === undefined && body.auto_generate_name !== false) {
    conversation.name = titleOf(body.query)
    // Naming takes the server about a second.
    conversation.namedAt = conversation.createdAt + 1000
  }
  return new Run(app, { user, conversation, query: body.query, files, isStreamed })
}

function refuseInStream(error: DifyError): Response {
  const stream = createPushStream()
  stream.send(PING)
  stream.send(toFrame({ event: 'error', ...error.envelope }))
  stream.end()
  return toEventStream(stream)
}
