import { ConfigurationError } from '../errors/index.ts'
import type { ByteArray } from '../web-types.ts'

/** The options of an upload. */
export type Bytes = Uint8Array | ArrayBuffer | Blob | ReadableStream<Uint8Array>

/**
 * All bytes at once. A stream is read to its end; a view is copied only where it shares its memory.
 *
 * @throws ConfigurationError `invalid_argument` for what has no bytes, also for a stream that somebody has read
 */
export async function toBytes(data: Bytes): Promise<ByteArray> {
  if (data instanceof Uint8Array) return isOverArrayBuffer(data) ? data : new Uint8Array(data)
  if (data instanceof ArrayBuffer) return new Uint8Array(data)
  return new Uint8Array(await toResponse(data).arrayBuffer())
}

function toResponse(data: Blob | ReadableStream<Uint8Array>): Response {
  const given: unknown = data
  const isStream =
    typeof given === 'object' && given !== null && ('getReader' in given || Symbol.asyncIterator in given)
  if (!isStream && !(given instanceof Blob)) {
    throw refuse('An upload takes a Uint8Array, an ArrayBuffer, a Blob or a stream of bytes; encode a text first.')
  }
  try {
    return new Response(data)
  } catch (cause) {
    throw refuse('The stream to upload has been read before, or somebody else is reading it.', cause)
  }
}

function refuse(message: string, cause?: unknown): ConfigurationError {
  return new ConfigurationError(message, { code: 'invalid_argument', cause })
}

function isOverArrayBuffer(bytes: Uint8Array): bytes is ByteArray {
  return bytes.buffer instanceof ArrayBuffer
}
