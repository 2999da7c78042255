import MarkdownIt from 'markdown-it'
import type { TangleConfig } from '../../../tangle/config/config.ts'
import { openProject, type Project } from '../../../tangle/project/project.ts'
import { type WeaveEnvironment, type WeaveOptions, weave } from '../../../tangle/weave/index.ts'
import { MemoryFileSystem } from '../../../tangle/write/memory-file-system.ts'

export interface WovenSite {
  readonly project: Project
  /** The HTML of a page, as plain markdown-it renders it with the plugin. `load`: what another plugin makes of its text. */
  render(page: string, env?: WeaveEnvironment, load?: (text: string) => string): string
  /** The text of a target. */
  target(path: string): string
}

const root = '/project'

/** A project in memory and its pages woven, without a site generator. */
export async function weaveSite(
  pages: Readonly<Record<string, string>>,
  options: Partial<WeaveOptions> = {},
): Promise<WovenSite> {
  const config: TangleConfig = { pages: ['**/*.md'], examples: { include: ['examples/*.ts'] } }
  const project = await openProject({ root, config, fileSystem: new MemoryFileSystem(pages) })
  const md = new MarkdownIt({ html: true })
  md.use(weave, { project, ...options })
  return {
    project,
    render: (page, env = {}, load = (text) => text) =>
      md.render(load(pages[page] ?? ''), { path: `${root}/${page}`, ...env }),
    target: (path) => project.tangled.targets.find((target) => target.path === path)?.text ?? '',
  }
}

/** The text of HTML, as a reader sees it. */
export function textOf(html: string): string {
  const entities: Record<string, string> = {
    lt: '<',
    gt: '>',
    quot: '"',
    amp: '&',
    '#39': "'",
    '#123': '{',
    '#125': '}',
  }
  return html.replace(/<[^>]*>/g, '').replace(/&([a-z]+|#\d+);/g, (whole, name: string) => entities[name] ?? whole)
}

/** The captions of a page as text. */
export function captionsOf(html: string): string[] {
  return [...html.matchAll(/<figcaption[^>]*>(.*?)<\/figcaption>/gs)].map((match) => textOf(match[1] ?? ''))
}
