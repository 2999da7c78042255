import MarkdownIt from 'markdown-it'
import { expect, it } from 'vitest'
import { drawFigures } from '../../.vitepress/figures/index.ts'
import { parseSequence } from '../../.vitepress/figures/parse-sequence.ts'
import { readPages } from '../prose/pages.ts'

const head = 'sequenceDiagram\n  accTitle: A call\n  participant A as you\n  participant B as it\n'

it('draws who tells whom what, and says it to those who do not see it', () => {
  const md = new MarkdownIt()
  drawFigures(md)
  const html = md.render(`\`\`\`mermaid\n${head}  A->>B: a < b\n  B-->>A: an answer\n  Note over B: it waits\n\`\`\`\n`)
  expect(html).toContain('aria-label="A call. you to it: a &lt; b. it to you: an answer. it: it waits."')
  expect(html.match(/class="figure-arrow/g)).toHaveLength(2)
  expect(html.match(/class="figure-note/g)).toHaveLength(1)
  expect(html).not.toContain('a < b')
})

it('leaves other blocks to the site', () => {
  const md = new MarkdownIt()
  drawFigures(md)
  expect(md.render('```ts\nconst a = 1\n```\n')).toBe(new MarkdownIt().render('```ts\nconst a = 1\n```\n'))
})

it.each([
  ['another kind of figure', 'flowchart LR\n  A --> B\n', 'A figure begins with sequenceDiagram'],
  ['a line that it does not know', `${head}  loop every minute\n`, 'cannot be drawn: loop every minute'],
  ['a stranger', `${head}  A->>C: hello\n`, 'no participant C'],
  ['no title', 'sequenceDiagram\n  participant A as you\n', 'no accTitle'],
])('refuses %s', (_, source, message) => {
  expect(() => parseSequence(source)).toThrow(message)
})

it('can draw every figure of the pages', async () => {
  const figures = (await readPages()).flatMap(({ text }) => [...text.matchAll(/^```mermaid\n(.*?)^```$/gms)])
  expect(figures.length).toBeGreaterThan(2)
  for (const [, source = ''] of figures) expect(parseSequence(source).steps.length).toBeGreaterThan(0)
})
