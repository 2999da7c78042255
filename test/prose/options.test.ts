import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { root } from '../run-example-under-host.ts'

const page = await readFile(join(root, 'docs/reference/options.md'), 'utf8')
const proof = await readFile(join(root, 'docs/reference/options-on-the-wire.md'), 'utf8')
const outputs = [...proof.matchAll(/^```text \{output=\w+\}\n(.*?)^```$/gms)].map((match) => match[1]).join('')
const numbersOf = (text: string) =>
  (text.match(/(?<![\w.])\d[\d,]*(?![\w.])/g) ?? []).map((number) => number.replaceAll(',', ''))

const rows = [...page.matchAll(/^\| `(\w+)` \|(?: [^|]* \|)?? ([\d,]+) \| .*$/gm)].map(
  (match) => [match[1] ?? '', match[2] ?? ''] as const,
)

// A table is not run. What it says must stand in what the programs of the other page print, which are.
test('the tables of options have numbers', () => {
  expect(rows.map(([name]) => name)).toEqual(
    expect.arrayContaining(['timeout', 'reconnectDelay', 'maxReconnectDelay', 'maxConnectionAge', 'heartbeatTimeout']),
  )
})

test.each(rows.filter(([name]) => name !== 'maxRetries'))(
  'the default of %s, %s, comes out of an example',
  (_name, value) => {
    expect(numbersOf(outputs)).toContain(value.replaceAll(',', ''))
  },
)

test('a request is tried once more often than the table allows repetitions', () => {
  const repetitions = Number(rows.find(([name]) => name === 'maxRetries')?.[1])
  expect(outputs).toContain(`500 ServerError server_error: ${repetitions + 1} to read, 1 to send`)
})
