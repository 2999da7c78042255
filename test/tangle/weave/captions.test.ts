import MarkdownIt from 'markdown-it'
import { expect, test } from 'vitest'
import { weave } from '../../../tangle/weave/index.ts'
import { captionsOf, textOf, weaveSite } from './woven-site.ts'

const options = { siteFolder: 'docs' }

const tutorial = `# Greet

\`\`\`{.ts #greet_make}
const greeting = 'Hello'
\`\`\`

\`\`\`ts {#greet_say}
console.log(greeting)
\`\`\`

\`\`\`text {output=greet}
Hello
\`\`\`

\`\`\`text {output=greet stream=stderr}
careful
\`\`\`

\`\`\`text {transcript=greet}
assistant: Hello
\`\`\`

[Full example: greet.ts](../examples/greet.ts)

<!--
\`\`\`ts {file=examples/greet.ts}
<<greet_make>>
<<greet_say>>
// only in the file
\`\`\`
-->
`

test('names a block, says which example contains it, and what the others show', async () => {
  const site = await weaveSite({ 'docs/greet.md': tutorial })
  expect(captionsOf(site.render('docs/greet.md'))).toEqual([
    '#greet_make in greet.ts',
    '#greet_say in greet.ts',
    'Output of greet.ts',
    'Standard error of greet.ts',
    'In the chat of greet.ts',
  ])
})

test('leaves out a program that is hidden and compiled only, and the name that serves nothing else', async () => {
  const composed = (attributes: string) => `\n<!--\n\`\`\`ts {file=test/shown/${attributes}}\n`
  const page = `\`\`\`ts {#shown}
const a = 1
\`\`\`

\`\`\`ts {#both}
const b = 2
\`\`\`

\`\`\`ts {#titled title=site.ts}
const c = 3
\`\`\`
${composed('a.ts check=skip reason=no')}<<shown>>\n<<both>>\n<<titled>>\n\`\`\`\n-->
${composed('b.ts')}<<both>>\n\`\`\`\n-->
`
  const site = await weaveSite({ 'docs/shown.md': page })
  const html = site.render('docs/shown.md')
  expect(captionsOf(html)).toEqual(['#both in b.ts', 'site.ts'])
  expect(html).toContain('<figure class="weave weave-block" id="block-shown">\n<pre>')
  // A page that shows the whole program gives it a meaning.
  const whole = await weaveSite({ 'docs/shown.md': `${page}\n[Full](../test/shown/a.ts)\n` })
  expect(captionsOf(whole.render('docs/shown.md'))[0]).toBe('#shown in a.ts')
})

test('calls a file by its title, which is what a reader has', async () => {
  const page = '```ts {file=test/shown/a.config.ts check=skip reason=read} [a.config.ts]\nconst a = 1\n```\n'
  const site = await weaveSite({ 'docs/a.md': page })
  expect(captionsOf(site.render('docs/a.md'))).toEqual(['a.config.ts Not run: read'])
})

test('makes each caption an anchor, with a link to the section on the same page', async () => {
  const site = await weaveSite({ 'docs/greet.md': tutorial })
  const html = site.render('docs/greet.md')
  for (const id of ['block-greet_make', 'output-greet', 'stderr-greet', 'transcript-greet']) {
    expect(html).toMatch(
      new RegExp(`<figure class="weave weave-[a-z]+" id="${id}">\\s*<figcaption[^>]*><a [^>]*href="#${id}"`),
    )
  }
  expect(html).toMatch(/<a class="weave-target" href="#example-greet"[^>]* data-lines="2">greet\.ts<\/a>/)
  expect(html).toContain('<details class="full-example" id="example-greet">')
})

test('keeps the language of the block', async () => {
  const html = (await weaveSite({ 'docs/greet.md': tutorial })).render('docs/greet.md')
  const figures = [...html.matchAll(/<figure.*?<\/figure>/gs)].join('')
  expect(figures.match(/<code class="language-ts">/g)).toHaveLength(2)
  expect(html.match(/<code class="language-text">/g)).toHaveLength(3)
})

