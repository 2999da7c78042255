export type { CallOptions } from './call-options.ts'
export {
  checkSignal,
  checkTransport,
  createHttpClient,
  type ErrorDescription,
  type Fetch,
  type HttpClient,
  type HttpClientOptions,
  type HttpRequest,
  isHeader,
  type TransportOptions,
} from './http-client.ts'
export { type ChunkOptions, type ChunkReader, HttpReply } from './http-reply.ts'
export { createMask, type Mask } from './mask.ts'
export { type Backoff, backoffDelay, isPassing, LONGEST_HINT, retryHint, SHORTEST_HINT } from './retry.ts'
export type { OnProgress, UploadProgress } from './upload-body.ts'
export {
  cleanBaseUrl,
  joinUrl,
  pathSegment,
  publicUrl,
  type QueryValue,
  readAddress,
  secretsOfAddress,
  withQuery,
} from './url.ts'
