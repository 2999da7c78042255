import { brand, hasBrand } from '../core/errors/brand.ts'
import { SdkError } from '../core/errors/index.ts'

/** The port to listen on is taken, or may not be used. `code` is `mock_port_unavailable`. */
export class MockPortError extends SdkError {
  static {
    brand(MockPortError.prototype, 'MockPortError')
  }

  constructor(port: number, options: { cause: unknown }) {
    const problem = hasErrorCode(options.cause, 'EADDRINUSE') ? 'is in use by another program' : 'cannot be used'
    const message = `Port ${port} ${problem}. Choose another one, or 0 for any free port.`
    super(message, { code: 'mock_port_unavailable', cause: options.cause })
  }

  static override isInstance(value: unknown): value is MockPortError {
    return hasBrand(value, 'MockPortError')
  }
}

/** Whether `error` is one of the system's, with this code. */
export function hasErrorCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code
}
