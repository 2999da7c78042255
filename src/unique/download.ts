import type { Clock } from '../core/clock.ts'
import { StreamError } from '../core/errors/index.ts'
import type { ChunkReader, HttpReply } from '../core/http/index.ts'
import { startLimit } from '../core/waits.ts'
import type { ByteArray } from '../core/web-types.ts'
import { fileNameOf } from '../platforms/unique/file-name.ts'

/** So long a file is held for who has asked for its name only. Milliseconds. */
const HELD = 1_000

/**
 * A file on its way from the platform. Like a `Response`, it is read once, by `bytes`, `text` or `stream`. The request is
 * made when `bytes`, `text` or `fileName` is called, or when the stream is read.
 *
 * All of them throw what the service throws: a `NotFoundError` for a content that is not there, an `AbortError` when the
 * `signal` of the call aborts, and a `StreamError` if the file was read before.
 */
export class Download {
  readonly #open: () => Promise<HttpReply>
  readonly #clock: Clock
  #reply: Promise<HttpReply> | undefined
  #release: () => void = () => {}
  #isRead = false

  constructor(open: () => Promise<HttpReply>, clock: Clock) {
    this.#open = open
    this.#clock = clock
  }

  /** All bytes, in memory. */
  async bytes(): Promise<ByteArray> {
    return (await this.#read()).bytes()
  }

  /** All of it as UTF-8 text. */
  async text(): Promise<string> {
    return (await this.#read()).text()
  }

  /** The bytes as they arrive, for files that are better not in memory. Cancelling it closes the connection. */
  stream(): ReadableStream<Uint8Array> {
    let reader: ChunkReader | undefined
    let isCancelled = false
    return new ReadableStream<Uint8Array>(
      {
        pull: async (controller) => {
          reader ??= (await this.#read()).reader()
          if (isCancelled) return reader.close()
          const chunk = await reader.read()
          if (isCancelled) return
          if (chunk === undefined) controller.close()
          else controller.enqueue(chunk)
        },
        cancel() {
          isCancelled = true
          reader?.close()
        },
      },
      // Nothing before somebody reads: a stream that nobody reads would keep its connection, and the program with it.
      { highWaterMark: 0 },
    )
  }

  /**
   * The name that the platform gives the file, without any folder; `undefined` if it gives none. The connection is held
   * for a second, for the bytes; who asks for them later makes another request.
   */
  async fileName(): Promise<string | undefined> {
    const replied = this.#replied()
    const reply = await replied
    if (!this.#isRead) {
      this.#release()
      this.#release = startLimit(this.#clock, HELD, () => {
        reply.close()
        if (this.#reply === replied) this.#reply = undefined
      })
    }
    return fileNameOf(reply.headers.get('content-disposition'))
  }

  async #read(): Promise<HttpReply> {
    if (this.#isRead) {
      throw new StreamError('The file was read before. Download it again.', { code: 'stream_already_read' })
    }
    this.#isRead = true
    this.#release()
    return this.#replied()
  }

  #replied(): Promise<HttpReply> {
    this.#reply ??= this.#open()
    return this.#reply
  }
}
