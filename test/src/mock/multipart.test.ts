import { describe, expect, test } from 'vitest'
import { encodeText } from '../../../src/mock/bytes.ts'
import { readMultipart } from '../../../src/mock/multipart.ts'

const TYPE = 'multipart/form-data; boundary=B'
const read = (body: string, type = TYPE) =>
  readMultipart(encodeText(body), type).map(({ name, filename, bytes }) => [name, filename, bytes.byteLength])
const part = (head: string, body: string) => `--B\r\n${head}\r\n\r\n${body}\r\n`

describe('a multipart body', () => {
  test.each<[string, string, unknown[]]>([
    ['one field', `${part('Content-Disposition: form-data; name="a"', 'xyz')}--B--`, [['a', undefined, 3]]],
    ['an empty field', `${part('Content-Disposition: form-data; name="a"', '')}--B--`, [['a', undefined, 0]]],
    ['a bare name', `${part('content-disposition:form-data;name=a;filename=b.txt', 'x')}--B--`, [['a', 'b.txt', 1]]],
    [
      'an escaped name',
      `${part('Content-Disposition: form-data; name="%22a%0D"', 'x')}--B--`,
      [['"a\r', undefined, 1]],
    ],
    ['no end', part('Content-Disposition: form-data; name="a"', 'x'), []],
    ['a part without the end of its head', `--B\r\nContent-Disposition: form-data; name="a"\r\n--B--`, []],
    [
      'such a part before another one',
      `--B\r\nno end\r\n${part('Content-Disposition: form-data; name="a"', 'x')}--B--`,
      [['a', undefined, 1]],
    ],
    ['another disposition', `${part('Content-Disposition: attachment; name="a"', 'x')}--B--`, []],
    ['a name inside of a name', `${part('Content-Disposition: form-data; filename="; name=a"', 'x')}--B--`, []],
    [
      'what is before',
      `preamble\r\n${part('Content-Disposition: form-data; name="a"', 'x')}--B--`,
      [['a', undefined, 1]],
    ],
    ['another type', `${part('Content-Disposition: form-data; name="a"', 'x')}--B--`, []],
  ])('%s', (name, body, expected) => {
    expect(read(body, name === 'another type' ? 'text/plain' : TYPE)).toEqual(expected)
  })

  test('has a bounded number of parts, with bounded heads', () => {
    const many = part('Content-Disposition: form-data; name="a"', 'x').repeat(1000)
    expect(read(`${many}--B--`)).toHaveLength(100)
    const long = part(`Content-Disposition: form-data; name="${'a'.repeat(10_000)}"`, 'x')
    expect(read(`${long}${part('Content-Disposition: form-data; name="b"', 'x')}--B--`)).toEqual([['b', undefined, 1]])
  })

  // Each would take hours if it were read with the square of its length.
  test.each<[string, (size: number) => string]>([
    ['parts without the end of a head', (size) => '--B\r\n'.repeat(size / 5)],
    ['one end of a head at the end', (size) => `${'--B\r\n'.repeat(size / 5)}\r\n\r\n--B--`],
    ['a head that is long', (size) => `--B\r\n${'a'.repeat(size)}`],
    ['parameters that do not end', (size) => part(`Content-Disposition: form-data${';name="'.repeat(size / 7)}`, 'x')],
    ['semicolons', (size) => part(`Content-Disposition: form-data${'; '.repeat(size / 2)}`, 'x')],
  ])('of hostile form ends: %s', (_, make) => {
    expect(read(make(20_000_000))).toEqual([])
  })
})
