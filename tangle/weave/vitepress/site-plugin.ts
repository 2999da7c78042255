import { resolve } from 'node:path'
import type { WeaveOptions } from '../weave-options.ts'
import { openSiteParts, type SiteParts } from './site-parts.ts'
import type { TangleSiteOptions } from './tangle-site-options.ts'

/** The module that tells the theme what the site has. */
export const settingsModule = 'virtual:tangle-site'
const resolvedSettings = `\0${settingsModule}`

/** The packages that the editor is made of: found at the first click, they would load the page anew in development. */
const editorPackages = [
  ...['commands', 'lang-javascript', 'language', 'state', 'view'].map((name) => `@codemirror/${name}`),
  ...['@lezer/highlight', 'diff', 'fflate'],
]

/** The part of a hook's context that the parts of a site use. */
interface BuildContext {
  emitFile(file: { type: 'asset'; fileName: string; source: string | Uint8Array }): string
}

/** The hooks that the parts of a site have. */
interface PartHooks {
  configResolved?(config: unknown): unknown
  buildStart?(): unknown
  configureServer?(server: unknown): unknown
  handleHotUpdate?(change: unknown): Promise<unknown[] | undefined>
  generateBundle?(this: BuildContext): unknown
  closeBundle?(): unknown
}

/** The part of a Vite plugin that is used, so that Vite 5 and 8 both take it. */
export interface SitePlugin extends Omit<PartHooks, 'configureServer'> {
  readonly name: string
  readonly enforce: 'pre'
  config(config: { readonly root?: string; readonly base?: string }, env: { readonly command: string }): Promise<object>
  resolveId(source: string): string | undefined
  load(id: string): string | undefined
  configureServer(server: unknown): Promise<() => Promise<void>>
}

/** What the configuration of VitePress and the plugin know of each other. */
export interface SitePluginContext {
  /** Called when Vite says that the site is built, before pages are rendered. */
  readonly onBuild?: () => void
  /** The pages that the site leaves out. */
  readonly srcExclude?: readonly string[] | undefined
}

/**
 * One plugin for all parts of a site, which are opened when Vite says where its pages are.
 */
export function sitePlugin(
  options: TangleSiteOptions,
  { onBuild = () => {}, srcExclude }: SitePluginContext = {},
): { readonly plugin: SitePlugin; readonly weave: WeaveOptions } {
  let opening: Promise<SiteParts> | undefined
  let parts: SiteParts | undefined
  const hooks = () => (parts?.plugins ?? []) as readonly PartHooks[]
  const opened = () => {
    if (!parts)
      throw new Error('A page is rendered before Vite has its configuration: is the plugin of withTangle missing?')
    return parts.weave
  }
  const plugin: SitePlugin = {
    name: 'tangle:site',
    enforce: 'pre',
    async config({ root = '.', base = '/' }, { command }) {
      if (command === 'build') onBuild()
      // A build asks twice, for the browser and for the server.
      opening ??= openSiteParts({ pages: resolve(root), base, isDev: command === 'serve', srcExclude }, options)
      parts = await opening
      const include = options.edit === false || options.run === false ? [] : editorPackages
      return {
        // The theme has style sheets, and asks for the settings of the site.
        ssr: { noExternal: ['@parley/tangle'] },
        optimizeDeps: {
          exclude: ['@parley/tangle'],
          include: include.map((name) => `@parley/tangle > ${name}`),
        },
      }
    },
    resolveId: (source) => (source === settingsModule ? resolvedSettings : undefined),
    load: (id) => (id === resolvedSettings ? renderSettings(options, parts?.root ?? '.') : undefined),
    configResolved: (config) => {
      for (const hook of hooks()) hook.configResolved?.(config)
    },
    buildStart: () => {
      for (const hook of hooks()) hook.buildStart?.()
    },
    async configureServer(server) {
      const after = hooks().map((hook) => hook.configureServer?.(server))
      return async () => {
        for (const one of await Promise.all(after)) if (typeof one === 'function') await one()
      }
    },
    async handleHotUpdate(change) {
      const lists = await Promise.all(hooks().map((hook) => hook.handleHotUpdate?.(change)))
      return lists.find((list) => list !== undefined)
    },
    async generateBundle() {
      for (const hook of hooks()) await hook.generateBundle?.call(this as unknown as BuildContext)
    },
    closeBundle: () => {
      for (const hook of hooks()) hook.closeBundle?.()
    },
  }
  const weave: WeaveOptions = {
    get project() {
      return opened().project
    },
    get siteFolder() {
      return opened().siteFolder ?? ''
    },
    get srcExclude() {
      return opened().srcExclude ?? []
    },
    get plainBlocks() {
      return opened().plainBlocks ?? false
    },
    command: (name) => opened().command?.(name) ?? `tangle run ${name}`,
    renderExpectation: (kind, lines) => opened().renderExpectation?.(kind, lines),
    actions: (example) => opened().actions?.(example),
    plainActions: (block) => opened().plainActions?.(block),
    get download() {
      return opened().download
    },
  } as WeaveOptions
  return { plugin, weave }
}

/** What the theme imports: which parts are on, and the panes of the site, to be loaded with the first run. */
function renderSettings(
  { run = true, edit = true, share = true, hover = true }: TangleSiteOptions,
  root: string,
): string {
  const panes = typeof run === 'object' ? (run.panes ?? []) : []
  const imports = panes.map((path) => `import(${JSON.stringify(resolve(root, path))})`)
  const isEditing = run !== false && edit
  return [
    `export const parts = ${JSON.stringify({ run: run !== false, edit: isEditing, share: isEditing && share !== false, hover })}`,
    `export const loadPanes = () => Promise.all([${imports.join(', ')}]).then((all) => all.map((one) => one.default))`,
  ].join('\n')
}
