import { ApiError } from './api-error.ts'
import { brand, hasBrand } from './brand.ts'

/** 400: the server understood the request and refuses its content. */
export class BadRequestError extends ApiError {
  static {
    brand(BadRequestError.prototype, 'BadRequestError')
  }
  static override isInstance(value: unknown): value is BadRequestError {
    return hasBrand(value, 'BadRequestError')
  }
}

/** 401: the key is missing, malformed or unknown. */
export class AuthenticationError extends ApiError {
  static {
    brand(AuthenticationError.prototype, 'AuthenticationError')
  }
  static override isInstance(value: unknown): value is AuthenticationError {
    return hasBrand(value, 'AuthenticationError')
  }
}

/** 403: the key is known, and may not do this. */
export class PermissionDeniedError extends ApiError {
  static {
    brand(PermissionDeniedError.prototype, 'PermissionDeniedError')
  }
  static override isInstance(value: unknown): value is PermissionDeniedError {
    return hasBrand(value, 'PermissionDeniedError')
  }
}

/** 404: there is no such message, content, conversation or path, or it belongs to someone else. */
export class NotFoundError extends ApiError {
  static {
    brand(NotFoundError.prototype, 'NotFoundError')
  }
  static override isInstance(value: unknown): value is NotFoundError {
    return hasBrand(value, 'NotFoundError')
  }
}

/** 409 and 412: the thing is not in the state that the request takes for granted. */
export class ConflictError extends ApiError {
  static {
    brand(ConflictError.prototype, 'ConflictError')
  }
  static override isInstance(value: unknown): value is ConflictError {
    return hasBrand(value, 'ConflictError')
  }
}

/** 413, 415 and 422: a file is too large, of a type that is not taken, or the body cannot be processed. */
export class UnprocessableError extends ApiError {
  static {
    brand(UnprocessableError.prototype, 'UnprocessableError')
  }
  static override isInstance(value: unknown): value is UnprocessableError {
    return hasBrand(value, 'UnprocessableError')
  }
}

/** 429: too much at once, or a quota is used up; `code` tells which. */
export class RateLimitError extends ApiError {
  static {
    brand(RateLimitError.prototype, 'RateLimitError')
  }
  static override isInstance(value: unknown): value is RateLimitError {
    return hasBrand(value, 'RateLimitError')
  }
}

/** 500 and above: the server, or a proxy before it, failed. */
export class ServerError extends ApiError {
  static {
    brand(ServerError.prototype, 'ServerError')
  }
  static override isInstance(value: unknown): value is ServerError {
    return hasBrand(value, 'ServerError')
  }
}

/**
 * The server answered with success and with something that is no answer, such as the HTML page of a login proxy.
 * `code` is `invalid_response`; `status` is the status of success that it sent.
 */
export class InvalidResponseError extends ApiError {
  static {
    brand(InvalidResponseError.prototype, 'InvalidResponseError')
  }
  static override isInstance(value: unknown): value is InvalidResponseError {
    return hasBrand(value, 'InvalidResponseError')
  }
}
