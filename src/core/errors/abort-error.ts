import { brand, hasBrand } from './brand.ts'
import { SdkError } from './sdk-error.ts'

/**
 * The caller aborted: through the `signal` it passed, or by leaving a stream that someone else still waits for.
 * `code` is `aborted`; `cause` is the reason of the signal.
 */
export class AbortError extends SdkError {
  static {
    brand(AbortError.prototype, 'AbortError')
  }

  constructor(message: string, options: { cause?: unknown } = {}) {
    super(message, { ...options, code: 'aborted' })
  }

  static override isInstance(value: unknown): value is AbortError {
    return hasBrand(value, 'AbortError')
  }
}
