import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { defineConfig } from 'vitepress'
import { darkOnScreens } from './.vitepress/dark-on-screens.ts'
import { describePage } from './.vitepress/discovery/describe-page.ts'
import { pageHead, preloadFonts } from './.vitepress/discovery/page-head.ts'
import { boostDocument, renderWithKeywords, searchBoost, searchTerm } from './.vitepress/discovery/search.ts'
import { drawFigures } from './.vitepress/figures/index.ts'
import { finishSite } from './.vitepress/finish-site.ts'
import { headingId } from './.vitepress/heading-id.ts'
import { setOwnersApart } from './.vitepress/heading-owner.ts'
import { labelCells } from './.vitepress/label-cells.ts'
import { tabPackageManagers } from './.vitepress/package-managers/index.ts'
import { linkNames, referenceOf } from './.vitepress/reference-names.ts'
import { renderChat } from './.vitepress/render-chat.ts'
import { runOptions } from './.vitepress/run-options.ts'
import { shareOptions } from './.vitepress/share-options.ts'
import { createNavigation, createSidebar } from './.vitepress/sidebar.ts'
import { slimTheme } from './.vitepress/slim-theme.ts'
import { withTangle } from './tangle/weave/vitepress/index.ts'

const root = import.meta.dirname
const start = performance.now()
const { SITE_BASE = '/', SITE_URL, REPOSITORY_URL } = process.env
const docs = join(root, 'docs')
const sidebar = createSidebar(docs)
const title = 'Parley'
const description = 'Documentation that is a program: every example on these pages is compiled, run and compared.'

const site = defineConfig({
  title,
  description,
  lang: 'en',
  base: SITE_BASE,
  srcDir: 'docs',
  cleanUrls: true,
  lastUpdated: true,
  // What a page loads before a click is for the page itself.
  router: { prefetchLinks: false },
  head: [
    ['link', { rel: 'icon', href: `${SITE_BASE}mark.svg`, type: 'image/svg+xml' }],
    ['meta', { name: 'theme-color', content: '#fdfcf8', media: '(prefers-color-scheme: light)' }],
    ['meta', { name: 'theme-color', content: '#17191b', media: '(prefers-color-scheme: dark)' }],
  ],
  ...(SITE_URL && { sitemap: { hostname: SITE_URL } }),
  vite: {
    // No component of the site or of the default theme has options.
    define: { __VUE_OPTIONS_API__: false },
    plugins: [slimTheme],
    css: { postcss: { plugins: [darkOnScreens] } },
  },
  markdown: {
    anchor: { slugify: headingId },
    config: (md) => {
      drawFigures(md)
      setOwnersApart(md)
      labelCells(md)
      tabPackageManagers(md)
      linkNames(md, join(docs, 'reference/api'), SITE_BASE)
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
  buildEnd: ({ outDir, pages: { length: pages } }) =>
    finishSite({
      ...{ root, docs, outDir, pages, start, siteFolder: 'docs', siteUrl: SITE_URL },
      ...{ sections: sidebar, title, description, base: SITE_BASE },
    }),
  // VueUse would compute the styles of the whole page once more, with each load. The theme switches without transitions.
  appearance: { disableTransition: false },
  themeConfig: {
    nav: createNavigation(sidebar),
    sidebar,
    // Chromium refuses the language that some systems have.
    lastUpdated: { formatOptions: { forceLocale: true, dateStyle: 'long' } },
    footer: { message: `<a href="${SITE_BASE}explanation/why-parley#license">MIT license</a>` },
    outline: { level: [2, 3], label: 'On this page' },
    search: {
      provider: 'local',
      options: {
        _render: renderWithKeywords,
        miniSearch: { searchOptions: { boost: searchBoost, boostDocument, processTerm: searchTerm } },
      },
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

export default withTangle(site, {
  root,
  plainBlocks: false,
  copyCommands: true,
  reference: referenceOf(join(docs, 'reference/api'), SITE_BASE),
  command: (name) => `npm run example ${name}`,
  renderExpectation: (kind, lines) => (kind === 'transcript' ? renderChat(lines) : undefined),
  run: runOptions,
  share: shareOptions,
})
