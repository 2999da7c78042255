import { expect, test } from 'vitest'
import { textOf, weaveSite } from './woven-site.ts'

const pages = {
  'docs/all.md': '# All\n\n<!-- weave: blocks -->\n\n<!-- weave: graph -->\n\n<!-- weave: nothing -->\n',
  'docs/set-up.md':
    '# Set <up>\n\n```ts {#start}\n1\n```\n\n```ts {#start}\n2\n```\n\n<!--\n```ts {#rest}\n3\n```\n-->\n',
  'docs/use.md': `# Use

\`\`\`ts {#use}
4
\`\`\`

[Full](../examples/use.ts)

<!--
\`\`\`ts {file=examples/use.ts}
<<start>>
<<use>>
\`\`\`

\`\`\`ts {file=examples/other.ts}
<<start>>
\`\`\`

\`\`\`ts {file=data/x.ts}
<<start>>
<<rest>>
\`\`\`
-->
`,
  'notes/away.md': '# Away\n\n```ts {#away}\n5\n```\n',
}

const render = async () => (await weaveSite(pages, { siteFolder: 'docs' })).render('docs/all.md')

test('lists each named block once, with its page and its targets', async () => {
  const html = await render()
  const items = [...html.matchAll(/<h2>.*?<\/h2>|<li>.*?<\/li>/g)].map((match) => textOf(match[0]))
  expect(items).toEqual([
    'Set <up>',
    '#start in use.ts, other.ts, x.ts',
    '#rest not shown on the page in x.ts',
    'Use',
    '#use in use.ts',
    'Away',
    '#away in no file',
  ])
  expect(html).toContain('<a href="set-up.md#block-start"><code>#start</code></a>')
  expect(html).toContain('<a href="use.md#example-use">use.ts</a>')
  expect(html).toContain('<h2>Away</h2>')
})

test('draws a line down for each program, and a knot for each block in it', async () => {
  const html = await render()
  const svg = /<svg.*<\/svg>/s.exec(html)?.[0] ?? ''
  expect(svg).toContain('2 pages, 2 blocks, 2 programs: which block is part of which program</title>')
  expect(svg.match(/graph-warp/g)).toHaveLength(2)
  const knots = [...svg.matchAll(/<circle [^>]*cx="(\d+)" cy="(\d+)"/g)].map(([, x, y]) => [x, y])
  // `other` comes before `use` in the legend; `#start` is in both, `#use` in the second.
  expect(svg).toMatch(/>1 {2}other\.ts<.*>2 {2}use\.ts</s)
  expect(knots).toEqual([
    ['234', '43'],
    ['78', '43'],
    ['234', '104'],
  ])
})

test('leaves other comments as they are', async () => {
  expect(await render()).toContain('<!-- weave: nothing -->')
})
