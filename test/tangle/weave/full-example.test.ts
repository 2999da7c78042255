import { expect, test } from 'vitest'
import { textOf, weaveSite } from './woven-site.ts'

const hidden = '\n<!--\n```ts {file=examples/greet.ts}\nif (1 < 2) {\n  <<greet>>\n}\n```\n-->\n'
const page = (paragraph: string) => `\`\`\`ts {#greet}\nconsole.log(\`\${'<b>'}\`)\n\`\`\`\n\n${paragraph}\n${hidden}`

/** The text of the program, as the button for copying takes it. */
function codeIn(html: string): string {
  const code = /<div class="example-code"[^>]*>(.*)<\/div>\n<\/div>\n<\/details>/s.exec(html)?.[1] ?? ''
  return textOf(code.replace(/<(summary|span) class="[^"]*vp-copy-ignore">.*?<\/\1>/gs, ''))
}

test('weaves exactly the text of the target, under the text of the link', async () => {
  const site = await weaveSite({ 'docs/x.md': page('[Full example: `greet.ts`](../examples/greet.ts)') })
  const html = site.render('docs/x.md')
  expect(codeIn(html)).toBe(site.target('examples/greet.ts'))
  expect(codeIn(html)).toMatch(/^ {2}console\.log\(.*<b>.*\)$/m)
  expect(html).toContain('<summary>Full example: <code>greet.ts</code></summary>')
  expect(html).toContain('<code class="language-ts">')
})

test('says how to run an example, and nothing of the kind for a file that is none', async () => {
  const other = '[Data](../data/x.ts)\n\n```ts {file=data/x.ts}\n1\n```\n'
  const pages = { 'docs/x.md': page('[Full](../examples/greet.ts)'), 'docs/y.md': other }
  const site = await weaveSite(pages)
  expect(textOf(site.render('docs/x.md'))).toContain('examples/greet.ts\nRun it: tangle run greet')
  expect(site.render('docs/y.md')).toContain('id="example-x"')
  expect(site.render('docs/y.md')).not.toContain('Run it')
  const own = await weaveSite(pages, { command: (name) => `npm run example ${name}` })
  expect(textOf(own.render('docs/x.md'))).toContain('Run it: npm run example greet')
})

test.for([
  ['a reference link', '[Full][x]\n\n[x]: ../examples/greet.ts'],
  ['an angle-bracket address', '[Full](<../examples/greet.ts>)'],
  ['a fragment', '[Full](../examples/greet.ts#L3)'],
  ['an encoded address', '[Full](../examples/%67reet.ts)'],
])('takes %s for a link to the target', async ([, paragraph]) => {
  const site = await weaveSite({ 'docs/x.md': page(paragraph!) })
  expect(codeIn(site.render('docs/x.md'))).toBe(site.target('examples/greet.ts'))
})

test.for([
  ['a file that is no target', '[Full](../examples/other.ts)', '<p><a href="../examples/other.ts">Full</a></p>'],
  [
    'the same path on another host',
    '[x](https://example.com/greet.ts)',
    '<a href="https://example.com/greet.ts">x</a>',
  ],
  ['a path from the root of the site', '[x](/examples/greet.ts)', '<a href="/examples/greet.ts">x</a>'],
  ['a wrong folder', '[x](examples/greet.ts)', '<a href="examples/greet.ts">x</a>'],
])('leaves a link to %s as it is', async ([, paragraph, expected]) => {
  const html = (await weaveSite({ 'docs/x.md': page(paragraph!) })).render('docs/x.md')
  expect(html).toContain(expected)
  expect(html).not.toContain('full-example')
})

test('leads a link in running text, or in a list, to the section', async () => {
  const text = 'See [it](../examples/greet.ts).\n\n- [it](../examples/greet.ts)\n\n[Full](../examples/greet.ts)'
  const html = (await weaveSite({ 'docs/x.md': page(text) })).render('docs/x.md')
  expect(html).toContain('<p>See <a href="#example-greet">it</a>.</p>')
  expect(html).toContain('<li><a href="#example-greet">it</a></li>')
  expect(html.match(/<details/g)).toHaveLength(1)
})

test('prefers the section of the page that composes the target', async () => {
  const pages = {
    'docs/a.md': '[Full](../examples/greet.ts)\n',
    'docs/b.md': page('[Full](../examples/greet.ts)'),
    'docs/c.md': 'See [it](../examples/greet.ts).\n',
  }
  const site = await weaveSite(pages)
  expect(site.render('docs/c.md')).toContain('href="b.md#example-greet"')
  expect(site.render('docs/a.md')).toContain('id="example-greet"')
})

test('gives two sections of one example different ids', async () => {
  const twice = '[One](../examples/greet.ts)\n\n[Two](../examples/greet.ts)'
  const html = (await weaveSite({ 'docs/x.md': page(twice) })).render('docs/x.md')
  const ids = [...html.matchAll(/<details [^>]*id="([^"]*)"/g)].map((match) => match[1])
  expect(ids).toEqual(['example-greet', 'example-greet-2'])
})

test('leaves the code out of the search index, and the names in', async () => {
  const site = await weaveSite({ 'docs/x.md': page('[Full](../examples/greet.ts)') })
  const html = site.render('docs/x.md', { weaveSearch: true })
  expect(html).toContain('#greet')
  expect(html).toContain('<summary>Full</summary>')
  expect(textOf(html)).not.toContain('if (1 < 2)')
})
