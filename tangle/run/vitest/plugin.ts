import { isAbsolute, relative, resolve, sep } from 'node:path'
import { escapePath } from 'tinyglobby'
import { configDefaults, type Plugin } from 'vitest/config'
import { checkBlocks } from '../../check/proof/check-blocks.ts'
import type { TangleConfig } from '../../config/config.ts'
import type { BlockReport } from '../../model/block-report.ts'
import { openProject, type Project } from '../../project/project.ts'
import { writeTestModule } from './test-module.ts'
import { listTestPages, readTestPage } from './test-pages.ts'

/** Options of `pagesAsTests`. */
export interface PagesAsTestsOptions {
  /** The root of the project, relative to the current directory. Default: the root of the vitest configuration. */
  readonly root?: string
  /** A configuration that was loaded already. Default: the file in the root, read again when something changes. */
  readonly config?: TangleConfig
}

/**
 * A plugin by which every page with something to run is a test file: each example on it is a test, and the commands of
 * its terminal blocks are one more, since they are one session. Each plain block is a test as well: that it has no
 * mistake. Give it to `plugins` of the vitest configuration;
 * `test.include` goes on to name other test files.
 *
 * Watch mode runs a page again when the page itself, a page that it takes blocks from, a module that its programs or
 * their host import, or the configuration changes; `vitest related` and `vitest --changed` know the same. Commands
 * run again with their page only, since nobody knows what they depend on. Which pages are test files is found out when
 * vitest starts.
 *
 * @throws ConfigError, when vitest starts, if the configuration of the project cannot be used.
 */
export function pagesAsTests(options: PagesAsTestsOptions = {}): Plugin {
  let root = ''
  let current: Promise<Project> | undefined
  const loaded = new Set<string>()
  const open = () => {
    current ??= openProject({ root, ...(options.config && { config: options.config }) })
    return current
  }
  let checked: { readonly project: Project; readonly blocks: Promise<readonly BlockReport[]> } | undefined
  /** All plain blocks of a project, once: those of each page alone would take as long. */
  const check = (project: Project) => {
    if (checked?.project !== project) checked = { project, blocks: checkBlocks(project).then(({ blocks }) => blocks) }
    return checked.blocks
  }
  return {
    name: 'tangle-pages',
    // Before any plugin that would take Markdown for something else.
    enforce: 'pre',
    async config(user) {
      root = resolve(options.root ?? user.root ?? '.')
      const from = resolve(user.root ?? '.')
      const pages = listTestPages(await open()).map((page) => toSlash(relative(from, resolve(root, page))))
      // A list of our own would take the place of the usual one: both are wanted.
      const usual = user.test?.include ? [] : configDefaults.include
      return {
        test: { include: [...usual, ...pages.map((page) => escapePath(page))] },
        // Examples are compiled into it.
        server: { watch: { ignored: ['**/.tangle/**'] } },
      }
    },
    configureServer(server) {
      server.watcher.on('all', () => {
        current = undefined
        // Vite would keep the code of a page of which only a dependency has changed, and so its old dependencies.
        for (const { moduleGraph } of Object.values(server.environments)) {
          for (const page of loaded) {
            for (const module of moduleGraph.getModulesByFile(page) ?? []) moduleGraph.invalidateModule(module)
          }
        }
      })
    },
    async load(id) {
      const path = toSlash(relative(root, id))
      if (path.startsWith('../../') || isAbsolute(path)) return undefined
      const project = await open()
      // Only for a page: the check of all blocks takes a moment.
      const isPage = project.tangled.pages.some((page) => page.path === path)
      const page = isPage ? await readTestPage(project, path, await check(project)) : undefined
      if (!page) return undefined
      loaded.add(id)
      // No map: the lines of the module are those of the page, and a stack that leads to the page is not to be mapped.
      return { code: writeTestModule(page), map: { mappings: '' } }
    },
  }
}

function toSlash(path: string): string {
  return path.split(sep).join('/')
}
