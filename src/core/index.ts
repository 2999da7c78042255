/** The part that all platforms of the SDK share, for users of the SDK. */
import './web-types.ts'

export { type Clock, systemClock } from './clock.ts'
export type { Environment } from './environment.ts'
export {
  AbortError,
  ApiError,
  AuthenticationError,
  BadRequestError,
  ConfigurationError,
  type ConfigurationErrorCode,
  ConflictError,
  ConnectionError,
  InvalidResponseError,
  NotFoundError,
  type PartialAnswer,
  PermissionDeniedError,
  RateLimitError,
  SdkError,
  ServerError,
  StreamError,
  TimeoutError,
  UnprocessableError,
} from './errors/index.ts'
export type { Bytes } from './files/index.ts'
export type { CallOptions, Fetch, OnProgress, TransportOptions, UploadProgress } from './http/index.ts'
export { consoleLogger, type Logger, silentLogger } from './logger.ts'
