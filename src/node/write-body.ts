import type { ServerResponse } from 'node:http'

/**
 * A body for the request listener, which must not see one fail: it would write the error into the answer and to the
 * console. Where a body fails the connection breaks, after what was written before has gone out.
 *
 * @param apart every chunk goes out by itself, and is not joined to the one before
 */
export function writeBody(
  body: ReadableStream<Uint8Array<ArrayBuffer>>,
  outgoing: ServerResponse,
  apart: boolean,
): ReadableStream<Uint8Array<ArrayBuffer>> {
  const reader = body.getReader()
  return new ReadableStream<Uint8Array<ArrayBuffer>>(
    {
      async pull(controller) {
        if (apart) await turn()
        try {
          const { done, value } = await reader.read()
          if (done) controller.close()
          else controller.enqueue(value)
        } catch {
          await breakConnection(outgoing)
          controller.close()
        }
      },
      cancel: (reason) => reader.cancel(reason),
    },
    { highWaterMark: 0 },
  )
}

function turn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve))
}

async function breakConnection(outgoing: ServerResponse): Promise<void> {
  // The listener collects the first chunks before it writes the head.
  while (!outgoing.headersSent && !outgoing.destroyed) await turn()
  while (outgoing.writableLength > 0 && !outgoing.destroyed) await turn()
  outgoing.socket?.destroy()
}
