/** The platforms that are mocked. */
export type Platform = 'unique' | 'dify'

/** Something in a request that the platform's specification does not name. */
export interface Deviation {
  /** The platform whose route the request was for. */
  readonly platform: Platform
  /** The verb of the request, such as `POST`. */
  readonly method: string
  /** The path of the request, as it was sent. */
  readonly path: string
  /** Which part of the request. `path` is a route or verb that does not exist, `inputs` are the inputs of a Dify app, `form` is a multipart body. */
  readonly where: 'path' | 'header' | 'query' | 'body' | 'form' | 'inputs'
  /** The name of the header, key or field; nested ones as `references[0].name`. */
  readonly field: string
  /** A sentence that says what the platform does not know, for the one who mends the client. */
  readonly message: string
}
