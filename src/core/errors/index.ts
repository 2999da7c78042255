/** The one error tree of the SDK. */
export { AbortError } from './abort-error.ts'
export { ApiError, type ApiErrorOptions } from './api-error.ts'
export { apiErrorFromStatus, statusRow } from './api-error-from-status.ts'
export { ConfigurationError, type ConfigurationErrorCode } from './configuration-error.ts'
export { ConnectionError } from './connection-error.ts'
export { SdkError, type SdkErrorOptions } from './sdk-error.ts'
export {
  AuthenticationError,
  BadRequestError,
  ConflictError,
  InvalidResponseError,
  NotFoundError,
  PermissionDeniedError,
  RateLimitError,
  ServerError,
  UnprocessableError,
} from './status-errors.ts'
export { type PartialAnswer, StreamError, type StreamErrorOptions } from './stream-error.ts'
export { TimeoutError } from './timeout-error.ts'
