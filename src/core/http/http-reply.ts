import { InvalidResponseError } from '../errors/index.ts'
import type { ByteArray } from '../web-types.ts'
import type { Exchange } from './exchange.ts'
import type { Mask } from './mask.ts'
import { mediaType, parseBody, requestId } from './response-body.ts'

export interface ChunkOptions {
  /** Milliseconds without a byte after which reading fails with a `TimeoutError`; default: no limit. */
  idleTimeout?: number | undefined
}

/** The bytes of a body, one network chunk after the other. */
export interface ChunkReader {
  /** The next one; `undefined` at the end. */
  read(): Promise<Uint8Array | undefined>
  /** Closes the connection if the body has not been read to its end. May be called twice, also while `read` waits. */
  close(): void
}

/** An answer whose headers are here and whose body is still to be read, once, by one of the methods. */
export class HttpReply {
  readonly status: number
  readonly headers: Headers
  /** Media type in lower case without parameters, such as `text/event-stream`; `''` when none was sent. */
  readonly mediaType: string
  readonly #response: Response
  readonly #exchange: Exchange
  readonly #mask: Mask

  constructor(response: Response, exchange: Exchange, mask: Mask) {
    this.status = response.status
    this.headers = response.headers
    this.mediaType = mediaType(response.headers)
    this.#response = response
    this.#exchange = exchange
    this.#mask = mask
  }

  async text(): Promise<string> {
    return this.#read(() => this.#response.text())
  }

  async bytes(): Promise<ByteArray> {
    return new Uint8Array(await this.#read(() => this.#response.arrayBuffer()))
  }

  /** The body as JSON; an empty one is `{}` (Unique specification 1.6). Anything else is an `InvalidResponseError`. */
  async json(): Promise<unknown> {
    const text = await this.text()
    if (text.trim() === '') return {}
    const body = parseBody(text)
    if (typeof body !== 'string') return body
    throw this.unexpected('JSON', body)
  }

  /** The error to throw when a successful answer is not what it should be. */
  unexpected(expected: string, body: unknown = ''): InvalidResponseError {
    const received = this.mediaType || 'a body without a content type'
    return new InvalidResponseError(
      this.#mask(`${this.#exchange.title} should have answered with ${expected} and answered with ${received}.`),
      {
        code: 'invalid_response',
        status: this.status,
        headers: this.#mask(this.headers),
        body: this.#mask(body),
        requestId: this.#mask(requestId(this.headers)),
      },
    )
  }

  /**
   * The bytes as they arrive. The time limit of the request no longer counts; its signal does. Leaving the loop closes
   * the connection.
   */
  async *chunks(options: ChunkOptions = {}): AsyncGenerator<Uint8Array, void, undefined> {
    const reader = this.reader(options)
    try {
      for (let chunk = await reader.read(); chunk !== undefined; chunk = await reader.read()) yield chunk
    } finally {
      reader.close()
    }
  }

  /** The same for who reads by hand. */
  reader({ idleTimeout }: ChunkOptions = {}): ChunkReader {
    const exchange = this.#exchange
    exchange.liftTimeout()
    const reader = this.#response.body?.getReader()
    let ended = false
    const close = () => {
      if (ended) return
      ended = true
      this.close()
      // A broken stream cannot be cancelled, and says so; its error has been thrown already.
      void reader?.cancel().catch(() => {})
    }
    return {
      async read() {
        if (reader === undefined || ended) return undefined
        const disarm = idleTimeout === undefined ? undefined : exchange.idleTimer(idleTimeout)
        try {
          const { done, value } = await exchange.race(() => reader.read())
          if (!done) return value
          ended = true
          exchange.finish()
          return undefined
        } catch (error) {
          close()
          throw error
        } finally {
          disarm?.()
        }
      },
      close,
    }
  }

  /** Gives up the body. */
  close(): void {
    this.#exchange.close()
    if (!this.#response.body?.locked) void this.#response.body?.cancel().catch(() => {})
  }

  async #read<Value>(start: () => Promise<Value>): Promise<Value> {
    try {
      return await this.#exchange.race(start)
    } finally {
      this.#exchange.finish()
    }
  }
}
