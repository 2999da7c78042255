import { brand, hasBrand } from './brand.ts'

export interface SdkErrorOptions {
  /** The stable string to branch on; each one has an entry in the error catalogue. */
  code: string
  /** The error that was thrown underneath, if any was. */
  cause?: unknown
}

/**
 * The root of everything this SDK throws on purpose.
 *
 * Use `SdkError.isInstance(error)` rather than `instanceof`, which fails when two copies of the package are loaded; the
 * same holds for every class below it.
 */
export class SdkError extends Error {
  /** The stable string to branch on. On an `ApiError` it is the platform's own word where it sent one. */
  readonly code: string

  static {
    brand(SdkError.prototype, 'SdkError')
  }

  constructor(message: string, options: SdkErrorOptions) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause })
    this.code = options.code
  }

  /** Whether `value` is an error of this SDK, of whatever class. */
  static isInstance(value: unknown): value is SdkError {
    return hasBrand(value, 'SdkError')
  }
}
