import { defaultPages } from '../config/config.ts'
import type { FileSystem } from '../model/file-system.ts'
import { openProject, type Project } from '../project/project.ts'
import { isJavaScript, snippetLanguage } from '../snippets/languages.ts'

/** Documentation that is there already. */
export interface Documentation {
  /** With no configuration of its own. */
  readonly project: Project
  /** Its blocks are in JavaScript, none in TypeScript. */
  readonly isJavaScript: boolean
}

/** What site generators are configured with. A folder that has one is published as it is. */
const siteFiles = [
  ...['**/.vitepress/config.*', '**/.vuepress/config.*', '**/docusaurus.config.*', '**/astro.config.*'],
  ...['**/rspress.config.*', '**/mkdocs.y{a,}ml', '**/_config.y{a,}ml', '**/book.toml', '**/hugo.toml'],
  ...['**/{docs,mint}.json', '**/source.config.*', '**/{.eleventy,eleventy.config}.*', '**/.nojekyll'],
]

/** Pages that every repository has, whether it has documentation or not. */
const usualPages = /^(?:readme|changelog|contributing|code_of_conduct|security|license|agents|claude)\b/i

/**
 * Finds out whether a project has documentation: a site, pages with code that can be checked, or a README with
 * TypeScript. `undefined` if not.
 */
export async function findDocumentation(root: string, fileSystem: FileSystem): Promise<Documentation | undefined> {
  const [paths, sites] = await Promise.all([fileSystem.glob(defaultPages), fileSystem.glob(siteFiles)])
  if (paths.length === 0 && sites.length === 0) return undefined
  const project = await openProject({ root, fileSystem, config: {} })
  const found = project.tangled.pages.flatMap(({ path, blocks }) =>
    blocks.flatMap((block) =>
      snippetLanguage(block) === undefined ? [] : [{ path, isJavaScript: isJavaScript(block) }],
    ),
  )
  const hasTypeScript = found.some((block) => !block.isJavaScript)
  const isDocumented = hasTypeScript || found.some(({ path }) => !usualPages.test(path))
  if (!isDocumented && sites.length === 0) return undefined
  return { project, isJavaScript: found.length > 0 && !hasTypeScript }
}
