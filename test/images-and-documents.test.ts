import { describe, expect, it } from 'vitest'
import { runOwnExample } from './run-example-under-host.ts'

/** The smallest files that show their type and size to who reads their bytes. */
const images = {
  'dot.gif': bytes('GIF89a', [3, 0, 2, 0, 0, 0, 0], ';'),
  'tall.bmp': bytes('BM', new Array(16).fill(0), [5, 0, 0, 0, 9, 0, 0, 0], new Array(32).fill(0)),
  'wide.jpg': bytes([0xff, 0xd8, 0xff, 0xe0, 0, 16], 'JFIF', new Array(10).fill(0), frameOf(7, 4), [0xff, 0xd9]),
}

/** Each image with what the model must have seen of it. */
const expected = {
  'dot.gif': 'image/gif, 3 x 2 pixels',
  'tall.bmp': 'image/bmp, 5 x 9 pixels',
  'wide.jpg': 'image/jpeg, 7 x 4 pixels',
}

describe('minimal_chat_document_app', () => {
  it.each(Object.entries(images))('lets the model see %s as it is', async (name, content) => {
    const scenario = {
      user: [{ text: 'What is this?', uploads: [{ name, mimeType: 'application/octet-stream', bytes: content }] }],
    }
    const { host } = await runOwnExample('minimal_chat_document_app', undefined, scenario)
    const facts = expected[name as keyof typeof expected]
    expect(host.mock.transcript()).toContain(
      `assistant: You said: "What is in this image?". I got the image (${facts}, ${content.byteLength} bytes).`,
    )
  })

  it('asks without an image when only other files were uploaded, and reads every document', async () => {
    const uploads = ['a.pdf', 'b.md', 'c.zip'].map((name) => ({
      name,
      mimeType: 'application/octet-stream',
      bytes: name.repeat(5),
    }))
    const scenario = { user: [{ text: 'Hello', uploads }] }
    const { result, host } = await runOwnExample('minimal_chat_document_app', undefined, scenario)
    expect(result.execution?.stdout).toBe('a.pdf: 25 bytes\nb.md: 20 bytes\n')
    expect(host.mock.transcript()).toContain('assistant: You said: "Can you see an image? If not, say so.".')
  })
})

function bytes(...parts: (string | number[])[]): Uint8Array {
  return Uint8Array.from(
    parts.flatMap((part) => (typeof part === 'string' ? [...part].map((char) => char.charCodeAt(0)) : part)),
  )
}

/** The header of a JPEG frame (ITU T.81, B.2.2), which holds the size. */
function frameOf(width: number, height: number): number[] {
  return [0xff, 0xc0, 0, 11, 8, 0, height, 0, width, 1, 1, 0x11, 0]
}
