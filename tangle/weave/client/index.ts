export { installHover } from './install-hover.ts'
export type { SiteRouter, TypesSite } from './site.ts'
