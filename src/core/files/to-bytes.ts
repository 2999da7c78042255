/** What an upload takes. */
export type Bytes = Uint8Array | ArrayBuffer | Blob | ReadableStream<Uint8Array>

/** All bytes at once. A stream is read to its end; a view is copied only where it shares its memory. */
export async function toBytes(data: Bytes): Promise<Uint8Array<ArrayBuffer>> {
  if (data instanceof Uint8Array) return isOverArrayBuffer(data) ? data : new Uint8Array(data)
  if (data instanceof ArrayBuffer) return new Uint8Array(data)
  return new Uint8Array(await new Response(data).arrayBuffer())
}

function isOverArrayBuffer(bytes: Uint8Array): bytes is Uint8Array<ArrayBuffer> {
  return bytes.buffer instanceof ArrayBuffer
}
