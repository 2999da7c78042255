import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { makeCorpus } from '../../../bench/corpus.ts'
import type { Block } from '../../../tangle/model/block.ts'
import type { Page } from '../../../tangle/model/page.ts'
import { parseWithMarkdown, readPart } from '../../../tangle/parse/parse-page.ts'
import { scanPage } from '../../../tangle/parse/scan-page.ts'

const repository = fileURLToPath(new URL('../../../', import.meta.url))

const scan = (text: string) => scanPage({ path: 'page.md', text })
const parse = (text: string) => parseWithMarkdown({ path: 'page.md', text })

/** What two pages that are alike have in common: everything, with the lines that are read only when asked for. */
function contentOf({ path, text, lines, namespace, blocks, diagnostics }: Page): unknown {
  const read = blocks.map((block) => ({ ...block, ...readLate(block) }))
  return { path, text, lines, namespace, blocks: read, diagnostics }
}

function readLate(block: Block) {
  const { fence, endLine, classes, attributes, nameLocation, lines, header, content, pieces, hasLookalike } = block
  return { fence, endLine, classes, attributes, nameLocation, lines, header, content, pieces, hasLookalike }
}

const scanInParts = (text: string) => scanPage({ path: 'page.md', text }, readPart)

/** Whether lines alone, or some parts, told what is in the page. */
function agrees(text: string, scanOnce = scan): boolean {
  const scanned = scanOnce(text)
  if (scanned) expect(contentOf(scanned), text).toEqual(contentOf(parse(text)))
  return scanned !== undefined
}

function markdownFiles(folder: string): string[] {
  return readdirSync(join(repository, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.md'))
    .map((name) => join(repository, folder, name))
}

describe('reading a page by its lines', () => {
  it('finds in our own pages and in all fixtures what markdown-it finds', () => {
    const texts = ['docs', 'test/fixtures'].flatMap(markdownFiles).map((file) => readFileSync(file, 'utf8'))
    const short = texts.filter((text) => agrees(text))
    expect(short.length).toBeGreaterThan(texts.length / 3)
    for (const text of texts) agrees(text, scanInParts)
  })

  it('is possible for the pages of the benchmark, and right', () => {
    for (const text of makeCorpus(12).pages.values()) expect(agrees(text)).toBe(true)
  })

  it.each([
    ['in a list', '- a\n\n  ```ts {#a}\n  x\n  ```\n'],
    ['in a quote', '> ```ts {#a}\n> x\n> ```\n'],
    ['in columns of its own', '   ```ts {#a}\nx\n```\n'],
    ['without an end', '```ts {#a}\nx\n'],
    ['behind an element that is open', '<div>\n```ts {#a}\nx\n```\n</div>\n'],
    ['behind an element that goes on behind empty lines', '<pre>\n\n```ts {#a}\nx\n```\n</pre>\n'],
    ['with a header', '```ts\n//| id: a\nx\n```\n'],
    ['behind front matter with more than words', '---\na: {b: c}\n---\n```ts {#a}\nx\n```\n'],
    ['behind front matter that gives a namespace', '---\ntangle: x\n---\n```ts {#a}\nx\n```\n'],
    ['behind a stray one', '```\n\n```ts {#a}\nx\n```\n'],
    ['in a comment that has no end', '<!--\n```ts {#a}\nx\n```\n'],
    ['in a comment that ends too early', '<!--\n```ts {#a}\nx -->\n```\n'],
    ['with a character that Markdown replaces', '```ts {#a}\n\0\n```\n'],
  ])('leaves a fence %s to markdown-it', (_, text) => {
    expect(scan(text)).toBeUndefined()
  })

  // Chosen so that lists, quotes, HTML and fences meet in any order.
  const pieces = [
    ...['', '', '', 'text', '# heading', '===', '---', '- item', '1. item', '  more', '    code', '\tcode', '> quote'],
    ...['```', '```', '```ts {#a}', '```` md', '````', '~~~ py #b', '~~~', ' ```', '   ```', '    ```', '```a`b```'],
    ...[
      '- ```ts {#c}',
      '> ```ts {#d}',
      '<div>',
      '</div>',
      '<b>bold</b>',
      '<pre>',
      '</pre>',
      '<!--',
      '-->',
      '<!-- x -->',
    ],
    ...[
      '<<a>>',
      '  <<b>>',
      '\\<<a>>',
      '| a |',
      '|---|',
      '<script>',
      '<?x',
      '[a]: b',
      '//| id: e',
      '``` {.ts file=x.ts}',
    ],
    ...[
      'title: A page',
      'tags:',
      'x: "y z"',
      'x: {',
      'x\u2028y',
      '```ts {#u}\u2028',
      '* * *',
      '<a',
      '<https://example.com>',
      '`` `',
      '\u00a0```',
    ],
  ]

  it('finds in pages of any lines what markdown-it finds', () => {
    const random = seededRandom(20)
    let short = 0
    for (let page = 0; page < 4000; page++) {
      const end = ['\n', '\n', '\n', '\r\n', '\r'][random(5)] ?? '\n'
      const lines = Array.from({ length: 1 + random(14) }, () => pieces[random(pieces.length)] ?? '')
      if (agrees((random(8) === 0 ? '\uFEFF' : '') + lines.join(end))) short++
    }
    // Otherwise it would prove nothing.
    expect(short).toBeGreaterThan(400)
  })

  it('finds the same with parts that are given to markdown-it, wherever a list or a quote begins and ends', () => {
    const random = seededRandom(21)
    const around = [
      'Text.',
      '# Heading',
      '"a"',
      'é',
      '::: tip',
      '<div>',
      '</div>',
      '',
      '',
      '',
      ...['- a', '1. b', '  c', '    d', '> e', '>', '* * *', 'x'],
    ]
    const fences = [
      '  ```ts {#a}',
      '  ```',
      '   ```ts {#b}',
      '   ```',
      '- ```sh',
      '> ```ts #c',
      '> ```',
      '    ```',
      '1. ```',
      '~~~',
    ]
    let inParts = 0
    for (let page = 0; page < 6000; page++) {
      const end = ['\n', '\n', '\r\n'][random(3)] ?? '\n'
      const lists = random(3) === 0 ? [around, fences, pieces] : [around, fences]
      const lines = Array.from({ length: 2 + random(16) }, () => {
        const list = lists[random(lists.length)] ?? around
        return list[random(list.length)] ?? ''
      })
      const text = lines.join(end)
      if (agrees(text, scanInParts) && !agrees(text)) inParts++
    }
    expect(inParts).toBeGreaterThan(300)
  })

  it.each([
    ['a list', 'Text.\n\n1. Do\n\n   ```sh {#a}\n   x\n   ```\n\n2. So\n\nText.\n'],
    ['a quote', '# A\n\n> ```ts {#a}\n> x\n> ```\n\n```ts {#b}\ny\n```\n'],
    ['several lists', '- ```ts {#a}\n  x\n  ```\n\nText.\n\n- ```ts {#b}\n  y\n  ```\n'],
  ])('reads a fence in %s by the part around it', (_, text) => {
    expect(scan(text)).toBeUndefined()
    expect(agrees(text, scanInParts)).toBe(true)
    expect(scanInParts(text)?.blocks.length).toBe(text.split('{#').length - 1)
  })
})

/** Numbers below a bound, the same each time (xorshift32). */
function seededRandom(seed: number): (below: number) => number {
  let state = seed
  return (below) => {
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
    return (state >>> 0) % below
  }
}
