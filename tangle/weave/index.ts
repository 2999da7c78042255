export { type WeaveEnvironment, type WeaveOptions, type WovenBlock, weave } from './markdown-plugin.ts'
export { type PageMap, type Place, SiteMap } from './site-map.ts'
export { type TargetFiles, type TargetFilesOptions, targetFiles } from './target-files.ts'
export { describeErrors, openSiteProject, renderForSearch, type SiteProject, type SiteVitePlugin } from './vitepress.ts'
