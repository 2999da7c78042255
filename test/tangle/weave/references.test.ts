import { expect, test } from 'vitest'
import { linkReferences } from '../../../tangle/weave/reference-links.ts'
import { SiteMap } from '../../../tangle/weave/site-map.ts'
import { textOf, weaveSite } from './woven-site.ts'

const use = '```ts {#use file=examples/use.ts}\nif (a <b) {\n  <<start>>\n}\n<<hidden>>\n\\<<start>>\n```\n'
const pages = {
  'docs/set-up.md': '# Set `up`\n\n```ts {#start}\nlet x = 1\n```\n\n<!--\n```ts {#hidden}\n2\n```\n-->\n',
  'docs/more/use.md': use,
}

test('leads from a reference to the block, or to the page where it hides', async () => {
  const html = (await weaveSite(pages)).render('docs/more/use.md')
  expect(html).toContain(
    '\n  <a class="weave-reference" href="../set-up.md#block-start" title="Defined in “Set up”">&lt;&lt;',
  )
  expect(html).toContain('\n<a class="weave-reference" href="../set-up.md" title="Defined in “Set up”">&lt;&lt;hidden')
  expect(html.match(/weave-reference/g)).toHaveLength(2)
})

test('changes nothing else in the code', async () => {
  const html = (await weaveSite(pages)).render('docs/more/use.md')
  const code = textOf(/<pre>(.*?)<\/pre>/s.exec(html)?.[1] ?? '')
  expect(code).toBe('if (a <b) {\n  <<start>>\n}\n<<hidden>>\n\\<<start>>\n')
})

test('leads to a block of the same page, and from a page outside the site nowhere', async () => {
  const page = '```ts {#a}\n1\n```\n\n```ts {#b}\n<<a>>\n<<away>>\n```\n'
  const away = '```ts {#away}\n1\n```\n'
  const html = (await weaveSite({ 'docs/x.md': page, 'notes/y.md': away }, { siteFolder: 'docs' })).render('docs/x.md')
  expect(html).toContain('<a class="weave-reference" href="#block-a"')
  expect(html).not.toMatch(/<a [^>]*>&lt;&lt;away/)
})

test('says in the caption who refers to a block', async () => {
  const html = (await weaveSite(pages)).render('docs/set-up.md')
  expect(html).toContain('used by <a href="more/use.md#block-use">#use</a>')
})

// What highlighters make of the brackets: one span, several, or none at all.
test.for([
  ['<span class="line"><span style="c">  &lt;&lt;</span><span>a</span><span>&gt;&gt;</span></span>'],
  ['<span class="line highlighted">  &lt;&lt;a&gt;&gt;</span>'],
  ['<span class="line"><span>  </span><span>&lt;&lt;a</span>&gt;&gt;</span>'],
])('keeps the tags of %s in order', async ([line]) => {
  const site = await weaveSite({ 'docs/x.md': '```ts {#b}\n  <<a>>\n```\n\n```ts {#a}\n1\n```\n' })
  const block = site.project.tangled.index.blocks[0]!
  const code = `<pre class="shiki"><code>${line}</code></pre>`
  const linked = linkReferences(code, block, new SiteMap(site.project), () => '#a')
  expect(linked.replace(/<a [^>]*>|<\/a>/g, '').replaceAll(' ', '')).toBe(
    code.replaceAll(' ', '').replace('<span></span>', '<span></span>'),
  )
  expect(linked).toMatch(/<span class="line[^>]*> {2}<a /)
  expect(linked).toMatch(/<\/a><\/span><\/code>/)
})
