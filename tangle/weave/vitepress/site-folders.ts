import { existsSync } from 'node:fs'
import { dirname, isAbsolute, join, relative, resolve } from 'node:path'
import { findConfigFile } from '../../config/load-config.ts'
import { pagePath } from '../page-path.ts'

/** Where the project of a site lies, and where in it the pages are. */
export interface SiteFolders {
  /** Absolute. */
  readonly root: string
  /** Relative to the root, with `/`; empty where it is the root itself. */
  readonly siteFolder: string
}

/**
 * Finds the project of a site.
 *
 * @param pages The folder with the pages, absolute.
 * @param root What the site says of it.
 */
export function findSiteFolders(pages: string, root?: string): SiteFolders {
  const found = root === undefined ? (nearestProject(pages) ?? currentProject(pages)) : resolve(root)
  const siteFolder = pagePath(found, pages)
  if (!isInside(found, pages)) {
    throw new Error(`The pages in ${pages} are not below ${found}: set \`root\` of withTangle to a folder above them.`)
  }
  return { root: found, siteFolder: siteFolder === '.' ? '' : siteFolder }
}

function nearestProject(pages: string): string | undefined {
  for (let folder = pages; ; folder = dirname(folder)) {
    if (findConfigFile(folder) !== undefined || existsSync(join(folder, 'entangled.toml'))) return folder
    // A repository ends here: what is above it is none of its business.
    if (existsSync(join(folder, '.git')) || folder === dirname(folder)) return undefined
  }
}

/** The current directory, unless the site is elsewhere. */
function currentProject(pages: string): string {
  const current = process.cwd()
  return isInside(current, pages) ? current : pages
}

function isInside(folder: string, path: string): boolean {
  const way = relative(folder, path)
  return !isAbsolute(way) && way !== '..' && !/^\.\.[\\/]/.test(way)
}
