import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it, test } from 'vitest'
import { describePage } from '../../.vitepress/discovery/describe-page.ts'
import { cardSize, createCardDrawer } from '../../.vitepress/discovery/draw-card.ts'
import { addressOf, pageHead } from '../../.vitepress/discovery/page-head.ts'
import { writeTwins } from '../../.vitepress/discovery/write-twins.ts'
import { openProject } from '../../tangle/index.ts'
import { SiteMap } from '../../tangle/weave/index.ts'

let root: string

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'discovery '))
})

afterEach(() => rm(root, { recursive: true }))

it.each([
  ['the first paragraph', '# Title\n\nOne sentence. Another.\n\nMore.', 'One sentence. Another.'],
  ['front matter and lists', '---\ntitle: x\n---\n# T\n\n- item\n\nText.', 'Text.'],
  ['marks and links', '# T\n\nSee [`a_b`](./c.md) and *this* _word_:', 'See a_b and this word.'],
  ['nothing', '# T\n', ''],
])('describes a page by %s', (_, markdown, description) => {
  expect(describePage(markdown)).toBe(description)
})

test('a long description ends with a sentence or a word', () => {
  const sentence = `${'Some words here. '.repeat(5)}${'another '.repeat(30)}`
  expect(describePage(sentence)).toBe('Some words here. '.repeat(5).trim())
  expect(describePage('word '.repeat(50))).toMatch(/^(?:word )+word…$/)
})

test('the head of a page has addresses only where the site has one', () => {
  const facts = { title: 'T', description: 'D', path: 'a/index.md' }
  const text = (siteUrl?: string) => JSON.stringify(pageHead(facts, { siteUrl, base: '/docs/' }))
  expect(text()).not.toContain('canonical')
  expect(text('https://example.com/docs')).toContain('{"rel":"canonical","href":"https://example.com/docs/a/"}')
  expect(text()).toContain('"href":"/docs/a/index.md"')
  expect(text()).not.toContain('og:image')
  expect(text('https://example.com/docs')).toContain(
    '"og:image","content":"https://example.com/docs/cards/a/index.png"',
  )
  expect(['index.md', 'a/b.md'].map(addressOf)).toEqual(['', 'a/b'])
})

test('a page has a picture of the size that previews want, with its title on it', async () => {
  const theme = join(import.meta.dirname, '../../.vitepress/theme')
  const mark = '<svg><path d="M5 5h22v17H15"/></svg>'
  const draw = await createCardDrawer(join(theme, 'fonts/literata-600.woff2'), mark)
  const [one, same, other] = await Promise.all(
    ['Set up', 'Set up', 'A title so long that it needs more than one line'].map((title) =>
      draw({ title, section: 'S' }),
    ),
  )
  expect([one?.readUInt32BE(16), one?.readUInt32BE(20)]).toEqual([cardSize.width, cardSize.height])
  expect(one).toEqual(same)
  expect(one).not.toEqual(other)
})

test('a twin has the programs that its page explains', async () => {
  const page = '# A\n\nAbout a.\n\n```ts {file=out/a.ts}\n<<b>>\n```\n\n```ts {#b}\nlet b = 1\n```\n'
  await mkdir(join(root, 'docs'))
  await writeFile(join(root, 'docs/index.md'), '# First\n')
  await writeFile(join(root, 'docs/a.md'), page)
  await writeFile(join(root, 'docs/other.md'), '---\ntitle: Other\n---\n\n<!--@include: ../more.md-->\n')
  await writeFile(join(root, 'more.md'), '# Other\n\nAbout others.\n')
  const project = await openProject({ root })
  const items = ['A', 'Other'].map((text) => ({ text, link: `/${text.toLowerCase()}` }))
  const outDir = join(root, 'dist')
  const map = new SiteMap(project, { siteFolder: 'docs' })
  const site = { title: 'T', description: 'D', base: '/x/', siteFolder: 'docs', docs: join(root, 'docs'), outDir }
  await writeTwins({ ...site, map, sections: [{ text: 'All', items }] })
  const read = (file: string) => readFile(join(outDir, file), 'utf8')
  expect(await read('a.md')).toBe(`${page}\n## Complete programs\n\n### out/a.ts\n\n\`\`\`ts\nlet b = 1\n\`\`\`\n`)
  expect(await read('index.md')).toBe('# First\n')
  expect(await read('other.md')).toBe('---\ntitle: Other\n---\n\n# Other\n\nAbout others.\n\n')
  expect(await read('llms.txt')).toBe(
    '# T\n\n> D\n\n## All\n\n- [A](/x/a.md): About a.\n- [Other](/x/other.md): About others.\n',
  )
  expect(await read('llms-full.txt')).toContain('let b = 1\n```\n\n---\n\n# Other')
})
