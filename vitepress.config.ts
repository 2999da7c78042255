import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitepress'
import { createBackgroundCheck } from './.vitepress/background-check.ts'
import { createDevLoop } from './.vitepress/dev-loop.ts'
import { describePage } from './.vitepress/discovery/describe-page.ts'
import { pageHead, preloadFonts } from './.vitepress/discovery/page-head.ts'
import { boostDocument, renderWithKeywords } from './.vitepress/discovery/search.ts'
import { writeTwins } from './.vitepress/discovery/write-twins.ts'
import { drawFigures } from './.vitepress/figures/index.ts'
import { headingId } from './.vitepress/heading-id.ts'
import { linkNames } from './.vitepress/reference-names.ts'
import { renderChat } from './.vitepress/render-chat.ts'
import { describeBudgets, measureBudgets } from './.vitepress/run/measure-budgets.ts'
import { runExamples } from './.vitepress/run/run-examples.ts'
import { workerModules } from './.vitepress/run/worker-modules.ts'
import { createNavigation, createSidebar } from './.vitepress/sidebar.ts'
import { copyOnlyCommands } from './.vitepress/terminal-blocks.ts'
import { hoverFiles, openSiteProject, SiteMap, targetFiles, weave } from './tangle/weave/index.ts'

const root = fileURLToPath(new URL('.', import.meta.url))
const start = performance.now()
const { SITE_BASE = '/', SITE_URL, REPOSITORY_URL } = process.env

const site = await openSiteProject({ root, onChange: () => void devLoop.changed() })
const backgroundCheck = createBackgroundCheck(root)
const devLoop = createDevLoop({ project: site.project, ...backgroundCheck })
const files = targetFiles({ project: site.project, base: SITE_BASE })
const hovers = hoverFiles({ project: site.project, siteFolder: 'docs', base: SITE_BASE })
const run = runExamples({ project: site.project, siteFolder: 'docs', base: SITE_BASE, scenarios: 'test/scenarios' })
const docs = join(root, 'docs')
const sidebar = createSidebar(docs)
const title = 'Parley'
const description = 'Documentation that is a program: every example on these pages is compiled, run and compared.'

export default defineConfig({
  title,
  description,
  lang: 'en',
  base: SITE_BASE,
  srcDir: 'docs',
  cleanUrls: true,
  head: [
    ['link', { rel: 'icon', href: `${SITE_BASE}mark.svg`, type: 'image/svg+xml' }],
    ['meta', { name: 'theme-color', content: '#fdfcf8', media: '(prefers-color-scheme: light)' }],
    ['meta', { name: 'theme-color', content: '#17191b', media: '(prefers-color-scheme: dark)' }],
  ],
  ...(SITE_URL && { sitemap: { hostname: SITE_URL } }),
  markdown: {
    // A page shows what other pages say: its own text does not tell whether it changed.
    cache: false,
    anchor: { slugify: headingId },
    codeTransformers: [copyOnlyCommands],
    config: (md) => {
      drawFigures(md)
      linkNames(md, join(docs, 'reference/api'), SITE_BASE)
      weave(md, {
        project: site.project,
        siteFolder: 'docs',
        command: (name) => `npm run example ${name}`,
        download: files.address,
        actions: run.actions,
        renderExpectation: (kind, lines) => (kind === 'transcript' ? renderChat(lines) : undefined),
      })
    },
  },
  vite: {
    plugins: [site.vitePlugin, files.vitePlugin, hovers.vitePlugin, devLoop.vitePlugin, run.vitePlugin],
    // What few programs import is loaded for those.
    worker: { format: 'es', plugins: () => [workerModules()] },
    // Found at the first run or edit, they would load the page anew.
    optimizeDeps: {
      include: [
        ...['eventsource-parser', 'hono/tiny', 'image-size', 'mime-types'],
        ...['commands', 'lang-javascript', 'language', 'state', 'view'].map((name) => `@codemirror/${name}`),
        ...['@lezer/highlight', 'diff', 'sucrase'],
      ],
      rolldownOptions: { plugins: [workerModules()] },
    },
  },
  async transformPageData({ description: own, relativePath }) {
    return { description: own || describePage(await readFile(join(docs, relativePath), 'utf8')) }
  },
  transformHead: ({ pageData, assets }) => [
    ...preloadFonts(assets),
    ...(pageData.isNotFound
      ? []
      : pageHead({ ...pageData, path: pageData.relativePath }, { siteUrl: SITE_URL, base: SITE_BASE })),
  ],
  async buildEnd({ outDir, pages }) {
    const map = new SiteMap(site.project(), 'docs')
    await writeTwins({ map, siteFolder: 'docs', docs, outDir, sections: sidebar, title, description, base: SITE_BASE })
    const seconds = (performance.now() - start) / 1000
    console.log(`\nSizes, after gzip:\n${describeBudgets(await measureBudgets(outDir))}`)
    console.log(`\n${pages.length} pages in ${seconds.toFixed(1)} s, ${(seconds / pages.length).toFixed(2)} s per page`)
  },
  themeConfig: {
    nav: createNavigation(sidebar),
    sidebar,
    outline: { level: [2, 3], label: 'On this page' },
    search: {
      provider: 'local',
      options: { _render: renderWithKeywords, miniSearch: { searchOptions: { boostDocument } } },
    },
    notFound: {
      title: 'This page does not exist',
      quote: 'The search knows all that do.',
      linkText: 'To the first page',
      linkLabel: 'To the first page',
    },
    ...(REPOSITORY_URL && {
      socialLinks: [{ icon: 'git', link: REPOSITORY_URL, ariaLabel: 'The repository' }],
      editLink: { pattern: `${REPOSITORY_URL}/edit/main/docs/:path`, text: 'Edit this page' },
    }),
  },
})
