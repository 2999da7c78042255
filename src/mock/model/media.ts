import { imageSize } from 'image-size'

/** How each format begins and, where that is certain, ends. */
const FORMATS: readonly { mimeType: string; start: string; end?: string }[] = [
  { mimeType: 'image/png', start: '89504e470d0a1a0a', end: '49454e44ae426082' },
  { mimeType: 'image/jpeg', start: 'ffd8ff', end: 'ffd9' },
  { mimeType: 'image/gif', start: '47494638', end: '3b' },
  { mimeType: 'image/bmp', start: '424d' },
  { mimeType: 'image/tiff', start: '49492a00' },
  { mimeType: 'image/tiff', start: '4d4d002a' },
  { mimeType: 'application/pdf', start: '25504446' },
]

/** The MIME type that the bytes themselves show, if they show one. */
export function sniffMimeType(bytes: Uint8Array): string | undefined {
  if (hex(bytes.slice(0, 4)) === '52494646' && hex(bytes.slice(8, 12)) === '57454250') return 'image/webp'
  const start = hex(bytes.slice(0, 8))
  return FORMATS.find((format) => start.startsWith(format.start))?.mimeType
}

/** Width and height of an image, read from its bytes; `undefined` if they do not show it. */
export function findImageSize(bytes: Uint8Array): { readonly width: number; readonly height: number } | undefined {
  try {
    const { width, height } = imageSize(bytes)
    return { width, height }
  } catch {
    // The library throws for what it does not know, and for what is cut off before its size.
    return undefined
  }
}

/** Faults that a model would stumble over: a file that is empty, cut off, or not what it is called. */
export function findMediaProblem(mimeType: string, bytes: Uint8Array): string | undefined {
  if (bytes.byteLength === 0) return 'it is empty'
  const actual = sniffMimeType(bytes)
  if (actual !== undefined && actual !== mimeType) return `it is ${actual}, not ${mimeType}`
  // SVG is text; every other image announces itself in its first bytes.
  if (actual === undefined && mimeType.startsWith('image/') && mimeType !== 'image/svg+xml') {
    return `it is not ${mimeType}`
  }
  const start = hex(bytes.slice(0, 8))
  const end = FORMATS.find((format) => start.startsWith(format.start))?.end
  if (end !== undefined && !hex(bytes.slice(-end.length / 2)).endsWith(end)) return 'it is cut off'
  if (actual === 'image/webp' && bytes.byteLength < webpLength(bytes)) return 'it is cut off'
  return undefined
}

function webpLength(bytes: Uint8Array): number {
  return 8 + new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength).getUint32(4, true)
}

function hex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
}