test('shows nothing of a hidden block but what the full example has', async () => {
  const html = (await weaveSite({ 'docs/greet.md': tutorial })).render('docs/greet.md')
  expect(html).not.toContain('<!--')
  expect(html).not.toContain('greet_make&gt;&gt;')
  expect(textOf(html).split('// only in the file')).toHaveLength(2)
})

test('leads to the page and section where another page shows the example', async () => {
  const setUp = '# Set up\n\n```ts {#start}\nlet x = 1\n```\n'
  const use = '[Full](../../examples/use.ts)\n\n<!--\n```ts {file=examples/use.ts}\n<<start>>\n```\n-->\n'
  const site = await weaveSite({ 'docs/set-up.md': setUp, 'docs/more/use.md': use })
  expect(site.render('docs/set-up.md')).toContain('href="more/use.md#example-use"')
})

test('leads to the composing page where no page shows the example, and to no page outside the site', async () => {
  const compose = (name: string) => `<!--\n\`\`\`ts {file=examples/${name}.ts}\n<<start>>\n\`\`\`\n-->\n`
  const pages = {
    'docs/set-up.md': '```ts {#start}\nlet x = 1\n```\n',
    'docs/use.md': compose('use'),
    'notes/other.md': compose('other'),
  }
  const html = (await weaveSite(pages, { siteFolder: 'docs' })).render('docs/set-up.md')
  expect(html).toContain('href="use.md"')
  expect(html).toContain('<span class="weave-target">other.ts</span>')
})

test('leads to no page that the site leaves out', async () => {
  const compose = '<!--\n```ts {file=examples/use.ts}\n<<start>>\n```\n-->\n'
  const pages = { 'docs/set-up.md': '```ts {#start}\nlet x = 1\n```\n', 'docs/drafts/use.md': compose }
  const html = (await weaveSite(pages, { siteFolder: 'docs', srcExclude: ['drafts/**'] })).render('docs/set-up.md')
  expect(html).toContain('<span class="weave-target">use.ts</span>')
})

test('finds a block that only refers to others, and one whose import was merged', async () => {
  const page = [
    '```ts {#all}\n<<part>>\n```\n',
    "```ts {#part}\nimport { a } from 'm'\n```\n",
    "```ts {#whole file=examples/x.ts}\nimport { a } from 'm'\n<<all>>\na()\n```\n",
  ].join('\n')
  const site = await weaveSite({ 'docs/x.md': page })
  expect(captionsOf(site.render('docs/x.md'))).toEqual([
    '#all used by #whole in x.ts',
    '#part used by #all in x.ts',
    '#whole in x.ts',
  ])
})

test('gives blocks of one name different ids, on whatever names the others have', async () => {
  const block = (name: string) => `\`\`\`ts {#${name}}\n1\n\`\`\`\n\n`
  const site = await weaveSite({ 'docs/x.md': block('a') + block('a') + block('a-2') + block('a') })
  const html = site.render('docs/x.md')
  const ids = [...html.matchAll(/<figure [^>]*id="([^"]*)"/g)].map((match) => match[1])
  expect(ids).toEqual(['block-a', 'block-a-2', 'block-a-2-2', 'block-a-3'])
  expect(captionsOf(html)).toEqual(['#a goes on', '#a continued goes on', '#a-2', '#a continued'])
})

test('leads to the first and to the next part of a block, on whatever page they are', async () => {
  const block = '```ts {#a}\n1\n```\n'
  const site = await weaveSite({ 'docs/x.md': block, 'docs/y.md': block + block, 'notes/z.md': block }, options)
  expect(site.render('docs/x.md')).toContain('<a href="y.md#block-a">goes on</a>')
  const html = site.render('docs/y.md')
  expect(html).toContain('<a href="x.md#block-a">continued</a></span> <span class="weave-part"><a href="#block-a-2">')
  expect(html).toContain('<span class="weave-part">goes on</span>')
})

