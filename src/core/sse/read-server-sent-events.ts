import { createParser } from 'eventsource-parser'
import type { ServerSentEvent } from './server-sent-event.ts'

export interface ReadOptions {
  /** Called with the milliseconds of each `retry:` line. */
  onRetry?: ((milliseconds: number) => void) | undefined
}

/**
 * Reads server-sent events from bytes, wherever the network has cut them: inside a character, a line or a CRLF.
 *
 * Comments and blocks without data give no event, and an event that the end of the body cuts short is dropped
 * (WHATWG SSE 9.2.6). Leaving the loop also leaves the loop over the bytes, which closes their connection.
 */
export async function* readServerSentEvents(
  chunks: AsyncIterable<Uint8Array>,
  options: ReadOptions = {},
): AsyncGenerator<ServerSentEvent, void, undefined> {
  const decode = createEventDecoder(options)
  for await (const chunk of chunks) yield* decode(chunk)
}

/** The events that each network chunk completes, in the order of the chunks. */
export function createEventDecoder({ onRetry }: ReadOptions = {}): (chunk: Uint8Array) => ServerSentEvent[] {
  let complete: ServerSentEvent[] = []
  const parser = createParser({
    onEvent: ({ event, data, id }) => complete.push({ event, data, id }),
    onRetry,
  })
  // The decoder keeps half a character until its rest arrives, and drops a byte order mark.
  const decoder = new TextDecoder()
  const normalize = lineEndNormalizer()
  return (chunk) => {
    complete = []
    parser.feed(normalize(decoder.decode(chunk, { stream: true })))
    return complete
  }
}

/**
 * Turns CRLF and CR into LF. The parser waits at a trailing CR, which may be half of a CRLF, and so holds back the last
 * event of a stream that uses CR; here the LF that may follow is dropped instead.
 */
function lineEndNormalizer(): (text: string) => string {
  let afterCarriageReturn = false
  return (text) => {
    if (text === '') return text
    const rest = afterCarriageReturn && text.startsWith('\n') ? text.slice(1) : text
    afterCarriageReturn = text.endsWith('\r')
    return rest.includes('\r') ? rest.replace(/\r\n?/g, '\n') : rest
  }
}
