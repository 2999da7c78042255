import type { App } from 'vue'
import type { LoadPanes } from './run/pane.ts'

/** The question of the router of VitePress. */
export interface SiteRouter {
  /** The page that is shown. */
  readonly route: { readonly data: { readonly relativePath: string; readonly filePath?: string } }
  /** Asked before another page is shown. */
  onBeforeRouteChange?: ((to: string) => unknown) | undefined
  /** Told when another page is shown. */
  onAfterRouteChange?: ((to: string) => unknown) | undefined
}

/** The site whose code has types. */
export interface TypesSite {
  /** The router of the site: types go with the page. */
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
