import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { openProject } from '../tangle/project/project.ts'
import { SiteMap } from '../tangle/weave/index.ts'
import { writeCards } from './discovery/write-cards.ts'
import { type TwinsOptions, writeTwins } from './discovery/write-twins.ts'
import { describeBudgets, measureBudgets } from './measure-budgets.ts'

export interface FinishSiteOptions extends Omit<TwinsOptions, 'map'> {
  /** The folder of the project, absolute. */
  readonly root: string
  /** How many pages were built. */
  readonly pages: number
  /** When the build began, as `performance.now()` says it. */
  readonly start: number
  /** Where the site will be. Links to pictures are absolute, so that without it none are drawn. */
  readonly siteUrl: string | undefined
}

/** What comes after a build: what programs read of the site, and what it weighs, for whoever has built it. */
export async function finishSite({ root, pages, start, siteUrl, ...options }: FinishSiteOptions): Promise<void> {
  const project = await openProject({ root })
  await writeTwins({ ...options, map: new SiteMap(project, options) })
  if (siteUrl !== undefined) {
    const fontFile = join(root, '.vitepress/theme/fonts/literata-600.woff2')
    const mark = await readFile(join(options.docs, 'public/mark.svg'), 'utf8')
    await writeCards({ ...options, claim: 'Documentation that is a program', fontFile, mark })
  }
  const seconds = (performance.now() - start) / 1000
  console.log(`\nSizes, after gzip:\n${describeBudgets(await measureBudgets(options.outDir))}`)
  console.log(`\n${pages} pages in ${seconds.toFixed(1)} s, ${(seconds / pages).toFixed(2)} s per page`)
}
