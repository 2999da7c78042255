import { brand, hasBrand } from './brand.ts'
import { SdkError } from './sdk-error.ts'

/**
 * Ways to set up or call the SDK that cannot work:
 *
 * - `missing_variables`: required environment variables are not set
 * - `invalid_variable`: a setting or an environment variable has a value that cannot be used
 * - `invalid_argument`: an option or an argument of a call has a value that cannot be used
 * - `missing_event_filter`: an event loop was started without saying which spaces or modules it serves
 * - `missing_user`: a Dify call has no `user`, neither of its own nor from the client
 * - `missing_upload_target`: an upload names neither a chat nor a folder
 */
export type ConfigurationErrorCode =
  | 'missing_variables'
  | 'invalid_variable'
  | 'invalid_argument'
  | 'missing_event_filter'
  | 'missing_user'
  | 'missing_upload_target'

/** The SDK was set up or called in a way that cannot work. Thrown before any request is made; retrying is no use. */
export class ConfigurationError extends SdkError {
  /** The kind of mistake. */
  declare readonly code: ConfigurationErrorCode

  static {
    brand(ConfigurationError.prototype, 'ConfigurationError')
  }

  constructor(message: string, options: { code: ConfigurationErrorCode; cause?: unknown }) {
    super(message, options)
  }

  static override isInstance(value: unknown): value is ConfigurationError {
    return hasBrand(value, 'ConfigurationError')
  }
}
