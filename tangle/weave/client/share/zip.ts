/** What a ZIP file calls the first of January 1980: the same files are the same archive at any time. */
const date = 0x21
/** The name is UTF-8. */
const utf8Name = 0x0800

const encoder = new TextEncoder()

/** An archive of text files, by path, in their order and not compressed: a program has few kilobytes. */
export function zip(files: Readonly<Record<string, string>>): Uint8Array<ArrayBuffer> {
  const parts: Uint8Array[] = []
  const directory: Uint8Array[] = []
  let offset = 0
  for (const [path, text] of Object.entries(files)) {
    const [name, content] = [encoder.encode(path), encoder.encode(text)]
    const { length } = content
    const about = [...short(20), ...short(utf8Name), ...short(0), ...short(0), ...short(date)]
    const sizes = [...long(crc32(content)), ...long(length), ...long(length), ...short(name.length), ...short(0)]
    const local = Uint8Array.from([...long(0x04034b50), ...about, ...sizes])
    directory.push(
      Uint8Array.from([
        ...[...long(0x02014b50), ...short(20), ...about, ...sizes],
        // No comment, the first disk, a text, no attributes.
        ...[...short(0), ...short(0), ...short(1), ...long(0), ...long(offset)],
      ]),
      name,
    )
    parts.push(local, name, content)
    offset += local.length + name.length + length
  }
  const count = Object.keys(files).length
  const size = directory.reduce((sum, { length }) => sum + length, 0)
  const counts = [...short(0), ...short(0), ...short(count), ...short(count)]
  const end = Uint8Array.from([...long(0x06054b50), ...counts, ...long(size), ...long(offset), ...short(0)])
  return concatenate([...parts, ...directory, end])
}

function concatenate(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const all = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0))
  let at = 0
  for (const part of parts) {
    all.set(part, at)
    at += part.length
  }
  return all
}

function short(value: number): number[] {
  return [value & 0xff, value >>> 8]
}

function long(value: number): number[] {
  return [...short(value & 0xffff), ...short(value >>> 16)]
}

/** CRC-32, as ISO 3309 and ZIP have it. */
function crc32(bytes: Uint8Array): number {
  let crc = 0xffffffff
  for (const byte of bytes) {
    crc ^= byte
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0)
  }
  return ~crc >>> 0
}
