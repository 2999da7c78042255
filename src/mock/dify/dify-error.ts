/** A refusal in Dify's envelope (Dify specification 2.1). Thrown by handlers, turned into a response in one place. */
export class DifyError extends Error {
  override readonly name = 'DifyError'
  readonly status: number
  readonly code: string

  constructor(status: number, code: string, message: string) {
    super(message)
    this.status = status
    this.code = code
  }

  /** The parts of the envelope, which an `error` event carries as well. */
  get envelope(): { readonly code: string; readonly message: string; readonly status: number } {
    return { code: this.code, message: this.message, status: this.status }
  }

  toResponse(): Response {
    const headers = new Headers()
    if (this.status === 401) headers.set('WWW-Authenticate', 'Bearer realm="api"')
    return Response.json(this.envelope, { status: this.status, headers })
  }
}

/** The code of nearly everything that is wrong with a request. */
export function invalidParameter(message: string): DifyError {
  return new DifyError(400, 'invalid_param', message)
}

/** An unknown route, or a path id that is no UUID. */
export function routeNotFound(): DifyError {
  const message =
    'The requested URL was not found on the server. If you entered the URL manually please check your spelling and try again.'
  return new DifyError(404, 'not_found', message)
}
