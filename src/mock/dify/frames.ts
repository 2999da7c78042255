/** The keep-alive, the only frame with a name (Dify specification 4.1). */
export const PING = 'event: ping\n\n'

/** One event: one line of JSON, no name outside of it (Dify specification 4.1). */
export function toFrame(event: Readonly<Record<string, unknown>>): string {
  return `data: ${JSON.stringify(event)}\n\n`
}
