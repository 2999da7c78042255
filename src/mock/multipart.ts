import { decodeText } from './bytes.ts'

/** A part of a multipart body, as it was sent. */
export interface Part {
  readonly name: string
  /** `undefined` if the part names no file: then it is a text field. */
  readonly filename: string | undefined
  readonly contentType: string | undefined
  readonly bytes: Uint8Array<ArrayBuffer>
}

/**
 * Reads a multipart body. `Request.formData` would do, did it not make up a name and a type where none was sent, which
 * are what an upload is checked for (Dify specification 5.1). Returns nothing of a body that is none.
 */
export function readMultipart(bytes: Uint8Array<ArrayBuffer>, contentType: string): readonly Part[] {
  const boundary = contentType.match(/^multipart\/form-data\b.*;\s*boundary=(?:"([^"]+)"|([^\s;]+))/i)
  if (boundary === null) return []
  // One character per byte, so that positions in the text are positions in the bytes.
  const text = new TextDecoder('windows-1252').decode(bytes)
  const delimiter = `--${boundary[1] ?? boundary[2]}`
  const parts: Part[] = []
  let start = text.indexOf(delimiter)
  while (start >= 0) {
    const headStart = start + delimiter.length
    const end = text.indexOf(`\r\n${delimiter}`, headStart)
    const headEnd = text.indexOf('\r\n\r\n', headStart)
    if (end < 0 || headEnd < 0 || text.startsWith('--', headStart)) break
    const part = readPart(decodeText(bytes.slice(headStart, headEnd)), bytes.slice(headEnd + 4, end))
    if (part !== undefined) parts.push(part)
    start = end + 2
  }
  return parts
}

function readPart(head: string, bytes: Uint8Array<ArrayBuffer>): Part | undefined {
  const disposition = head.match(/^content-disposition:\s*form-data\b(.*)$/im)?.[1] ?? ''
  const name = parameter(disposition, 'name')
  if (name === undefined) return undefined
  const contentType = head.match(/^content-type:\s*(\S.*)$/im)?.[1]?.trim()
  return { name, filename: parameter(disposition, 'filename'), contentType, bytes }
}

function parameter(disposition: string, name: string): string | undefined {
  const value = disposition.match(new RegExp(`;\\s*${name}=(?:"((?:[^"\\\\]|\\\\.)*)"|([^\\s;]+))`, 'i'))
  const raw = value?.[1] ?? value?.[2]
  if (raw === undefined) return undefined
  // Browsers and Node escape what would end the name.
  return raw.replace(/%22/g, '"').replace(/%0D/gi, '\r').replace(/%0A/gi, '\n')
}
