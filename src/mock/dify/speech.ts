import { decodeText, encodeText } from '../bytes.ts'

/**
 * The sound of the mock's voice: silence, as WAV, a tenth of a second for each word. The words are in the comment of
 * the file, where a player shows them and {@link readSpeech} finds them.
 */
export function toSpeech(text: string): Uint8Array<ArrayBuffer> {
  const words = encodeText(text)
  const comment = words.byteLength + (words.byteLength % 2)
  const samples = 800 * (text.match(/\S+/g)?.length ?? 1)
  const bytes = new Uint8Array(44 + 20 + comment + samples)
  const view = new DataView(bytes.buffer)
  let at = 0
  const name = (letters: string) => {
    bytes.set(encodeText(letters), at)
    at += 4
  }
  const number = (value: number, size: 2 | 4 = 4) => {
    if (size === 2) view.setUint16(at, value, true)
    else view.setUint32(at, value, true)
    at += size
  }
  name('RIFF')
  number(bytes.byteLength - 8)
  name('WAVE')
  name('fmt ')
  number(16)
  // PCM, one channel, 8000 samples of 8 bits each second.
  for (const [value, size] of [
    [1, 2],
    [1, 2],
    [8000, 4],
    [8000, 4],
    [1, 2],
    [8, 2],
  ] as const)
    number(value, size)
  name('LIST')
  number(12 + comment)
  name('INFO')
  name('ICMT')
  number(words.byteLength)
  bytes.set(words, at)
  at += comment
  name('data')
  number(samples)
  bytes.fill(0x80, at)
  return bytes
}

/** The words of a recording by {@link toSpeech}; of any other one, how long it is. */
export function readSpeech(bytes: Uint8Array): string {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const isName = (at: number, letters: string) => decodeText(bytes.subarray(at, at + 4)) === letters
  const end = bytes.byteLength - 8
  for (let at = 12; isName(0, 'RIFF') && at <= end; ) {
    const length = view.getUint32(at + 4, true)
    if (isName(at, 'LIST') && isName(at + 8, 'INFO') && isName(at + 12, 'ICMT')) {
      return decodeText(bytes.subarray(at + 20, at + 20 + view.getUint32(at + 16, true)))
    }
    at += 8 + length + (length % 2)
  }
  return `A recording of ${bytes.byteLength} bytes.`
}
