import { beforeAll, describe, expect, test } from 'vitest'
import { openProject } from '../../../tangle/project/project.ts'
import { HoverCollector } from '../../../tangle/weave/hover/collect-hovers.ts'
import { type PageHovers, spanSize } from '../../../tangle/weave/hover/page-hovers.ts'
import { shownLines } from '../../../tangle/weave/shown-lines.ts'
import { compilers } from '../check/types/compilers.ts'
import { temporaryProject } from '../temporary-project.ts'
import { textOf, weaveSite } from './woven-site.ts'

const page = `# Sizes

\`\`\`ts
const size = 4
\`\`\`

\`\`\`ts twoslash [a.ts]
// @errors: 2322
interface Box { width: number }
// ---cut---
const box: Box = { width: size }
//    ^?
unknown(box.width)
\`\`\`

\`\`\`sh
ls
\`\`\`
`

/** Each name with its position and signature. */
function signatures({ infos, code }: PageHovers, id: string): string[] {
  const numbers = code[id] ?? []
  return Array.from({ length: numbers.length / spanSize }, (_, at) => {
    const [line, column, , index = -1] = numbers.slice(at * spanSize, (at + 1) * spanSize)
    return `${line}:${column} ${infos[index]?.signature}`
  })
}

const kinds = compilers.slice(-2).map((compiler) => [compiler.version, compiler] as const)

describe.each(kinds)('blocks that nobody has named, with TypeScript %s,', (_, compiler) => {
  let hovers: PageHovers

  beforeAll(async () => {
    const { root } = await temporaryProject({ 'docs/sizes.md': page })
    const found = new HoverCollector({ siteFolder: 'docs', plainBlocks: true, compiler }).collect(
      await openProject({ root }),
    )
    expect(found.pages).toEqual(['docs/sizes.md'])
    hovers = (await found.of('docs/sizes.md'))!
  })

  test('have types by the line of their fence', () => {
    expect(signatures(hovers, 'L3')).toEqual(['0:6 const size: 4'])
    expect(Object.keys(hovers.code)).toEqual(['L3', 'L7'])
  })

  test('have them on the lines that are shown, from the blocks above, and none where nothing is known', () => {
    expect(signatures(hovers, 'L7')).toEqual([
      '0:6 const box: Box',
      '0:11 interface Box',
      '0:19 (property) Box.width: number',
      '0:26 const size: 4',
      '1:8 const box: Box',
      '1:12 (property) Box.width: number',
    ])
  })
})

test.each(kinds)(
  'a page that adds to a module changes no type of another page (TypeScript %s)',
  async (_, compiler) => {
    const using = "```ts twoslash\nimport { parse } from 'node:path'\nconst own = parse('a').own\n```\n"
    const { root } = await temporaryProject({
      'docs/a.md': `\`\`\`ts\nimport 'node:path'\ndeclare module 'node:path' { interface ParsedPath { own: 1 } }\n\`\`\`\n${using.replace(' twoslash', '')}`,
      'docs/b.md': using,
    })
    const found = new HoverCollector({ siteFolder: 'docs', plainBlocks: true, compiler }).collect(
      await openProject({ root }),
    )
    const [a, b] = [await found.of('docs/a.md'), await found.of('docs/b.md')]
    expect(a && signatures(a, 'L5')).toContain('1:6 const own: 1')
    expect(b && signatures(b, 'L1')).toContain('1:6 const own: any')
  },
)

test('JavaScript has types, though nobody checks it', async () => {
  const text = '```js\nconst size = 4\nconst wide = size * 2\n```\n\n```js\nconsole.log(wide)\nsize = 5\n```\n'
  const { root } = await temporaryProject({ 'docs/sizes.md': text })
  const found = new HoverCollector({ siteFolder: 'docs', plainBlocks: true, compiler: compilers.at(-1) }).collect(
    await openProject({ root }),
  )
  const hovers = (await found.of('docs/sizes.md'))!
  expect(signatures(hovers, 'L1')).toEqual(['0:6 const size: 4', '1:6 const wide: number', '1:13 const size: 4'])
  expect(signatures(hovers, 'L6')).toContain('0:12 const wide: number')
})

test('a page marks them, and shows nothing that they say to twoslash', async () => {
  const { render } = await weaveSite({ 'docs/sizes.md': page }, { plainBlocks: true })
  const html = render('docs/sizes.md')
  expect([...html.matchAll(/<pre[^>]*>/g)].map(([tag]) => tag)).toEqual([
    '<pre data-weave-code="L3">',
    '<pre data-weave-code="L7">',
    '<pre>',
  ])
  expect(textOf(html)).toContain('\nconst box: Box = { width: size }\nunknown(box.width)\n')
  expect(textOf(html)).not.toContain('interface Box')
})

test('a page marks them where a cache of twoslash stands in them, and in front of them', async () => {
  const cached = page.replace('// @errors', '// @twoslash-cache: {"v":1,"data":"AAAA"}\n// @errors')
  const { render } = await weaveSite({ 'docs/sizes.md': cached }, { plainBlocks: true })
  const html = render('docs/sizes.md', {}, (text) => text.replaceAll(/(?<=```ts.*\n)/g, '// <map>{"from":1}<map>\n'))
  expect(html.match(/data-weave-code="\w+"/g)).toEqual(['data-weave-code="L3"', 'data-weave-code="L7"'])
  expect(textOf(html)).not.toContain('twoslash-cache')
})

test('a page can leave it to those that say twoslash', async () => {
  const { render } = await weaveSite({ 'docs/sizes.md': page }, { plainBlocks: 'twoslash' })
  expect(render('docs/sizes.md').match(/data-weave-code="\w+"/g)).toEqual(['data-weave-code="L7"'])
  const { root } = await temporaryProject({ 'docs/sizes.md': page, 'docs/other.md': '```ts\nconst a = 1\n```\n' })
  const found = new HoverCollector({ siteFolder: 'docs', plainBlocks: 'twoslash', compiler: compilers.at(-1) }).collect(
    await openProject({ root }),
  )
  expect(found.pages).toEqual(['docs/sizes.md'])
  expect(signatures((await found.of('docs/sizes.md'))!, 'L7')).toContain('0:26 const size: 4')
})

test('a page is as it was without the option', async () => {
  const html = (await weaveSite({ 'docs/sizes.md': page })).render('docs/sizes.md')
  expect(html).not.toContain('data-weave-code')
  expect(textOf(html)).toContain('// ---cut---')
})

test.each([
  ['all', ['a', 'b'], [0, 1]],
  ['what follows the last cut', ['a', '// ---cut---', 'b', '// ---cut-before---', '', 'c'], [5]],
  ['what comes before the end', ['a', '  // ---cut-after---', 'b'], [0]],
  ['what is around a cut', ['a', '// ---cut-start---', 'b', '// ---cut-end---', 'c'], [0, 4]],
  ['no option', ['// @noErrors', '// @strict: false', '// @filename: a.ts', '// @ts-expect-error', 'a'], [2, 3, 4]],
  ['no question', ['a', '// ^?', '//  ^|', '  // ^^^^', '// ^ this one'], [0, 4]],
  ['blank lines inside', ['// @noErrors', '', 'a', '', 'b'], [2, 3, 4]],
  ['nothing', ['a', '// ---cut---'], []],
])('of a block are shown: %s', (_, lines, shown) => {
  expect(shownLines(lines)).toEqual(shown)
})
