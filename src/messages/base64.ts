/** Arguments of one call; engines limit how many there may be. */
const BLOCK = 0x8000

/** Base64 of bytes without `Buffer`, which browsers do not have. */
export function base64(bytes: Uint8Array): string {
  let binary = ''
  for (let start = 0; start < bytes.length; start += BLOCK) {
    binary += String.fromCharCode(...bytes.subarray(start, start + BLOCK))
  }
  return btoa(binary)
}
