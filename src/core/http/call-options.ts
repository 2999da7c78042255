/** Options that every call takes besides its own. */
export interface CallOptions {
  /** Aborting it rejects the call with an `AbortError`. It undoes nothing on the server. */
  signal?: AbortSignal | undefined
  /** Milliseconds until the answer must be complete, or the stream must have begun; `Infinity` for no limit. Default: that of the client. */
  timeout?: number | undefined
}
