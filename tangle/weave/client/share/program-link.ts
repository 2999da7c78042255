/** The text of a program in a link is at most this long, in bytes of UTF-8. No page has more to edit. */
export const maximumText = 256 * 1024

/** Longer ones are not even decoded: what does not get smaller gets a third longer. */
const maximumData = maximumText * 1.4

/** What a link to an edited program says. */
export interface ProgramLink {
  /** The name of the program, as the buttons of its page have it. */
  readonly name: string
  /** What a reader has made of it. Without it, the link leads to the text of the page. */
  readonly text: string | undefined
}

/** Why a link leads to no program, in words for the reader. */
export class LinkError extends Error {
  override readonly name = 'LinkError'
}

/** What a fragment begins with that is a link to a program. No heading has such an id: VitePress makes no `=`. */
export const linkStart = '#edit='

/**
 * The fragment that leads to a program, with the text compressed.
 *
 * @throws LinkError if the text is too long, or the browser cannot compress.
 */
export async function writeLink({ name, text }: ProgramLink): Promise<string> {
  const start = linkStart + encodeURIComponent(name)
  if (text === undefined) return start
  const bytes = new TextEncoder().encode(text)
  if (bytes.byteLength > maximumText) throw new LinkError('The program is too long for a link: more than 256 KB.')
  const packed = await readUpTo(
    throughStream(bytes, () => new CompressionStream('deflate-raw')),
    Number.POSITIVE_INFINITY,
  )
  return `${start}&text=${toBase64Url(packed)}`
}

/**
 * Reads the fragment of an address.
 *
 * @param hash with `#`. Anybody may have written it.
 * @throws LinkError if it is no link to a program, or not a whole one.
 */
export async function readLink(hash: string): Promise<ProgramLink> {
  const [, encodedName = '', , data] = /^#edit=([^&]+)(&text=(.*))?$/s.exec(hash) ?? []
  if (encodedName === '') throw damaged()
  const name = decodeName(encodedName)
  if (data === undefined) return { name, text: undefined }
  if (data.length > maximumData) throw tooLong()
  const packed = throughStream(fromBase64Url(data), () => new DecompressionStream('deflate-raw'))
  const bytes = await readUpTo(packed, maximumText).catch((error: unknown) => {
    throw error instanceof LinkError ? error : damaged()
  })
  return { name, text: decodeText(bytes) }
}

/** All bytes of a stream. One that has more than that is given up as soon as that is known, and nothing is kept of it. */
async function readUpTo(stream: ReadableStream<Uint8Array>, limit: number): Promise<Uint8Array<ArrayBuffer>> {
  const reader = stream.getReader()
  const chunks: Uint8Array[] = []
  let size = 0
  for (let next = await reader.read(); !next.done; next = await reader.read()) {
    size += next.value.byteLength
    if (size > limit) {
      // It may fail on its way: nobody wants it any more.
      reader.cancel().catch(() => {})
      throw tooLong()
    }
    chunks.push(next.value)
  }
  const all = new Uint8Array(size)
  let at = 0
  for (const chunk of chunks) {
    all.set(chunk, at)
    at += chunk.byteLength
  }
  return all
}

function throughStream(
  bytes: Uint8Array<ArrayBuffer>,
  create: () => CompressionStream | DecompressionStream,
): ReadableStream<Uint8Array> {
  if (typeof CompressionStream === 'undefined') throw new LinkError('This browser is too old for links to programs.')
  return new Blob([bytes]).stream().pipeThrough(create())
}

function toBase64Url(bytes: Uint8Array): string {
  let binary = ''
  for (const byte of bytes) binary += String.fromCharCode(byte)
  return btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')
}

function fromBase64Url(data: string): Uint8Array<ArrayBuffer> {
  try {
    const binary = atob(data.replaceAll('-', '+').replaceAll('_', '/'))
    return Uint8Array.from(binary, (char) => char.charCodeAt(0))
  } catch {
    throw damaged()
  }
}

function decodeName(encoded: string): string {
  try {
    return decodeURIComponent(encoded)
  } catch {
    throw damaged()
  }
}

function decodeText(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    throw damaged()
  }
}

function damaged(): LinkError {
  return new LinkError('The program in this link cannot be read: the link is damaged, or a part of it is missing.')
}

function tooLong(): LinkError {
  return new LinkError('The program in this link is not opened: it is larger than 256 KB.')
}
