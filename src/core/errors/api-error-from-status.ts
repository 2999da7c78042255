import { ApiError, type ApiErrorOptions } from './api-error.ts'
import {
  AuthenticationError,
  BadRequestError,
  ConflictError,
  NotFoundError,
  PermissionDeniedError,
  RateLimitError,
  ServerError,
  UnprocessableError,
} from './status-errors.ts'

interface StatusRow {
  class: typeof ApiError
  /** The code where the platform sent none; the words are those that Dify uses (Dify specification 2.3). */
  code: string
}

const STATUSES: Readonly<Record<number, StatusRow>> = {
  400: { class: BadRequestError, code: 'bad_request' },
  401: { class: AuthenticationError, code: 'unauthorized' },
  403: { class: PermissionDeniedError, code: 'forbidden' },
  404: { class: NotFoundError, code: 'not_found' },
  409: { class: ConflictError, code: 'conflict' },
  412: { class: ConflictError, code: 'conflict' },
  413: { class: UnprocessableError, code: 'payload_too_large' },
  415: { class: UnprocessableError, code: 'unsupported_media_type' },
  422: { class: UnprocessableError, code: 'unprocessable' },
  429: { class: RateLimitError, code: 'too_many_requests' },
}

/** The class and the fallback code of a status. */
export function statusRow(status: number): StatusRow {
  return (
    STATUSES[status] ??
    (status >= 500 ? { class: ServerError, code: 'server_error' } : { class: ApiError, code: 'api_error' })
  )
}

/** The error of the class that belongs to the status. An absent or empty `code` becomes the one of the class. */
export function apiErrorFromStatus(
  message: string,
  options: Omit<ApiErrorOptions, 'code'> & { code?: string | undefined },
): ApiError {
  const row = statusRow(options.status)
  return new row.class(message, { ...options, code: options.code || row.code })
}
