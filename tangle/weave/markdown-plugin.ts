import type MarkdownIt from 'markdown-it'
import type { Project } from '../project/project.ts'
import { addressesFrom, type CoreState } from './addresses.ts'
import { pagePath } from './page-path.ts'
import { PageWeaver } from './page-weaver.ts'
import { finishRenderedCode } from './rendered-code.ts'
import { SiteMap } from './site-map.ts'
import type { WeaveEnvironment, WeaveOptions } from './weave-options.ts'

/**
 * Weaves the pages of a project with markdown-it: literate info strings become those of the site generator, blocks get
 * captions with links to the full examples that contain them, and a paragraph that is only a link to a target becomes
 * the target itself. Works in VitePress 1 and 2, and without them. To be installed last.
 */
export function weave(md: MarkdownIt, options: WeaveOptions): void {
  let known: { readonly project: Project; readonly siteMap: SiteMap } | undefined

  const weaverOf = (state: CoreState): PageWeaver | undefined => {
    const { path, realPath = path } = (state.env ?? {}) as WeaveEnvironment
    if (realPath === undefined) return undefined
    const project = typeof options.project === 'function' ? options.project() : options.project
    if (known?.project !== project) known = { project, siteMap: new SiteMap(project, options) }
    const page = known.siteMap.pages.get(pagePath(project.root, realPath))
    return page && new PageWeaver(page, known.siteMap, state, addressesFrom(page.page.path, md, state), md, options)
  }

  // Right after `block`, before plugins for attributes and highlighting read the info string.
  md.core.ruler.after('block', 'weave_info', (state) => weaverOf(state)?.readInfos())
  md.core.ruler.push('weave_structure', (state) => weaverOf(state)?.weave())
  finishRenderedCode(md)
  md.renderer.rules.weave_html = (tokens, index) => tokens[index]?.content ?? ''
}
