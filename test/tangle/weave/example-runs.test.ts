import { expect, test } from 'vitest'
import { findRuns } from '../../../tangle/weave/example-runs.ts'
import { textOf, weaveSite } from './woven-site.ts'

const pages = {
  'docs/set-up.md': "# Set up\n\n```ts {#start}\nimport { a, b } from 'm'\n\nlet x = a()\nlet y = b()\n```\n",
  'docs/use.md': `# Use

\`\`\`ts {#use}
import { c } from 'm'
x = c(y)
\`\`\`

\`\`\`ts {#more}
y++
\`\`\`

[Full](../examples/use.ts)

<!--
\`\`\`ts {file=examples/use.ts}
<<start>>

<<use>>
<<more>>
{
}
\`\`\`
-->
`,
}

test('cuts a target in the blocks of the page and the pages elsewhere', async () => {
  const site = await weaveSite(pages)
  const [target] = site.project.tangled.targets
  const runs = findRuns(target!, 'docs/use.md').map(({ first, last, isLit, page, blocks }) => {
    return [first + 1, last + 1, isLit, page, blocks.map((block) => block.name).join()]
  })
  expect(runs).toEqual([
    [1, 5, false, 'docs/set-up.md', 'start'],
    [6, 6, true, 'docs/use.md', 'use'],
    [7, 7, true, 'docs/use.md', 'more'],
    [8, 9, false, 'docs/use.md', 'examples/use.ts'],
  ])
})

test('folds what comes from elsewhere, open, and links each run to where it was written', async () => {
  const html = (await weaveSite(pages)).render('docs/use.md')
  // No link is in what opens and closes: it would be a control in a control.
  expect(html).toContain('<summary class="vp-copy-ignore">Lines 1–5, from “Set up”</summary><span class="run-from')
  expect(html.match(/<details open>/g)).toHaveLength(1)
  const links = [...html.matchAll(/<span class="run-from[^>]*>(.*?)<\/span>/g)].map((match) => match[1])
  expect(links.map((link) => textOf(link!))).toEqual(['#start', '#use', '#more'])
  expect(links[0]).toContain('href="set-up.md#block-start" title="Where lines 1–5 are written"')
  expect(links[1]).toContain('href="#block-use" title="Where line 6 is written"')
})

test('gives each line an address, and starts to count where the run starts', async () => {
  const html = (await weaveSite(pages)).render('docs/use.md')
  const ids = [...html.matchAll(/ id="(example-use-L\d+)"/g)].map((match) => match[1])
  expect(ids).toEqual(Array.from({ length: 9 }, (_, at) => `example-use-L${at + 1}`))
  expect(html).toContain('<div class="example-run lit" style="counter-reset:line 5">')
  expect(html).toContain('href="#example-use-L6" tabindex="-1" aria-hidden="true"></a>x = c(y)')
})

test('lights other lines on another page', async () => {
  const other = {
    'docs/set-up.md': `${pages['docs/set-up.md']}\n[Full](../examples/use.ts)\n`,
    'docs/use.md': pages['docs/use.md'],
  }
  const html = (await weaveSite(other)).render('docs/set-up.md')
  expect(html.match(/example-run lit/g)).toHaveLength(1)
  expect(html).toContain('Lines 6–9, from “Use”')
})

test('offers the file where the site serves it', async () => {
  const download = (target: { path: string }) => `/files/${target.path}`
  const html = (await weaveSite(pages, { download })).render('docs/use.md')
  expect(html).toContain('href="/files/examples/use.ts" download="use.ts">Download</a>')
  expect((await weaveSite(pages)).render('docs/use.md')).not.toContain('Download')
})
