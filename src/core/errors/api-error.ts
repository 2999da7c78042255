import { brand, hasBrand } from './brand.ts'
import { SdkError } from './sdk-error.ts'

export interface ApiErrorOptions {
  code: string
  status: number
  headers: Headers
  body: unknown
  requestId?: string | undefined
  cause?: unknown
}

/**
 * The server answered, and the answer was a failure.
 *
 * `code` is the word that the platform put into the body (`invalid_param`, `too_many_requests`). Where it sent none,
 * the class of the status decides: `bad_request`, `unauthorized`, `forbidden`, `not_found`, `conflict`,
 * `payload_too_large`, `unsupported_media_type`, `unprocessable`, `too_many_requests`, `server_error`, and `api_error`
 * for every other status; `redirected` if a request that writes was to be sent on to another address.
 */
export class ApiError extends SdkError {
  /** The HTTP status, or the one that the body puts in its place (Unique specification 2.1). */
  readonly status: number
  /** The parsed body; the raw text when it is not JSON, such as the HTML page of a proxy. `''` when it is empty. */
  readonly body: unknown
  /** An id to quote to the people who run the server. */
  readonly requestId: string | undefined
  /** Not enumerable: cookies are nothing for a log. */
  declare readonly headers: Headers

  static {
    brand(ApiError.prototype, 'ApiError')
  }

  constructor(message: string, options: ApiErrorOptions) {
    super(message, options)
    this.status = options.status
    this.body = options.body
    this.requestId = options.requestId
    Object.defineProperty(this, 'headers', { value: options.headers, enumerable: false })
  }

  static override isInstance(value: unknown): value is ApiError {
    return hasBrand(value, 'ApiError')
  }
}
