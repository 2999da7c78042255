import type { ByteArray } from '../web-types.ts'

/** A form as it is sent, for whoever has to know its bytes. */
export async function encodeForm(form: FormData): Promise<{ bytes: ByteArray; contentType: string }> {
  const encoded = new Response(form)
  const contentType = encoded.headers.get('content-type') ?? ''
  return { bytes: new Uint8Array(await encoded.arrayBuffer()), contentType }
}
