import { execFileSync } from 'node:child_process'
import { describe, expect, it } from 'vitest'
import { checkLinks } from '../../../../tangle/check/links/check-links.ts'
import type { TangleConfig } from '../../../../tangle/config/config.ts'
import { openProject } from '../../../../tangle/project/project.ts'
import { MemoryFileSystem } from '../../../../tangle/write/memory-file-system.ts'
import { temporaryProject } from '../../temporary-project.ts'

async function check(files: Record<string, string>, config = {}): Promise<string[]> {
  const fileSystem = new MemoryFileSystem(files)
  const project = await openProject({ root: '/project', config: { pages: ['docs/**/*.md'], ...config }, fileSystem })
  const found = await checkLinks(project)
  return found.map(({ code, severity, message, hint, location }) => {
    const { file, start } = location ?? { file: '', start: { line: 0, column: 0 } }
    return `${file}:${start.line + 1}:${start.column + 1} ${severity} ${code} ${message}${hint ? ` ${hint}` : ''}`
  })
}

/** The page `docs/guides/page.md` with one link, in a project with a few other files. */
const checkLink = (href: string, more: Record<string, string> = {}) =>
  check({
    'docs/guides/page.md': `# Page\n\n## A part\n\n[a](${href})\n\n## Build & run\n`,
    'docs/guides/other-page.md': '# Other\n\n## Missing `user_id`\n',
    'docs/tutorials/index.md': '# Tutorials\n',
    'docs/public/mark.svg': '<svg/>',
    'README.md': '# Read me\n',
    ...more,
  })

