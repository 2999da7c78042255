/** HMAC-SHA256 of a body, as lower-case hexadecimal (Unique specification 4.5). */
export async function signBody(body: Uint8Array, secret: string): Promise<string> {
  const key = await importKey(secret, 'sign')
  const signature = await crypto.subtle.sign('HMAC', key, body as Uint8Array<ArrayBuffer>)
  return Array.from(new Uint8Array(signature), (byte) => byte.toString(16).padStart(2, '0')).join('')
}

/** Whether this is the signature of the body. The comparison takes the same time wherever the two differ. */
export async function verifyBody(body: Uint8Array, signature: string, secret: string): Promise<boolean> {
  if (!/^[0-9a-f]{64}$/i.test(signature)) return false
  const bytes = Uint8Array.from(signature.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16))
  return crypto.subtle.verify('HMAC', await importKey(secret, 'verify'), bytes, body as Uint8Array<ArrayBuffer>)
}

function importKey(secret: string, use: 'sign' | 'verify') {
  const bytes = new TextEncoder().encode(secret)
  return crypto.subtle.importKey('raw', bytes, { name: 'HMAC', hash: 'SHA-256' }, false, [use])
}
