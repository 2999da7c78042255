/** A refusal. Thrown by handlers, turned into a response in one place. */
export class UniqueError extends Error {
  override readonly name = 'UniqueError'
  readonly status: number
  readonly params: Readonly<Record<string, string>> | undefined

  constructor(status: number, message: string, params?: Readonly<Record<string, string>>) {
    super(message)
    this.status = status
    this.params = params
  }

  /** The body as clients understand it (Unique specification 2.1). */
  toResponse(requestId: string): Response {
    const code = CODES[this.status] ?? 'internal_server_error'
    const error = { message: this.message, type: TYPES[this.status] ?? 'api_error', code }
    return Response.json(
      { error: this.params === undefined ? error : { ...error, params: this.params } },
      { status: this.status, headers: { 'Request-Id': requestId } },
    )
  }
}

const CODES: Readonly<Record<number, string>> = {
  400: 'bad_request',
  401: 'unauthorized',
  403: 'forbidden',
  404: 'not_found',
  501: 'not_implemented',
}

const TYPES: Readonly<Record<number, string>> = {
  400: 'invalid_request_error',
  401: 'authentication_error',
  403: 'permission_error',
  404: 'invalid_request_error',
}
