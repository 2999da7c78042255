import type { App } from 'vue'
import type { LoadPanes } from './run/pane.ts'

/** The question of the router of VitePress. */
export interface SiteRouter {
  readonly route: { readonly data: { readonly relativePath: string; readonly filePath?: string } }
  onBeforeRouteChange?: ((to: string) => unknown) | undefined
  onAfterRouteChange?: ((to: string) => unknown) | undefined
}

/** The site whose code has types. */
export interface TypesSite {
  readonly router: SiteRouter
  /** The base of the site, as `siteData.base` has it. Default `/`. */
  readonly base?: string
  /** The folder of the site that the types are in, as {@link hoverFiles} was told. Default `hovers`. */
  readonly folder?: string
}

/** The site whose programs run. */
export interface RunSite {
  readonly app: App
  readonly router: SiteRouter
  /** The base of the site. */
  readonly base: string
  readonly loadPanes: LoadPanes
}