describe('checkLinks', () => {
  it.each([
    './other-page.md',
    'other-page',
    './other-page.html',
    './other-page.md#missing-user_id',
    './other-page#missing-user-id',
    './other-page.md?plain=1#other',
    '#a-part',
    '#a-part-',
    '#build--run',
    '#build-run',
    '#',
    '../tutorials/',
    '../tutorials',
    '../tutorials/#tutorials',
    '../../README.md#read-me',
    '..',
    '/tutorials/',
    '/guides/other-page',
    '/mark.svg',
    '/docs/guides/page.md',
    '/README.md',
    'https://example.com/nothing',
    '//example.com/nothing',
    'mailto:somebody@example.com',
    '<{linkTo("page")}>',
    '/llms-full.txt',
    '/blog/rss.xml',
    '/.well-known/agent.json',
    '../../../elsewhere.md',
    '../../../../elsewhere.md#x',
  ])('accepts %s', async (href) => {
    expect(await checkLink(href)).toEqual([])
  })

  it('says where a link to a missing file is, and which file is near', async () => {
    expect(await checkLink('./other-pages.md#other')).toEqual([
      'docs/guides/page.md:5:5 error broken-link The link leads to docs/guides/other-pages.md, which does not exist. Did you mean ./other-page.md#other?',
    ])
  })

  it('knows a page of the same name in another folder', async () => {
    expect(await checkLink('../reference/other-page.md')).toEqual([
      'docs/guides/page.md:5:5 error broken-link The link leads to docs/reference/other-page.md, which does not exist. Did you mean ./other-page.md?',
    ])
  })

  it('says which heading is missing, and which is near', async () => {
    expect(await checkLink('./other-page.md#missing-user_ids')).toEqual([
      'docs/guides/page.md:5:5 error broken-link docs/guides/other-page.md has no heading or id #missing-user_ids. Did you mean ./other-page.md#missing-user_id?',
    ])
    expect(await checkLink('#another-part')).toEqual([
      'docs/guides/page.md:5:5 error broken-link This page has no heading or id #another-part.',
    ])
  })

  it('learns from the links whether the site leaves capitals of ids as they are', async () => {
    const spelled = '[a](#Per-Route-Guard) [b](#useLink) [c](#no)'
    const headings = '\n# Per-Route Guard\n\n## `useLink`\n'
    const found = async (text: string) => {
      const fileSystem = new MemoryFileSystem({ 'docs/a.md': text + headings })
      const diagnostics = await checkLinks(await openProject({ root: '/project', fileSystem, config: {} }))
      return diagnostics.map(({ message }) => /#.*(?=\.)/.exec(message)?.[0])
    }
    expect(await found(spelled)).toEqual(['#no'])
    expect(await found(`${spelled} [d](#uselink) [e](#per-route-guard)`)).toEqual([
      '#Per-Route-Guard',
      '#useLink',
      '#no',
    ])
  })

  it('knows the ids that a site gives to visible blocks', async () => {
    const more = {
      'docs/guides/blocks.md': '```ts {#say_hello}\n```\n\n<!--\n```ts {#hidden}\n```\n-->\n',
    }
    expect(await checkLink('./blocks.md#block-say_hello', more)).toEqual([])
    expect(await checkLink('./blocks.md#block-hidden', more)).toHaveLength(1)
    expect(await checkLink('./blocks.md#block-say_helo', more)).toHaveLength(1)
  })

  it('looks for headings in the page of the same language', async () => {
    const more = {
      'docs/guides/cache.md': '# Cache\n\n## Clear it\n',
      'docs/guides/cache.ja.md': '# キャッシュ\n\n## 消去\n',
      'docs/guides/use.ja.md': '[here](./cache#消去) [there](./cache.md#clear-it) [in English](./start.md#start)\n',
      'docs/guides/start.md': '# Start\n',
    }
    const found = await checkLink('./cache#clear-it', more)
    expect(found).toEqual([expect.stringContaining('docs/guides/cache.ja.md has no heading or id #clear-it.')])
  })

  it('knows pages and folders that numbers in parentheses sort', async () => {
    expect(await checkLink('/routes/start/first', { 'docs/routes/(0)start/(1)first.md': '# First\n' })).toEqual([])
  })

  it('decodes addresses, and takes a percent sign that encodes nothing as it is', async () => {
    const more = { 'docs/guides/two words.md': '# Zwei Wörter\n', 'docs/guides/100%.md': '' }
    expect(await checkLink('./two%20words.md#zwei-w%C3%B6rter', more)).toEqual([])
    expect(await checkLink('<./two words.md>', more)).toEqual([])
    expect(await checkLink('./100%.md', more)).toEqual([])
    expect(await checkLink('./two%20word.md', more)).toHaveLength(1)
  })

  it('knows the headings of what a page includes', async () => {
    const more = {
      'docs/guides/whole.md': '# Whole\n\n<!--@include: ./parts/one.md{1,9}-->\n<!-- @include: ../gone.md -->\n',
      'docs/guides/parts/one.md': '## Included\n',
    }
    expect(await checkLink('./whole.md#included', more)).toEqual([])
    expect(await checkLink('./whole.md#excluded', more)).toHaveLength(1)
  })

  it('knows the headings of what is included from the folder of the site, and of what that includes', async () => {
    const more = {
      'docs/guides/whole.md': '# Whole\n\n<!--@include: @shared/one.md-->\n<!--@include: @/shared/one.md-->\n',
      'docs/shared/one.md': '## Included\n\n<!--@include: ./two.md-->\n',
      'docs/shared/two.md': '## Included there\n\n<!--@include: ./one.md-->\n',
    }
    expect(await checkLink('./whole.md#included', more)).toEqual([])
    expect(await checkLink('./whole.md#included-there', more)).toEqual([])
    expect(await checkLink('#whole', { 'docs/whole.md': '# Whole\n\n<!--@include: ./guides/page.md-->\n' })).toEqual([])
    expect(await checkLink('./whole.md#excluded', more)).toHaveLength(1)
  })

  it('asks nothing about the lines of a file that is not Markdown', async () => {
    expect(await checkLink('../../src/a.ts#L3', { 'src/a.ts': '' })).toEqual([])
  })

  it('takes a file that a page writes as there, also when it is not', async () => {
    const page = '[all](../out/all.ts) [folder](../out/)\n\n```ts {file=out/all.ts}\n```\n'
    expect(await check({ 'docs/a.md': page })).toEqual([])
  })

  it('reads Markdown that a page writes, and points at the page', async () => {
    const page = '````md {file=out/README.md}\n# List\n\n- [a](./a.md)\n- [b](../docs/a.md#nothing)\n````\n'
    expect(await check({ 'docs/a.md': page })).toEqual([
      'docs/a.md:4:7 error broken-link The link leads to out/a.md, which does not exist. Did you mean ../docs/a.md?',
      'docs/a.md:5:7 error broken-link docs/a.md has no heading or id #nothing.',
    ])
  })

  it('counts lines in a page with CRLF and a byte order mark', async () => {
    expect(await check({ 'docs/a.md': '\uFEFF# A\r\n\r\nx\r\n[a](./b.md) [b](#a)\r\n' })).toEqual([
      'docs/a.md:4:5 error broken-link The link leads to docs/b.md, which does not exist. Did you mean ./a.md?',
    ])
  })

  it('reports the definition of a reference once', async () => {
    expect(await check({ 'docs/a.md': '[a][x], [b][x]\n\n[x]: ../nothing/here.md\n' })).toEqual([
      'docs/a.md:3:6 error broken-link The link leads to nothing/here.md, which does not exist.',
    ])
  })

  it('does nothing where the configuration says so', async () => {
    expect(await check({ 'docs/a.md': '[a](./b.md)\n' }, { links: false })).toEqual([])
  })
})

describe('tangle check', () => {
  const files = { 'tangle.config.json': '{"pages":["*.md"]}', 'a.md': '![a](./a.png) [b](.hidden/) [c](./c)\n' }

  it('finds images and folders on the disk', async () => {
    const project = await temporaryProject({ ...files, '.hidden/x.txt': '', 'c/[x].txt': '' })
    await project.write('a.png', '\u0000')
    expect(await project.tangle('check')).toMatchObject({ exitCode: 0 })
  })

  it('fails for a link that leads nowhere', async () => {
    const project = await temporaryProject({ ...files, 'c/x.txt': '', '.hidden/x.txt': '' })
    const { exitCode, stdout, stderr } = await project.tangle('check')
    expect(exitCode).toBe(1)
    expect(stdout + stderr).toContain('a.md:1:6 error broken-link The link leads to a.png, which does not exist.')
  })
})

describe('where links lead that start with `/`', () => {
  const pages = (prefix: string, folder: string) =>
    Object.fromEntries([
      ...Array.from({ length: 25 }, (_, at) => [`${folder}/p${at}.md`, `[next](${prefix}/p${(at + 1) % 25})\n`]),
    ])
  const codes = async (files: Record<string, string>, config: TangleConfig = {}) => {
    const project = await openProject({ root: '.', config, fileSystem: new MemoryFileSystem(files) })
    return (await checkLinks(project)).map(({ code, message }) => `${code} ${message.slice(0, 29).trim()}`)
  }

  it('is a page of the first language, where a translation has none', async () => {
    const docs = 'i18n/fr/docusaurus-plugin-content-docs/current'
    const files = { [`${docs}/a.md`]: '[b](/fr/docs/b) [c](/fr/docs/c)\n', 'docs/b.md': '' }
    expect(await codes(files)).toEqual(['broken-link The link leads to i18n/fr/doc'])
  })

  it('is a program, if the first page of the site is one', async () => {
    const files = { 'site/docs/a.md': '[try](/#try-it)\n', 'site/README.md': '# Site\n' }
    expect(await codes(files)).toEqual(['broken-link site has no heading or id #tr'])
    expect(await codes({ ...files, 'site/src/pages/index.tsx': '' })).toEqual([])
  })

  it('is guessed, if the pages of one folder are meant', async () => {
    expect(await codes(pages('', 'site/src/content'))).toEqual([])
  })

  it('is asked for in one line, if most lead nowhere', async () => {
    expect(await codes(pages('/elsewhere', 'site/src/content'))).toEqual([
      'unknown-link-root 25 of 25 links lead nowhere:',
    ])
  })

  it('says once that a whole folder is missing', async () => {
    const list = Array.from({ length: 30 }, (_, at) => `- [p${at}](/api/p${at})`).join('\n')
    const files = {
      'docs/a.md': `${list}\n[x](/guide)\n[y](/guide)\n[z](/gone)\n${'[a](/a)\n'.repeat(40)}`,
      'docs/guide.md': '',
    }
    expect(await codes(files)).toEqual([
      'broken-link 30 links, of which this is th',
      'broken-link The link leads to docs/gone,',
    ])
  })

  it('says once that nothing is at an address to which several link, and names each link to a file', async () => {
    const links = ['[one](/gone)', '[two](/gone#a)', '[three](/gone?b)', '[other](./lost.md)'].join('\n\n')
    expect(await check({ 'docs/page.md': links })).toEqual([
      'docs/page.md:1:7 error broken-link 3 links, of which this is the first, lead to /gone, where nothing is.',
      'docs/page.md:7:9 error broken-link The link leads to docs/lost.md, which does not exist.',
    ])
  })

  it('knows sites that have their root as the base of all addresses', async () => {
    const page = (name: string) => ({ [`docs/guides/${name}.md`]: '[b](guides/b) [c](reference/c)\n' })
    const reference = { 'docs/reference/c.md': '# C\n' }
    expect(await check({ ...page('a'), ...page('b'), ...page('d'), ...reference })).toEqual([])
    // Few may be mistakes.
    expect(await check({ ...page('a'), ...page('b'), ...reference })).toHaveLength(4)
    // Relative to their page, many lead somewhere.
    const usual = { 'docs/index.md': '[a](guides/a) [b](guides/b) [c](reference/c) [d](guides/d)\n'.repeat(3) }
    expect(await check({ ...page('a'), ...page('b'), ...page('d'), ...reference, ...usual })).not.toEqual([])
  })

  it('can be said, and addresses can be left out', async () => {
    const files = { 'a/b/c.md': '[x](/d) [y](/api/z) [w](/no)\n', 'a/b/d.md': '' }
    const links = { root: './a/b/', ignore: ['/api/**'] }
    expect(await codes(files, { links })).toEqual(['broken-link The link leads to a/b/no, whi'])
  })

  // What generators of sites make of the names of files and of front matter; nobody says which generator it is.
  it.each([
    ['Nuxt Content sorts by numbers and dots', '/guide/app#app', 'docs/1.guide/2.app.md', '# App\n'],
    ['a folder of such a name has pages below it', '/utils', 'docs/2.utils/0.index.md', ''],
    ['Docusaurus sorts by numbers and dashes', '/docs/start/install', 'docs/01-start/02-install.mdx', ''],
    ['Docusaurus has ids', '/docs/start/set-up', 'docs/start/install.md', '---\nid: set-up\n---\n'],
    [
      'Docusaurus has slugs',
      '/docs/quick',
      'site/docs/main/quickstart.mdx',
      '---\nslug: /quick\n---\n',
      'site/docs/x.md',
    ],
    ['a slug may be relative', '/docs/main/quick', 'docs/main/quickstart.md', '---\nslug: quick\n---\n'],
    ['Jekyll has permalinks', '/about/', 'docs/pages/a.md', '---\npermalink: /about/\n---\n'],
    ['Docusaurus keeps versions', '/docs/v9/context', 'www/versioned_docs/version-9.x/context.md', '', 'www/docs/x.md'],
    ['a post has a day', '/blog/hello', 'blog/2024-05-06-hello.md', '', 'blog/x.md'],
    ['routers leave out folders in parentheses', '/guides/start', 'docs/guides/(first)/start/index.mdx', ''],
    ['Astro has routes', '/sponsors', 'src/pages/sponsors.astro', ''],
    ['Docusaurus and others have assets', '/img/a.svg', 'docs/static/img/a.svg', '<svg/>'],
    ['the address of a page may be a folder', '../other', 'docs/guides/other.md', '', 'docs/guides/page.md'],
    ['an address follows from that of the page', './other', 'docs/other/index.md', '', 'docs/guides/(a)/index.md'],
  ])('%s', async (_, href, file, text, page = 'docs/x.md') => {
    const files = { [page]: `[a](${href})\n[b](${href}-not)\n`, [file]: text }
    const config = { pages: ['**/*.{md,mdx}'] }
    const found = await codes(files, config)
    expect(found).toHaveLength(1)
  })

  it('is not looked at, if only files beside the page count', async () => {
    const files = { 'a.md': '[x](/d) [y](./b) [z](./c.md) [w](../e.png)\n' }
    expect(await codes(files, { links: 'relative' })).toEqual(['broken-link The link leads to c.md, which'])
  })

  it('takes what git leaves out for something that is there when it has been built', async () => {
    const { root } = await temporaryProject({
      '.gitignore': 'docs/api\n*.map\n',
      'docs/a.md': '[a](./api/b.md) [b](api/c/d.html#x) [c](/api/) [d](./e.map) [e](./f.md)\n',
    })
    execFileSync('git', ['init', '-q'], { cwd: root })
    const found = await checkLinks(await openProject({ root, config: { pages: ['docs/*.md'] } }))
    expect(found.map(({ message }) => message)).toEqual(['The link leads to docs/f.md, which does not exist.'])
  })
})
