/** One event of a stream of server-sent events (WHATWG SSE 9.2.6), as the stream put it. */
export interface ServerSentEvent {
  /** The type from an `event:` line; `undefined` where browsers would say `message`. */
  event: string | undefined
  /** The `data:` lines, joined by line feeds. */
  data: string
  /** From an `id:` line of this very event; `''` asks to forget the last id, `undefined` says nothing about it. */
  id: string | undefined
}
