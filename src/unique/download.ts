import type { HttpReply } from '../core/http/index.ts'
import { fileNameOf } from '../platforms/unique/file-name.ts'

/**
 * A file on its way from the platform. Like a `Response`, it is read once, by `bytes`, `text` or `stream`. The request is
 * made when the first of them, or `fileName`, is called.
 *
 * All of them throw what the service throws: a `NotFoundError` for a content that is not there, an `AbortError` when the
 * `signal` of the call aborts.
 */
export class Download {
  readonly #open: () => Promise<HttpReply>
  #reply: Promise<HttpReply> | undefined

  constructor(open: () => Promise<HttpReply>) {
    this.#open = open
  }

  /** All bytes, in memory. */
  async bytes(): Promise<Uint8Array<ArrayBuffer>> {
    return (await this.#replied()).bytes()
  }

  /** All of it as UTF-8 text. */
  async text(): Promise<string> {
    return (await this.#replied()).text()
  }

  /** The bytes as they arrive, for files that are better not in memory. Cancelling it closes the connection. */
  stream(): ReadableStream<Uint8Array> {
    const chunks = this.#chunks()
    return new ReadableStream<Uint8Array>({
      async pull(controller) {
        const { done, value } = await chunks.next()
        if (done) controller.close()
        else controller.enqueue(value)
      },
      async cancel() {
        await chunks.return()
      },
    })
  }

  /** The name that the platform gives the file, without any folder; `undefined` if it gives none. */
  async fileName(): Promise<string | undefined> {
    return fileNameOf((await this.#replied()).headers.get('content-disposition'))
  }

  async *#chunks(): AsyncGenerator<Uint8Array, void, undefined> {
    yield* (await this.#replied()).chunks()
  }

  #replied(): Promise<HttpReply> {
    this.#reply ??= this.#open()
    return this.#reply
  }
}
