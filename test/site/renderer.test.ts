import { createMarkdownRenderer, disposeMdItInstance, type MarkdownRenderer } from 'vitepress'
import { beforeAll, expect, test } from 'vitest'
import { openProject } from '../../tangle/project/project.ts'
import { weave } from '../../tangle/weave/index.ts'
import { MemoryFileSystem } from '../../tangle/write/memory-file-system.ts'

const example = `# Example

\`\`\`{.ts #first_step hl=1}
const value: number = 1
\`\`\`

::: code-group

\`\`\`ts {#in_group} [a.ts]
1
\`\`\`

\`\`\`js [b.js]
2
\`\`\`

:::

[Full example: the_example.ts](../../examples/the_example.ts)

<!--
\`\`\`ts {file=examples/the_example.ts}
<<shared_step>>
<<first_step>>
\`\`\`
-->
`

const pages: Readonly<Record<string, string>> = {
  'docs/tutorials/example.md': example,
  'docs/shared.md': '# Shared\n\n```ts {#shared_step}\nconst shared = true\n```\n',
}

/** With VitePress' own rules for code and links, as the site has them. */
let md: MarkdownRenderer

beforeAll(async () => {
  const project = await openProject({
    root: '/project',
    config: { examples: { include: ['examples/*.ts'] } },
    fileSystem: new MemoryFileSystem(pages),
  })
  // VitePress has one for the whole process.
  disposeMdItInstance()
  md = await createMarkdownRenderer('/project/docs', { config: (md) => weave(md, { project, siteFolder: 'docs' }) })
})

async function render(page: string): Promise<{ html: string; links: string[] }> {
  const env = { path: `/project/${page}`, relativePath: page.replace(/^docs\//, ''), cleanUrls: true, links: [] }
  return { html: await md.renderAsync(pages[page] ?? '', env), links: env.links }
}

test('highlights a block and its full example in spite of the braces', async () => {
  const { html } = await render('docs/tutorials/example.md')
  const figure = /<figure[^>]*id="block-first_step">(.*?)<\/figure>/s.exec(html)?.[1]
  const details = /<details class="full-example" id="example-the_example">(.*?)<\/details>/s.exec(html)?.[1]
  for (const part of [figure, details]) {
    expect(part).toMatch(/<div class="language-ts[" ]/)
    expect(part).toContain('<button title="Copy code"')
    expect(part).toMatch(/<span style="--shiki-light:[^"]*"> ?number<\/span>/)
  }
  expect(figure).toContain('class="line highlighted"')
})

test('leads to a section of another page by its clean address, and has that page checked', async () => {
  const { html, links } = await render('docs/shared.md')
  expect(html).toContain('href="./tutorials/example#example-the_example"')
  expect(links).toContain('./tutorials/example')
})

test('never offers the file of an example as a page', async () => {
  const { html, links } = await render('docs/tutorials/example.md')
  expect(html).not.toContain('../../examples/')
  // What the example takes from elsewhere is linked, and that page is checked.
  expect(links).toEqual(['./../shared'])
})

test('leaves the tabs of a code group to VitePress', async () => {
  const { html } = await render('docs/tutorials/example.md')
  const group = /<div class="vp-code-group">(.*?)<details/s.exec(html)?.[1]
  expect(group).toContain('>a.ts</label>')
  expect(group).not.toContain('<figure')
})
