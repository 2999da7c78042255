/** How far an upload is. */
export interface UploadProgress {
  /** Bytes that were handed to the connection. */
  sent: number
  /** Bytes of the whole upload. */
  total: number
}

/** Hears of an upload as its bytes leave. An attempt that is repeated begins at 0 again. */
export type OnProgress = (progress: UploadProgress) => void

const SLICE = 64 * 1024

/** A body that tells how much of it has been taken. An error that `onProgress` throws is kept, and ends the upload. */
export class UploadBody {
  readonly stream: ReadableStream<Uint8Array>
  failure: { readonly error: unknown } | undefined

  constructor(bytes: Uint8Array, onProgress: OnProgress) {
    const total = bytes.byteLength
    let sent = 0
    this.stream = new ReadableStream<Uint8Array>(
      {
        pull: (controller) => {
          try {
            onProgress({ sent, total })
          } catch (error) {
            this.failure = { error }
            controller.error(error)
            return
          }
          if (sent === total) return controller.close()
          const slice = bytes.subarray(sent, sent + SLICE)
          sent += slice.byteLength
          controller.enqueue(slice)
        },
      },
      // A slice is taken when there is room for it, so that the count is true.
      { highWaterMark: 0 },
    )
  }
}

/**
 * Whether `fetch` sends a stream with a length that it was told. Browsers do not: some send no streams at all, others
 * only over HTTP/2.
 */
export function canStreamUploads(): boolean {
  const { process } = globalThis as { process?: { versions?: { node?: string } } }
  return process?.versions?.node !== undefined
}
