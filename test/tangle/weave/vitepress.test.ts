import MarkdownIt from 'markdown-it'
import pc from 'picocolors'
import { expect, test } from 'vitest'
import { describeErrors, openSiteProject, renderForSearch } from '../../../tangle/weave/index.ts'
import { MemoryFileSystem } from '../../../tangle/write/memory-file-system.ts'

const root = '/project'
const good = '```ts {#a file=examples/a.ts}\n1\n```\n'
const bad = '# Page\n\n```ts {#a file=examples/a.ts}\n<<missing>>\n```\n'

function openSite(pages: Record<string, string>) {
  const fileSystem = new MemoryFileSystem(pages)
  const config = { examples: { include: ['examples/*.ts'] } }
  return { fileSystem, site: openSiteProject({ root, config, fileSystem }) }
}

/** A logger and a list of loaded modules: all that the plugin sees of Vite. */
function createServer(files: readonly string[]) {
  const errors: string[] = []
  const modules = files.map((file) => ({ file }))
  const config = { command: 'serve', logger: { error: (message: string) => void errors.push(message) } }
  const idToModuleMap = new Map(modules.map((module) => [module.file, module]))
  return { errors, modules, server: { config, moduleGraph: { idToModuleMap } } }
}

test('fails a build of a project with errors, at page, line and column', async () => {
  const { vitePlugin } = await openSite({ 'docs/a.md': bad }).site
  vitePlugin.configResolved({ command: 'build', logger: { error: () => {} } })
  expect(() => vitePlugin.buildStart()).toThrow('docs/a.md:4:1')
})

test('builds a site whatever is wrong with other Markdown of the repository', async () => {
  const logger = { error: () => {} }
  const { vitePlugin } = await openSite({ 'docs/a.md': good.replaceAll('a', 'b'), 'notes/a.md': bad }).site
  vitePlugin.configResolved({ root: `${root}/docs`, command: 'build', logger })
  expect(() => vitePlugin.buildStart()).not.toThrow()
  vitePlugin.configResolved({ root: `${root}/notes`, command: 'build', logger })
  expect(() => vitePlugin.buildStart()).toThrow('notes/a.md:4:1')
})

test('lets the dev server start all the same, and says what is wrong', async () => {
  const { vitePlugin } = await openSite({ 'docs/a.md': bad }).site
  const { server, errors } = createServer([])
  vitePlugin.configResolved(server.config)
  vitePlugin.buildStart()
  expect(errors).toEqual([expect.stringContaining('Block <<missing>> is not defined')])
})

test('counts an expectation for an example that does not exist as an error', async () => {
  const { project } = await openSite({ 'docs/a.md': `${good}\n\`\`\`text {output=b}\n\`\`\`\n` }).site
  const errors = describeErrors((await openSite({ 'docs/a.md': good }).site).project(), pc.createColors(false))
  expect(errors).toBeUndefined()
  expect(describeErrors(project(), pc.createColors(false))).toContain('docs/a.md:5:10 error unknown-example')
})

test('reads the project again when a page changes, and renders every page of it again', async () => {
  const { fileSystem, site } = openSite({ 'docs/a.md': good, 'docs/b.md': '# B\n' })
  const { project, vitePlugin } = await site
  const { server, modules } = createServer([`${root}/docs/a.md`, `${root}/docs/b.md`, `${root}/theme/index.ts`])
  await fileSystem.write('docs/a.md', good.replace('1', '2'))
  const changed = await vitePlugin.handleHotUpdate({ file: `${root}/docs/a.md`, modules: [modules[0]], server })
  expect(project().tangled.targets[0]?.text).toBe('2\n')
  expect(changed).toEqual(modules.slice(0, 2))
})

test('takes no notice of other files', async () => {
  const { fileSystem, site } = openSite({ 'docs/a.md': good })
  const { project, vitePlugin } = await site
  const before = project()
  await fileSystem.write('docs/a.md', bad)
  const { server } = createServer([])
  for (const file of [`${root}/theme/index.ts`, '/elsewhere/docs/a.md']) {
    expect(await vitePlugin.handleHotUpdate({ file, modules: [], server })).toBeUndefined()
  }
  expect(project()).toBe(before)
})

test('tells the plugin that a page is rendered for the search, in either VitePress', async () => {
  const env: { weaveSearch?: boolean } = {}
  const md = new MarkdownIt()
  expect(await renderForSearch('# A', env, md)).toBe('<h1>A</h1>\n')
  expect(env.weaveSearch).toBe(true)
  const renderer = { render: () => 'sync', renderAsync: async () => 'async' }
  expect(await renderForSearch('# A', {}, renderer)).toBe('async')
  expect(await renderForSearch('# A', { frontmatter: { search: false } }, renderer)).toBe('')
})

test('reads the project again when a page comes or goes, and tells who wants to know', async () => {
  const fileSystem = new MemoryFileSystem({ 'docs/a.md': good })
  const heard: number[] = []
  const onChange = (project: { tangled: { pages: readonly unknown[] } }) => heard.push(project.tangled.pages.length)
  const { vitePlugin } = await openSiteProject({ root, config: {}, fileSystem, onChange })
  const { server, errors } = createServer([])
  const listeners = new Map<string, (file: string) => void>()
  const watcher = { on: (event: string, listener: (file: string) => void) => listeners.set(event, listener) }
  vitePlugin.configureServer({ config: server.config, watcher })
  await fileSystem.write('docs/b.md', bad)
  listeners.get('add')?.(`${root}/docs/b.md`)
  await expect.poll(() => heard).toEqual([2])
  await fileSystem.remove('docs/b.md')
  listeners.get('unlink')?.(`${root}/docs/b.md`)
  await expect.poll(() => heard).toEqual([2, 1])
  listeners.get('add')?.(`${root}/theme/index.ts`)
  expect(errors).toEqual([])
})

test('keeps what it knew while a page cannot be read', async () => {
  const { fileSystem, site } = openSite({ 'docs/a.md': good })
  const { project, vitePlugin } = await site
  const { server, errors } = createServer([])
  fileSystem.read = () => Promise.reject(new Error('docs/a.md is not UTF-8.'))
  await vitePlugin.handleHotUpdate({ file: `${root}/docs/a.md`, modules: [], server })
  expect(errors).toEqual(['docs/a.md is not UTF-8.'])
  expect(project().tangled.targets).toHaveLength(1)
})
