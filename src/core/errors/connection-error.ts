import { brand, hasBrand } from './brand.ts'
import { SdkError } from './sdk-error.ts'

/**
 * No answer arrived: the name did not resolve, the connection was refused, or it broke before the answer was complete.
 * `code` is `connection_failed`; `cause` is what `fetch` threw.
 *
 * The server may have acted on the request nevertheless, unless the connection was never made.
 */
export class ConnectionError extends SdkError {
  static {
    brand(ConnectionError.prototype, 'ConnectionError')
  }

  constructor(message: string, options: { cause?: unknown } = {}) {
    super(message, { ...options, code: 'connection_failed' })
  }

  static override isInstance(value: unknown): value is ConnectionError {
    return hasBrand(value, 'ConnectionError')
  }
}
