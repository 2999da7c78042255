import { decodeText, encodeText } from './bytes.ts'
import { type Fault, findFault } from './fault.ts'

/** Why a body was cancelled: a fault cut the connection, and only so many frames arrived whole. */
export class ConnectionCut {
  readonly deliveredFrames: number

  constructor(deliveredFrames: number) {
    this.deliveredFrames = deliveredFrames
  }
}

/**
 * Passes a body on with the faults that concern bodies. Every network chunk that comes in is one frame, because the
 * mock writes frame by frame; what goes out need not be.
 */
export function faultyBody(
  body: ReadableStream<Uint8Array<ArrayBuffer>>,
  faults: readonly Fault[],
): ReadableStream<Uint8Array<ArrayBuffer>> {
  const reader = body.getReader()
  const drop = findFault(faults, 'drop')
  const duplicate = findFault(faults, 'duplicate')
  const split = findFault(faults, 'split')
  const crlf = findFault(faults, 'crlf') !== undefined
  let waiting: Uint8Array<ArrayBuffer>[] = []
  // The next one of them: `shift` would move the rest each time.
  let next = 0
  let frames = 0
  let cut = false

  function take(frame: Uint8Array<ArrayBuffer>): void {
    const wire = crlf ? encodeText(decodeText(frame).replaceAll('\n', '\r\n')) : frame
    const size = split === undefined ? wire.byteLength : (split.bytes ?? 1)
    for (let start = 0; start < wire.byteLength; start += size) waiting.push(wire.slice(start, start + size))
  }

  return new ReadableStream<Uint8Array<ArrayBuffer>>(
    {
      async pull(controller) {
        if (next === waiting.length) {
          waiting = []
          next = 0
        }
        while (waiting.length === 0 && !cut) {
          const { done, value } = await reader.read()
          if (done) {
            controller.close()
            return
          }
          frames++
          if (drop !== undefined && frames > (drop.afterFrames ?? 0)) {
            cut = true
            take(value.slice(0, drop.afterBytes ?? 0))
            await reader.cancel(new ConnectionCut(frames - 1))
          } else {
            take(value)
            if (duplicate?.frame === frames) take(value)
          }
        }
        const chunk = waiting[next++]
        if (chunk !== undefined) controller.enqueue(chunk)
        else if (drop?.cleanly) controller.close()
        else controller.error(new TypeError('terminated'))
      },
      cancel: (reason) => reader.cancel(reason),
    },
    // Nothing ahead of the reader: what is queued when a stream fails is thrown away.
    { highWaterMark: 0 },
  )
}
