import { ConnectionError, TimeoutError } from '../core/errors/index.ts'
import type { HttpReply } from '../core/http/index.ts'
import type { Logger } from '../core/logger.ts'
import { readServerSentEvents } from '../core/sse/index.ts'
import { fromWireReply } from '../platforms/dify/chat-reply.ts'
import { parseFrame } from '../platforms/dify/stream-event.ts'
import type { AnswerCollector, Collected } from './answer-collector.ts'

export interface ReadAnswerOptions {
  logger: Logger
  /** Milliseconds without a byte; pings count. */
  idleTimeout: number
}

/**
 * Reads an answer to the end of its body, whatever the server has sent: an event stream, or a document, also when the
 * other was asked for (Dify specification 3.1: 1.13.0 streams in any case).
 *
 * @throws StreamError if it fails after it began
 */
export async function* readAnswer(
  reply: HttpReply,
  collector: AnswerCollector,
  { logger, idleTimeout }: ReadAnswerOptions,
): AsyncGenerator<Collected, void, undefined> {
  if (reply.mediaType !== 'text/event-stream') {
    yield* readDocument(reply, collector)
    return
  }
  try {
    for await (const { data } of readServerSentEvents(reply.chunks({ idleTimeout }))) {
      const frame = parseFrame(data)
      if (frame.kind === 'error') throw collector.failure(frame)
      if (frame.kind === 'invalid') logger.warn(`A frame that cannot be read was skipped: ${frame.reason}.`)
      if (frame.kind === 'event') yield collector.add(frame.event)
    }
  } catch (error) {
    const broken = ConnectionError.isInstance(error)
    if (!broken && !TimeoutError.isInstance(error)) throw error
    // The answer is there; only what might have followed is not.
    if (collector.isEnded) return
    throw broken
      ? collector.error('The connection broke while the answer arrived.', { code: 'stream_interrupted', cause: error })
      : collector.error(`Nothing arrived for ${idleTimeout} ms.`, { code: 'stream_idle', cause: error })
  }
}

async function* readDocument(reply: HttpReply, collector: AnswerCollector): AsyncGenerator<Collected, void, undefined> {
  const body = await reply.json()
  const document = fromWireReply(body)
  if (document === undefined) throw reply.unexpected('an answer', body)
  const { answer, metadata, files, conversationId, messageId, taskId, createdAt } = document
  const base = { conversationId, messageId, taskId, ...(createdAt === undefined ? {} : { createdAt }) }
  yield collector.add({ ...base, event: 'message', answer })
  if (document.status === 'paused') {
    yield collector.add({
      ...base,
      event: 'workflow_paused',
      workflowRunId: document.workflowRunId ?? '',
      reasons: [],
    })
  } else {
    yield collector.add({ ...base, event: 'message_end', metadata, files })
  }
}
