import { isAbsolute } from 'node:path'
import pc from 'picocolors'
import type { Diagnostic } from '../../model/diagnostic.ts'
import { type OpenProjectOptions, openProject, type Project, resolveOptions } from '../../project/project.ts'
import { readPage } from '../../project/read-pages.ts'
import type { Colors } from '../../report/colors.ts'
import { formatDiagnostics, summarize } from '../../report/format-diagnostics.ts'
import { collectExamples } from '../../run/example/example.ts'
import { LiveTangle } from '../../watch/live-tangle.ts'
import { pageMatcher } from '../../watch/page-matcher.ts'
import { pagePath } from '../page-path.ts'
import type { WeaveEnvironment } from '../weave-options.ts'

/** The part of a Vite plugin that is used, so that Vite 5 and 8 both take it. */
export interface SiteVitePlugin {
  /** The name that Vite's messages call it by. */
  readonly name: string
  /** Runs before the plugins of VitePress, which would render pages of an older state. */
  readonly enforce: 'pre'
  /** Learns where the site is. */
  configResolved(config: ViteConfig): void
  /** Reads the project anew. */
  buildStart(): void
  /** Watches for new and removed pages. */
  configureServer(server: WatchingServer): void
  /** Says what to load again when a page changes. */
  handleHotUpdate(change: HotUpdate): Promise<unknown[] | undefined>
}

interface WatchingServer {
  readonly watcher: { on(event: 'add' | 'unlink', listener: (file: string) => void): unknown }
  readonly config: ViteConfig
}

interface ViteConfig {
  /** The folder of the site's pages. */
  readonly root?: string
  readonly command: string
  readonly logger: { error(message: string): void }
}

interface HotUpdate {
  readonly file: string
  readonly modules: readonly unknown[]
  readonly server: {
    readonly moduleGraph: { readonly idToModuleMap: ReadonlyMap<string, { readonly file: string | null }> }
    readonly config: ViteConfig
  }
}

/** The project behind a site, and what keeps the two together. */
export interface SiteProject {
  /** The project as it is now. */
  readonly project: () => Project
  /** Goes into `vite.plugins`: fails a build of a site whose pages have errors; reads the project again when a page changes. */
  readonly vitePlugin: SiteVitePlugin
}

export interface SiteProjectOptions extends OpenProjectOptions {
  /** Hears of each change in dev mode, instead of the errors that are logged without it. */
  readonly onChange?: (project: Project) => void
  /** Awaited with each state of the project, before pages are rendered from it. */
  readonly prepare?: (project: Project) => Promise<void>
}

/** Opens the project of a site once, for the Markdown plugin and for Vite. */
export async function openSiteProject(given: SiteProjectOptions = {}): Promise<SiteProject> {
  const { onChange, prepare = async () => {}, ...options } = given
  let project = await openProject(options)
  await prepare(project)
  let viteConfig: ViteConfig | undefined
  const { root, config } = project
  const isPagePath = (file: string) => {
    const path = pagePath(root, file)
    return file.endsWith('.md') && !isAbsolute(path) && !path.startsWith('../')
  }
  const isPage = pageMatcher(config)
  const live = new LiveTangle(resolveOptions(root, config))
  if (!project.entangled) live.update(new Map(project.tangled.pages.map((page) => [page.path, page])))
  /** The project with one page as it is now: only what depends on it is put together again. */
  const follow = async (file: string): Promise<Project> => {
    const path = pagePath(root, file)
    if (project.entangled || !isPage(path)) return openProject({ ...options, config })
    const isThere = (await project.fileSystem.read(path)) !== undefined
    live.update(new Map([[path, isThere ? await readPage(path, project.fileSystem, project) : undefined]]))
    return { ...project, tangled: live.tangled }
  }
  const reload = async (file: string, { logger }: ViteConfig) => {
    try {
      const next = await follow(file)
      await prepare(next)
      project = next
    } catch (error) {
      // A page that cannot be read, for a moment or for good: the site shows what it knew.
      return logger.error(error instanceof Error ? error.message : String(error))
    }
    if (onChange) return onChange(project)
    const errors = describeErrors(project)
    if (errors !== undefined) logger.error(errors)
  }
  const vitePlugin: SiteVitePlugin = {
    name: 'tangle:weave',
    // Before VitePress renders the changed page.
    enforce: 'pre',
    configResolved(resolved) {
      viteConfig = resolved
    },
    buildStart() {
      const folder = viteConfig?.root === undefined ? '' : pagePath(root, viteConfig.root)
      // Other Markdown of the repository is no page of the site: `tangle check` tells what is wrong with it.
      const isOfSite = ({ location }: Diagnostic) =>
        location === undefined || folder === '' || location.file.startsWith(`${folder}/`)
      const errors = describeErrors(project, undefined, isOfSite)
      if (errors === undefined) return
      if (viteConfig?.command !== 'build') return onChange ? undefined : viteConfig?.logger.error(errors)
      // The pages are to blame: where in the toolchain it was noticed helps nobody.
      throw Object.assign(new Error(errors), { stack: errors })
    },
    configureServer({ watcher, config: viteConfig }) {
      const onFile = (file: string) => void (isPagePath(file) && reload(file, viteConfig))
      watcher.on('add', onFile)
      watcher.on('unlink', onFile)
    },
    async handleHotUpdate({ file, modules, server }) {
      if (!isPagePath(file)) return undefined
      await reload(file, server.config)
      // Any page may show a target that the changed block is part of.
      const pages = new Set(project.tangled.pages.map((page) => page.path))
      const isShown = (one: { readonly file: string | null }) =>
        one.file !== null && pages.has(pagePath(root, one.file))
      return [...new Set([...modules, ...[...server.moduleGraph.idToModuleMap.values()].filter(isShown)])]
    },
  }
  return { project: () => project, vitePlugin }
}

/**
 * Shows the faults of the pages with the lines around them; nothing if there are none.
 *
 * @param isMeant Which faults count. Default: all.
 */
export function describeErrors(
  project: Project,
  colors: Colors = pc.createColors(pc.isColorSupported),
  isMeant: (diagnostic: Diagnostic) => boolean = () => true,
): string | undefined {
  const all: Diagnostic[] = [...project.tangled.diagnostics, ...collectExamples(project).diagnostics]
  const errors = all.filter((diagnostic) => diagnostic.severity === 'error' && isMeant(diagnostic))
  if (errors.length === 0) return undefined
  const pages = new Map(project.tangled.pages.map((page) => [page.path, page.lines]))
  return `The pages cannot be woven: ${summarize(errors)}.\n\n${formatDiagnostics(errors, (file) => pages.get(file), colors)}\n`
}

/** The Markdown renderer of VitePress, as `search.options._render` gets it. */
interface SearchRenderer {
  render(source: string, env: object): string
  renderAsync?(source: string, env: object): Promise<string>
}

/**
 * Renders a page for the search index of VitePress, to be given as `search.options._render`: without the full examples,
 * whose text is in the index block by block.
 */
export async function renderForSearch(source: string, env: object, md: SearchRenderer): Promise<string> {
  const searchEnv: WeaveEnvironment & { frontmatter?: { search?: boolean } } = Object.assign(env, { weaveSearch: true })
  const html = await (md.renderAsync?.(source, env) ?? md.render(source, env))
  return searchEnv.frontmatter?.search === false ? '' : html
}
