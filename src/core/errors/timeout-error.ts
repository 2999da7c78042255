import { brand, hasBrand } from './brand.ts'
import { SdkError } from './sdk-error.ts'

/**
 * The answer was not complete within `timeout` milliseconds. `code` is `timed_out`.
 *
 * Not the same as an abort by the caller, which is an `AbortError`. The server may still be working on the request.
 */
export class TimeoutError extends SdkError {
  /** The limit that passed, in milliseconds. */
  readonly timeout: number

  static {
    brand(TimeoutError.prototype, 'TimeoutError')
  }

  constructor(message: string, options: { timeout: number; cause?: unknown }) {
    super(message, { code: 'timed_out', cause: options.cause })
    this.timeout = options.timeout
  }

  static override isInstance(value: unknown): value is TimeoutError {
    return hasBrand(value, 'TimeoutError')
  }
}
