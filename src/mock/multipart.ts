import { decodeText } from './bytes.ts'

/** A part of a multipart body, as it was sent. */
export interface Part {
  readonly name: string
  /** `undefined` if the part names no file: then it is a text field. */
  readonly filename: string | undefined
  readonly contentType: string | undefined
  readonly bytes: Uint8Array<ArrayBuffer>
}

/** A form of the platforms has two parts. A body with more than these bounds is no form, and is not read on. */
const MOST_PARTS = 100
const LONGEST_HEAD = 8 * 1024
const LONGEST_BOUNDARY = 200

/**
 * Reads a multipart body. `Request.formData` would do, did it not make up a name and a type where none was sent, which
 * are what an upload is checked for (Dify specification 5.1). Returns nothing of a body that is none.
 *
 * Each byte is looked at once: a part is searched for its head no further than it goes.
 */
export function readMultipart(bytes: Uint8Array<ArrayBuffer>, contentType: string): readonly Part[] {
  const boundary = contentType.match(/^multipart\/form-data\b.*;\s*boundary=(?:"([^"]+)"|([^\s;]+))/i)
  const word = boundary?.[1] ?? boundary?.[2]
  if (word === undefined || word.length > LONGEST_BOUNDARY) return []
  // One character per byte, so that positions in the text are positions in the bytes.
  const text = new TextDecoder('windows-1252').decode(bytes)
  const delimiter = `--${word}`
  const parts: Part[] = []
  let start = text.indexOf(delimiter)
  for (let count = 0; start >= 0 && count < MOST_PARTS; count++) {
    const headStart = start + delimiter.length
    const end = text.indexOf(`\r\n${delimiter}`, headStart)
    if (end < 0 || text.startsWith('--', headStart)) break
    // With the line end that is the delimiter's: a part may consist of a head.
    const length = text.slice(headStart, Math.min(end + 2, headStart + LONGEST_HEAD)).indexOf('\r\n\r\n')
    if (length >= 0) {
      const bodyStart = Math.min(headStart + length + 4, end)
      const part = readPart(decodeText(bytes.subarray(headStart, headStart + length)), bytes.slice(bodyStart, end))
      if (part !== undefined) parts.push(part)
    }
    start = end + 2
  }
  return parts
}

function readPart(head: string, bytes: Uint8Array<ArrayBuffer>): Part | undefined {
  const fields = new Map(head.split('\r\n').map(readField))
  const disposition = fields.get('content-disposition') ?? ''
  if (!/^form-data\b/i.test(disposition)) return undefined
  const parameters = readParameters(disposition)
  const name = parameters.get('name')
  if (name === undefined) return undefined
  return { name, filename: parameters.get('filename'), contentType: fields.get('content-type') || undefined, bytes }
}

function readField(line: string): [name: string, value: string] {
  const colon = line.indexOf(':')
  return colon < 0 ? ['', ''] : [line.slice(0, colon).trim().toLowerCase(), line.slice(colon + 1).trim()]
}

/** The parameters of a header, each match going on where the one before ends. */
function readParameters(header: string): ReadonlyMap<string, string> {
  const parameters = new Map<string, string>()
  for (const [, name = '', quoted, bare = ''] of header.matchAll(
    /;\s*([^\s=;"]+)=(?:"((?:[^"\\]|\\.)*)"|([^\s;"]*))/g,
  )) {
    // Browsers and Node escape what would end the name.
    const value = (quoted ?? bare).replace(/%22/g, '"').replace(/%0D/gi, '\r').replace(/%0A/gi, '\n')
    if (!parameters.has(name.toLowerCase())) parameters.set(name.toLowerCase(), value)
  }
  return parameters
}
