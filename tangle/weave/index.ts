export type { ReferenceOf } from './hover/find-reference.ts'
export { type HoverFiles, type HoverFilesOptions, hoverFiles } from './hover/hover-files.ts'
export type { HoverInfo, PageHovers } from './hover/page-hovers.ts'
export { escapeHtml } from './html.ts'
export { weave } from './markdown-plugin.ts'
export { type PageMap, type Place, SiteMap } from './site-map.ts'
export { type TargetFiles, type TargetFilesOptions, targetFiles } from './target-files.ts'
export {
  describeErrors,
  openSiteProject,
  renderForSearch,
  type SiteProject,
  type SiteVitePlugin,
} from './vitepress/open-site-project.ts'
export type {
  ExampleAction,
  ExampleActionPlace,
  PlainBlocks,
  WeaveEnvironment,
  WeaveOptions,
  WovenBlock,
} from './weave-options.ts'
