import MarkdownIt from 'markdown-it'
import { describe, expect, it } from 'vitest'
import { parsePage } from '../../../tangle/parse/parse-page.ts'
import { randomNumbers } from '../random-pages.ts'

const parse = (text: string) => parsePage({ path: 'page.md', text })

/** Name and content of each block. */
const blocksOf = (text: string) => parse(text).blocks.map(({ name, content }) => [name, content])

describe('a fence', () => {
  it.each([
    ['in a list', '- a\n\n  ```ts {#a}\n  x\n  ```\n'],
    ['in a quote', '> ```ts {#a}\n> x\n> ```\n'],
    ['in columns of its own', '   ```ts {#a}\n   x\n   ```\n'],
    ['that closes a list', '- a\n```ts {#a}\nx\n```\n'],
    ['in a list in a quote', '> - ```ts {#a}\n>   x\n>   ```\n'],
    ['behind an element', '<div>\n\n```ts {#a}\nx\n```\n\n</div>\n'],
    ['with a header', '```ts\n//| id: a\nx\n```\n'],
    ['behind front matter', '---\na: {b: c}\n---\n```ts {#a}\nx\n```\n'],
    ['behind a stray one', '```\n\n```ts {#a}\nx\n```\n'],
    ['in a comment', '<!--\n```ts {#a}\nx\n```\n-->\n'],
    ['behind a comment in its line', '<!-- x -->\n```ts {#a}\nx\n```\n'],
    ['behind a table', '| a |\n|---|\n```ts {#a}\nx\n```\n'],
    ['with carriage returns', '\uFEFF```ts {#a}\r\nx\r\n```\r\n'],
  ])('%s is read', (_, text) => {
    expect(blocksOf(text)).toEqual([['a', 'x']])
  })

  it.each([
    ['in an element that is open', '<div>\n```ts {#a}\nx\n```\n</div>\n'],
    ['in an element that goes on behind empty lines', '<pre>\n\n```ts {#a}\nx\n```\n</pre>\n'],
    ['that is indented by four columns', '    ```ts {#a}\n    x\n    ```\n'],
  ])('%s is none, and reported', (_, text) => {
    const { blocks, diagnostics } = parse(text)
    expect(blocks).toEqual([])
    expect(diagnostics.map(({ code }) => code)).toEqual(['fence-not-read'])
  })

  it('that is not read is reported once, however often its page is', () => {
    const { blocks, diagnostics } = parse('<div>\n```ts {#a}\nx\n```\n</div>\n\n```\n\n```ts {#b}\ny\n```\n')
    expect(blocks.map(({ name }) => name)).toEqual(['b'])
    expect(diagnostics.map(({ code }) => code).sort()).toEqual(['fence-not-read', 'stray-fence'])
  })

  it('is kept however many strays there are behind it', () => {
    const stray = '```\n\n```ts {#b}\ny\n```\n\n'
    const { blocks, diagnostics } = parse(`\`\`\`ts {#a}\nx\n\`\`\`\n\n${stray.repeat(30)}`)
    expect(blocks[0]?.name).toBe('a')
    expect(blocks.filter(({ name }) => name === 'b')).toHaveLength(20)
    expect(new Set(diagnostics.map(({ code }) => code))).toEqual(new Set(['stray-fence']))
  })

  it('in a longer fence is content', () => {
    expect(blocksOf('````md\n```ts {#a}\nx\n```\n````\n')).toEqual([[undefined, '```ts {#a}\nx\n```']])
  })
})

describe('the lines of a block', () => {
  it('know their places, and say what the pieces say', () => {
    const [block] = parse('- ```ts {#a}\n  x\n    <<b>> \n\n  \\<<c>>\n  y <<d>>\n  ```\n').blocks
    expect(block?.lines).toEqual([
      { text: 'x', position: { line: 1, column: 2 } },
      {
        text: '  <<b>> ',
        position: { line: 2, column: 2 },
        reference: {
          name: 'b',
          indent: '  ',
          location: { file: 'page.md', start: { line: 2, column: 4 }, end: { line: 2, column: 9 } },
        },
      },
      { text: '', position: { line: 3, column: 0 } },
      { text: '\\<<c>>', position: { line: 4, column: 2 }, escapeColumn: 0 },
      { text: 'y <<d>>', position: { line: 5, column: 2 } },
    ])
    expect(block?.pieces).toEqual([
      { at: 0, count: 1, text: 'x' },
      { at: 1, reference: block?.lines[1]?.reference, length: 8 },
      { at: 2, count: 1, text: '' },
      { at: 3, count: 1, text: '<<c>>', escapeColumn: 0 },
      { at: 4, count: 1, text: 'y <<d>>' },
    ])
    expect(block?.hasLookalike).toBe(true)
    expect(block?.lines.map((_, line) => block.placeOf(line))).toEqual(block?.lines.map(({ position }) => position))
  })

  it('begin behind the header', () => {
    const [block] = parse('> ```ts\n> //| id: a\n> x\n> ```\n').blocks
    expect(block?.header).toEqual([{ text: '//| id: a', position: { line: 1, column: 2 } }])
    expect(block?.lines).toEqual([{ text: 'x', position: { line: 2, column: 2 } }])
  })
})

// The tangler reads the structure of blocks only; a site reads all of Markdown.
it('finds the fences that a site shows', () => {
  const site = new MarkdownIt({ html: true })
  const next = randomNumbers(7)
  const pick = (items: readonly string[]) => items[Math.floor(next() * items.length)] ?? ''
  const around = [
    '',
    '',
    'text',
    '# heading',
    '===',
    '---',
    '- item',
    '2. item',
    '  more',
    '    code',
    '> quote',
    '[a]: b',
  ]
  const fences = [
    '```py',
    '```',
    '````',
    '~~~',
    '  ```',
    '   ```py',
    '    ```',
    '- ```py',
    '> ```',
    '1. ```py',
    '```a`b```',
  ]
  const others = ['<div>', '</div>', '<pre>', '</pre>', '<b>', '| a |', '|---|', '<?x', '\tx', '* * *', '<a', '`` `']
  let found = 0
  for (let round = 0; round < 1500; round++) {
    const text = Array.from({ length: 1 + Math.floor(next() * 14) }, () => pick([...around, ...fences, ...others]))
    const shown = site.parse(text.join('\n'), {}).filter(({ type }) => type === 'fence')
    const blocks = parse(text.join('\n')).blocks
    expect(
      blocks.map(({ fence, content = '' }) => [fence.start.line, content.replace(/^\s+/gm, '')]),
      text.join('\n'),
    ).toEqual(shown.map(({ map, content }) => [map?.[0], content.replace(/\n$/, '').replace(/^\s+/gm, '')]))
    found += blocks.length
  }
  expect(found).toBeGreaterThan(1000)
})
