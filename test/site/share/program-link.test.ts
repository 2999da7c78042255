import { deflateRawSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { LinkError, maximumText, readLink, writeLink } from '../../../tangle/weave/client/share/program-link.ts'

const packed = (content: string | Uint8Array) => deflateRawSync(content).toString('base64url')

test.each([
  ['a program', "console.log('one')\n"],
  ['nothing', ''],
  ['other alphabets, and pairs of surrogates', "const größe = '日本 👩‍🚀' // ‮"],
  ['as much as a link may have', 'x'.repeat(maximumText)],
])('%s comes out of a link as it went in', async (_, text) => {
  const hash = await writeLink({ name: 'docs-guide.L3', text })
  expect(hash).toMatch(/^#edit=docs-guide\.L3&text=[\w-]*$/)
  expect(await readLink(hash)).toEqual({ name: 'docs-guide.L3', text })
})

test('a name may be any text, and a link may lead to the text of the page', async () => {
  const hash = await writeLink({ name: 'größe & more#1', text: undefined })
  expect(hash).not.toMatch(/[ &]more/)
  expect(await readLink(hash)).toEqual({ name: 'größe & more#1', text: undefined })
})

test('a program is shorter in its link', async () => {
  const text = "console.log('the same line, again')\n".repeat(100)
  expect((await writeLink({ name: 'a', text })).length).toBeLessThan(text.length / 5)
})

const whole = packed("console.log('a program of some length, so that there is something to cut')")

test.each([
  ['no name', '#edit='],
  ['another parameter', '#edit=a&more=b'],
  ['a percent sign alone', '#edit=%&text=AA'],
  ['no base64', '#edit=a&text=a*b'],
  ['an end that is missing', `#edit=a&text=${whole.slice(0, -8)}`],
  ['something changed inside', `#edit=a&text=${whole.slice(0, 9)}${'_'.repeat(9)}${whole.slice(18)}`],
  ['bytes that nobody has compressed', `#edit=a&text=${Buffer.from('console.log(1)').toString('base64url')}`],
  ['what is no text', `#edit=a&text=${packed(Uint8Array.of(0xc3, 0x28))}`],
])('%s is damage', async (_, hash) => {
  await expect(readLink(hash)).rejects.toThrow(/damaged, or a part of it is missing/)
  await expect(readLink(hash)).rejects.toBeInstanceOf(LinkError)
})

test.each([
  ['a byte too much', packed('x'.repeat(maximumText + 1))],
  // 128 MB in 127 KB.
  ['a bomb', packed(new Uint8Array(2 ** 27))],
  ['a link that is longer than any program', 'A'.repeat(maximumText * 2)],
])('%s is not opened', async (_, data) => {
  const before = process.memoryUsage().arrayBuffers
  await expect(readLink(`#edit=a&text=${data}`)).rejects.toThrow('larger than 256 KB')
  expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(2 ** 25)
})

test('what is too long gets no link', async () => {
  await expect(writeLink({ name: 'a', text: 'x'.repeat(maximumText + 1) })).rejects.toThrow('too long for a link')
})
