import { cp, mkdir, mkdtemp, readdir, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { measurePage, totalWeight } from '../.vitepress/page-weight.ts'
import { createNavigation, createSidebar } from '../.vitepress/sidebar.ts'
import { repository } from './example-project.ts'
import { runNode } from './measure.ts'

// `npx tsx bench/site.ts`: what each page loads before a click, and how long a build takes, beside the default theme of
// VitePress with the same Markdown and nothing woven into it.

const folder = await mkdtemp(join(tmpdir(), 'parley-site-'))
const plain = join(folder, 'plain')
const [ownSite, plainSite] = [join(folder, 'own-site'), join(folder, 'plain-site')]

try {
  await createPlainSite()
  const own = await secondsOf(repository, ownSite)
  const usual = await secondsOf(plain, plainSite)
  const files = (await readdir(ownSite, { recursive: true })).map((path) => path.replaceAll('\\', '/'))
  const pages = files.filter((path) => path.endsWith('.html') && path !== '404.html').sort()
  console.log('| page | HTML | CSS | JS | together | default theme | more |')
  console.log('| --- | --- | --- | --- | --- | --- | --- |')
  for (const page of pages) {
    const [ours, theirs] = [await measurePage(ownSite, page), await measurePage(plainSite, page)]
    const [total, baseline] = [totalWeight(ours), totalWeight(theirs)]
    const sizes = [ours.html, ours.css, ours.js, total, baseline].map((size) => `${(size / 1024).toFixed(1)} KB`)
    console.log(`| ${[page, ...sizes, `${((total / baseline - 1) * 100).toFixed(0)} %`].join(' | ')} |`)
  }
  const perPage = (own / pages.length).toFixed(2)
  console.log(`\nBuild: ${own.toFixed(1)} s, ${perPage} s per page; with the default theme ${usual.toFixed(1)} s.`)
} finally {
  await rm(folder, { recursive: true, force: true })
}

/** The same pages with the same navigation and search. Links to programs lead nowhere: nothing shows them. */
async function createPlainSite(): Promise<void> {
  const docs = join(repository, 'docs')
  const sidebar = createSidebar(docs)
  const themeConfig = {
    sidebar,
    nav: createNavigation(sidebar),
    outline: { level: [2, 3] },
    search: { provider: 'local' },
  }
  const config = { title: 'Parley', srcDir: 'docs', cleanUrls: true, ignoreDeadLinks: true, themeConfig }
  await mkdir(join(plain, '.vitepress'), { recursive: true })
  await cp(docs, join(plain, 'docs'), { recursive: true })
  await symlink(join(repository, 'node_modules'), join(plain, 'node_modules'))
  await writeFile(join(plain, 'package.json'), '{ "type": "module" }\n')
  await writeFile(join(plain, '.vitepress/config.js'), `export default ${JSON.stringify(config)}\n`)
}

async function secondsOf(root: string, site: string): Promise<number> {
  const vitepress = join(repository, 'node_modules/vitepress/bin/vitepress.js')
  const before = performance.now()
  await runNode({ args: [vitepress, 'build', root, '--outDir', site], says: '' }, root)
  return (performance.now() - before) / 1000
}
