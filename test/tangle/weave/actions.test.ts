import { expect, test } from 'vitest'
import type { ExampleAction } from '../../../tangle/weave/index.ts'
import { weaveSite } from './woven-site.ts'

const pages = {
  'docs/a.md': `\`\`\`ts {#shared}
const a = 1
\`\`\`

\`\`\`ts {#lonely}
const b = 2
\`\`\`

<!--
\`\`\`ts {file=examples/first.ts}
<<shared>>
\`\`\`
\`\`\`ts {file=data/none.ts}
<<lonely>>
\`\`\`
-->
`,
  'docs/b.md': `\`\`\`ts {#own}
console.log(a)
\`\`\`

\`\`\`text {output=second}
1
\`\`\`

[Full](../examples/second.ts)

<!--
\`\`\`ts {file=examples/second.ts}
<<shared>>
<<own>>
\`\`\`
-->
`,
}

const actions: ExampleAction = ({ name, place }) => `<button>${place} ${name}</button>`

function buttonsIn(html: string): string[] {
  return [...html.matchAll(/<button>(.*?)<\/button>/g)].map(([, text]) => text ?? '')
}

test('stand in the captions of the blocks of an example, and with its full view', async () => {
  const site = await weaveSite(pages, { actions })
  expect(buttonsIn(site.render('docs/b.md'))).toEqual(['block second', 'example second'])
})

test('are those of the first example that a block is part of; a file that is no example has none', async () => {
  const site = await weaveSite(pages, { actions })
  expect(buttonsIn(site.render('docs/a.md'))).toEqual(['block first'])
})

test('are those of another example where the site offers nothing for the first', async () => {
  const site = await weaveSite(pages, {
    actions: (example) => (example.name === 'first' ? undefined : actions(example)),
  })
  expect(buttonsIn(site.render('docs/a.md'))).toEqual(['block second'])
})

test('are no part of what a search finds, and not there without the option', async () => {
  const site = await weaveSite(pages, { actions })
  expect(site.render('docs/b.md', { path: '/project/docs/b.md', weaveSearch: true })).not.toContain('<button>')
  expect((await weaveSite(pages)).render('docs/b.md')).not.toContain('<button>')
})
