import { StreamError } from '@parley/sdk'
import { DifyClient } from '@parley/sdk/dify'

const said = 'data: {"event":"message","answer":"Once"}\n\n'
const ended = 'data: {"event":"message_end"}\n\n'

function streamOf(text: string, end?: (controller: ReadableStreamDefaultController) => void) {
  const body = new ReadableStream({
    start: (controller) => controller.enqueue(new TextEncoder().encode(text)),
    pull: (controller) => end?.(controller),
  })
  const fetch = async () => new Response(body, { headers: { 'content-type': 'text/event-stream' } })
  const dify = new DifyClient({ apiKey: 'app-key', user: 'user-123', fetch })
  return dify.chat.stream({ query: 'Hello', idleTimeout: 100 })
}

const close = (controller: ReadableStreamDefaultController) => controller.close()
const twice = streamOf(said + ended, close)
await twice.final()

const streams = {
  ends: streamOf(said, close),
  breaks: streamOf(said, (controller) => controller.error(new Error('broken'))),
  'falls silent': streamOf(said),
  fails: streamOf('data: {"event":"error","status":500}\n\n', close),
  'fails with a word': streamOf(`${said}data: {"event":"error","status":400,"code":"invalid_param","message":"No."}\n\n`, close),
  'is read twice': twice.textStream,
}

for (const [what, stream] of Object.entries(streams)) {
  try {
    for await (const _ of stream);
    console.log(`A stream that ${what} is complete.`)
  } catch (error) {
    if (!StreamError.isInstance(error)) throw error
    console.log(`A stream that ${what}: ${error.code}, ${error.status}, "${error.partial.answer}". ${error.message}`)
  }
}
