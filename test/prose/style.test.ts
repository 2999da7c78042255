import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import MarkdownIt from 'markdown-it'
import { expect, test } from 'vitest'
import { headingId } from '../../.vitepress/heading-id.ts'
import { root } from '../run-example-under-host.ts'
import { readPages } from './pages.ts'
import { type Prose, readProse } from './read-prose.ts'

const pages = await readPages()

interface Rule {
  readonly what: string
  readonly pattern: RegExp
  /** A text that breaks it, and where. */
  readonly canary: readonly [text: string, place: string]
}

const inProse: readonly Rule[] = [
  { what: 'two spaces in a row', pattern: /(?<=\S) {2,}(?=\S)/g, canary: ['One `x  y`.  Two.', '1:12 "  "'] },
  { what: 'an exclamation mark', pattern: /!/g, canary: ['`!a` ![a](./b.png)\nis great!', '2:9 "!"'] },
  {
    what: 'an unusual space',
    pattern: /[\u00a0\u2000-\u200b\u202f\u3000\ufeff]/g,
    canary: ['# A\u00a0b', `1:4 ${JSON.stringify('\u00a0')}`],
  },
]

test.each(inProse)('no prose has $what', ({ pattern, canary: [text, place] }) => {
  const find = (page: string) => readProse(page).flatMap((prose) => findIn(prose, pattern))
  expect(find(text)).toEqual([place])
  expect(pages.flatMap((page) => find(page.text).map((found) => `${page.path}:${found}`))).toEqual([])
})

const anywhere: readonly Rule[] = [
  { what: 'a note to its author', pattern: /\b(?:TODO|FIXME|XXX|TBD)\b/g, canary: ['a\n// TODO b', '2:4 "TODO"'] },
  {
    // `~/~` is how the comments of Entangled begin.
    what: 'a path of a machine',
    pattern: /(?<![\w./])(?:\/(?:home|Users|root|work|tmp|var|mnt|opt)\/|[A-Z]:\\|~\/(?!~ ))[^\s`)]*/g,
    canary: ['in `/home/me/a.ts`', '1:5 "/home/me/a.ts"'],
  },
  {
    what: 'an address of a private network',
    pattern:
      /https?:\/\/(?:10\.|192\.168\.|172\.(?:1[6-9]|2\d|3[01])\.|[\w.-]+\.(?:local|internal|corp|lan)\b)[\w.-]*/g,
    canary: ['See https://example.com, http://localhost:1 and http://10.0.0.1/a.', '1:49 "http://10.0.0.1"'],
  },
]

test.each(anywhere)('no page has $what, not even in code', ({ pattern, canary: [text, place] }) => {
  const find = (page: string) =>
    page.split('\n').flatMap((line, index) => findIn({ text: line, line: index + 1, column: 1 }, pattern))
  expect(find(text)).toEqual([place])
  expect(pages.flatMap((page) => find(page.text).map((found) => `${page.path}:${found}`))).toEqual([])
})

function findIn({ text, line, column }: Prose, pattern: RegExp): string[] {
  return [...text.matchAll(pattern)].map((match) => `${line}:${column + match.index} ${JSON.stringify(match[0])}`)
}

const markdown = new MarkdownIt({ html: true })

interface Link {
  readonly href: string
  readonly line: number
}

function readLinks(text: string): Link[] {
  return markdown.parse(text, {}).flatMap(({ children, map }) =>
    (children ?? []).flatMap((child) => {
      const href = child.attrGet('href') ?? child.attrGet('src')
      return href === null || href === '' ? [] : [{ href, line: (map?.[0] ?? 0) + 1 }]
    }),
  )
}

function readHeadingIds(text: string): string[] {
  const tokens = markdown.parse(text, {})
  const ids = tokens.flatMap((token, index) =>
    token.type === 'heading_open' ? [headingId(tokens[index + 1]?.content.replace(/[`*]/g, '') ?? '')] : [],
  )
  // The second of two equal headings gets a number, here as on GitHub.
  return ids.map((id, index) => {
    const earlier = ids.slice(0, index).filter((other) => other === id).length
    return earlier === 0 ? id : `${id}-${earlier}`
  })
}

const findDeadLinks = (path: string, text: string) =>
  readLinks(text)
    .filter(({ href }) => !/^[a-z]+:/.test(href) && !leadsSomewhere(path, href))
    .map(({ href, line }) => `${path}:${line} ${href}`)

// The build of the site knows nothing of the files outside it, and looks at no section.
test('every link leads to a file, and to a section of it', () => {
  const canary = '# A b\n\n[ok](#a-b) [ok](../index.md)\n\n[a](#b) [b](./c.md)\n'
  expect(findDeadLinks('docs/tutorials/upload-to-chat.md', canary)).toEqual([
    'docs/tutorials/upload-to-chat.md:3 #a-b',
    'docs/tutorials/upload-to-chat.md:5 #b',
    'docs/tutorials/upload-to-chat.md:5 ./c.md',
  ])
  expect(pages.flatMap(({ path, text }) => findDeadLinks(path, text))).toEqual([])
})

function leadsSomewhere(from: string, href: string): boolean {
  const [file = '', section] = href.split('#')
  const path = file === '' ? from : join(dirname(from), file)
  if (!existsSync(join(root, path))) return false
  const page = pages.find((candidate) => candidate.path === path)
  if (section === undefined || page === undefined) return true
  return readHeadingIds(page.text).includes(section) || readBlockIds(page.text).includes(section)
}

/** The ids that the site gives to blocks with a name, or with a file. */
function readBlockIds(text: string): string[] {
  const names = [...text.matchAll(/^`{3,}\w*\s*\{(?:#([\w-]+)|file=(\S+?))[\s}]/gm)].map(
    ([, name, file]) => name ?? file,
  )
  return names.map((name) => `block-${name?.replace(/[^\p{L}\p{N}_.:-]+/gu, '-')}`)
}