test('folds away all but the first of many examples', async () => {
  const composed = ['one', 'two', 'three', 'four'].map(
    (name) => `\`\`\`ts {file=examples/${name}.ts}\n<<start>>\n\`\`\``,
  )
  const page = `\`\`\`ts {#start}\n1\n\`\`\`\n\n<!--\n${composed.join('\n')}\n-->\n`
  const html = (await weaveSite({ 'docs/x.md': page })).render('docs/x.md')
  expect(captionsOf(html)).toEqual(['#start in one.ts, and 3 more two.ts, three.ts, four.ts'])
  expect(html).toContain('<details class="weave-more"><summary>and 3 more</summary>')
})

test('draws an expectation in the way of the site, with its text below', async () => {
  const drawn: unknown[] = []
  const renderExpectation = (kind: string, lines: readonly string[]) => {
    drawn.push([kind, lines])
    return kind === 'stdout' ? undefined : `<p>${kind}</p>`
  }
  const site = await weaveSite({ 'docs/greet.md': tutorial }, { renderExpectation })
  const html = site.render('docs/greet.md')
  expect(drawn).toEqual([
    ['stdout', ['Hello']],
    ['stderr', ['careful']],
    ['transcript', ['assistant: Hello']],
  ])
  expect(html).toMatch(/<p>transcript<\/p><details class="weave-as-text">.*assistant: Hello.*<\/details>\s*<\/figure>/s)
  expect(html.match(/weave-as-text/g)).toHaveLength(2)
  expect(site.render('docs/greet.md', { weaveSearch: true })).not.toContain('weave-as-text')
})

test('says why a block is not checked, and keeps braces and tags from Vue and HTML', async () => {
  const page =
    '```ts {#a check=skip reason="needs <b> {{ x }}"}\n1\n```\n\n```ts {#b check=error expect=TS2339}\n1\n```\n'
  const html = (await weaveSite({ 'docs/x.md': page })).render('docs/x.md')
  expect(html).toContain('Not checked: needs &lt;b&gt; &#123;&#123; x &#125;&#125;')
  expect(captionsOf(html)[1]).toBe('#b Does not compile, on purpose: TS2339')
})

test('finds its blocks behind front matter, in lists and in quotes', async () => {
  const page = '---\ntitle: x\n---\n\n- item\n\n  ```ts {#in_list}\n  1\n  ```\n\n> ```ts {#in_quote}\n> 1\n> ```\n'
  const html = (await weaveSite({ 'docs/x.md': page })).render('docs/x.md')
  expect([...html.matchAll(/id="(block-[^"]*)"/g)].map((match) => match[1])).toEqual([
    'block-in_list',
    'block-in_quote',
  ])
})

test('labels a block also where the page is newer than the project', async () => {
  const site = await weaveSite({ 'docs/x.md': '' })
  const md = new MarkdownIt().use(weave, { project: () => site.project })
  expect(captionsOf(md.render('```ts {#new}\n1\n```\n', { path: 'docs/x.md' }))).toEqual(['#new'])
})

test('leaves blocks without attributes and pages outside the project as they are', async () => {
  const plain = '```js {1,3}\n1\n```\n\n[x](examples/none.ts)\n'
  const site = await weaveSite({ 'docs/x.md': plain, 'docs/y.md': '```ts {#a file=examples/a.ts}\n1\n```\n' })
  expect(site.render('docs/x.md')).toBe(new MarkdownIt({ html: true }).render(plain))
  expect(site.render('docs/y.md', { path: '/elsewhere/docs/y.md' })).not.toContain('figure')
})

test('says of an excerpt which example it is from', async () => {
  const page = `${tutorial}\n\`\`\`ts {excerpt=greet}\nconsole.log(greeting)\n\`\`\`\n`
  const captions = captionsOf((await weaveSite({ 'docs/greet.md': page })).render('docs/greet.md'))
  expect(captions).toContain('from greet.ts')
})
