import { execFile } from 'node:child_process'
import { cp, mkdir, mkdtemp, readdir, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs, promisify } from 'node:util'
import { measurePage, totalWeight } from '../.vitepress/page-weight.ts'
import { createNavigation, createSidebar } from '../.vitepress/sidebar.ts'
import { stateFolderName } from '../tangle/state/state-folder.ts'
import { repository } from './example-project.ts'
import { runNode, workOfChildren } from './measure.ts'

// `npx tsx bench/site.ts`: what each page loads before a click, and how long a build takes, beside the default theme of
// VitePress with the same Markdown and nothing woven into it. With `--twoslash` also beside `@shikijs/vitepress-twoslash`,
// which is downloaded from the npm registry into a temporary folder, and looks at all TypeScript of the same pages.

const { values } = parseArgs({ options: { twoslash: { type: 'boolean', default: false } } })
const folder = await mkdtemp(join(tmpdir(), 'parley-site-'))
const [plain, twoslash] = [join(folder, 'plain'), join(folder, 'twoslash')]
const [ownSite, plainSite] = [join(folder, 'own-site'), join(folder, 'plain-site')]

/** How long a build took: seconds from start to end, and seconds that processors worked, which a busy machine changes less. */
interface BuildTime {
  readonly elapsed: number
  readonly worked: number
}

try {
  await createPlainSite(plain)
  // What an earlier build has found out of types is kept, and makes the next one quicker.
  for (const kept of ['hovers', 'blocks', 'types'])
    await rm(join(repository, stateFolderName, kept), { recursive: true, force: true })
  const own = await timeOf(repository, ownSite)
  const again = await timeOf(repository, ownSite)
  const usual = await timeOf(plain, plainSite)
  const theirs = values.twoslash ? await timeTwoslash() : undefined
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
  const builds = {
    'this site': own,
    'this site, built before': again,
    'the default theme': usual,
    ...(theirs && { 'twoslash on the same pages': theirs }),
  }
  console.log('\n| build | seconds | per page | of processors | times the default theme |')
  console.log('| --- | --- | --- | --- | --- |')
  for (const [name, { elapsed, worked }] of Object.entries(builds)) {
    const times = `${(elapsed / usual.elapsed).toFixed(2)}, of processors ${(worked / usual.worked).toFixed(2)}`
    const cells = [name, elapsed.toFixed(1), (elapsed / pages.length).toFixed(2), worked.toFixed(1), times]
    console.log(`| ${cells.join(' | ')} |`)
  }
} finally {
  await rm(folder, { recursive: true, force: true })
}

/**
 * The same pages with the same navigation and search. Links to programs lead nowhere: nothing shows them.
 *
 * @param head Stands in front of the configuration. @param more Goes into it.
 */
async function createPlainSite(plain: string, head = '', more = ''): Promise<void> {
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
  // A page includes it.
  await cp(join(repository, 'CHANGELOG.md'), join(plain, 'CHANGELOG.md'))
  await symlink(join(repository, 'node_modules'), join(plain, 'node_modules'))
  await writeFile(join(plain, 'package.json'), '{ "type": "module" }\n')
  const text = `${head}\nexport default { ...${JSON.stringify(config)}, ${more} }\n`
  await writeFile(join(plain, '.vitepress/config.js'), text)
}

/** Types in every block of TypeScript. Most blocks are pieces of programs, so nothing is made of what is wrong in them. */
async function timeTwoslash(): Promise<BuildTime> {
  const tools = join(folder, 'tools')
  await mkdir(tools)
  await writeFile(join(tools, 'package.json'), '{ "private": true }\n')
  const packages = ['@shikijs/vitepress-twoslash@4.6.0', 'typescript@5.9.3']
  const install = ['install', '--no-audit', '--no-fund', '--ignore-scripts', '--legacy-peer-deps', ...packages]
  await promisify(execFile)('npm', install, { cwd: tools })
  const entry = (name: string) => JSON.stringify(join(tools, `node_modules/@shikijs/vitepress-twoslash/dist/${name}`))
  const head = `import { transformerTwoslash } from ${entry('index.mjs')}`
  const options = `{ explicitTrigger: false, throws: false, twoslashOptions: { handbookOptions: { noErrorValidation: true } } }`
  // It has no `v-pre` on blocks, so that Vue takes two braces in them for its own: three pages are left out.
  const left = ['reference/api/scenarios.md', 'guides/test-in-ci.md', 'guides/weave-your-site.md']
  await createPlainSite(
    twoslash,
    head,
    `srcExclude: ${JSON.stringify(left)}, markdown: { languages: ['js', 'jsx', 'ts', 'tsx', 'json', 'sh'], codeTransformers: [transformerTwoslash(${options})] }`,
  )
  await mkdir(join(twoslash, '.vitepress/theme'))
  const theme = `import Theme from 'vitepress/theme'
import TwoslashFloatingVue from ${entry('client.mjs')}
import ${entry('../style.css')}
export default { extends: Theme, enhanceApp: ({ app }) => void app.use(TwoslashFloatingVue) }
`
  await writeFile(join(twoslash, '.vitepress/theme/index.js'), theme)
  return timeOf(twoslash, join(folder, 'twoslash-site'))
}

async function timeOf(root: string, site: string): Promise<BuildTime> {
  const vitepress = join(repository, 'node_modules/vitepress/bin/vitepress.js')
  const [before, workedBefore] = [performance.now(), workOfChildren() ?? 0]
  await runNode({ args: [vitepress, 'build', root, '--outDir', site], says: '' }, root)
  return { elapsed: (performance.now() - before) / 1000, worked: (workOfChildren() ?? 0) - workedBefore }
}
