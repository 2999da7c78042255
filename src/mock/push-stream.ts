import { encodeText } from './bytes.ts'

/** A body that is written as things happen. */
export interface PushStream {
  readonly body: ReadableStream<Uint8Array<ArrayBuffer>>
  /** False once it has ended or the reader has gone away; then writing does nothing. */
  readonly open: boolean
  /** Every frame written so far. */
  readonly sent: readonly string[]
  /** Writes one frame, as one network chunk. */
  send(frame: string): void
  /** Ends the body. May be called twice. */
  end(): void
}

/** @param onCancel called once if the reader goes away before the end. */
export function createPushStream(onCancel: (reason: unknown) => void = () => {}): PushStream {
  const sent: string[] = []
  let controller: ReadableStreamDefaultController<Uint8Array<ArrayBuffer>> | undefined
  const body = new ReadableStream<Uint8Array<ArrayBuffer>>({
    start(started) {
      controller = started
    },
    cancel(reason) {
      controller = undefined
      onCancel(reason)
    },
  })
  return {
    body,
    sent,
    get open() {
      return controller !== undefined
    },
    send(frame) {
      if (controller === undefined) return
      sent.push(frame)
      controller.enqueue(encodeText(frame))
    },
    end() {
      controller?.close()
      controller = undefined
    },
  }
}
