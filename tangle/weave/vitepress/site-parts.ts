import type { Block } from '../../model/block.ts'
import type { Target } from '../../model/origin-map.ts'
import { createBackgroundCheck } from '../dev/background-check.ts'
import { createDevLoop } from '../dev/dev-loop.ts'
import { buildHovers } from '../hover/build-hovers.ts'
import { hoverFilesFrom } from '../hover/hover-files.ts'
import { runExamples } from '../run/run-examples.ts'
import { targetFiles } from '../target-files.ts'
import type { WeaveOptions } from '../weave-options.ts'
import { openSiteProject, type SiteProject } from './open-site-project.ts'
import { findSiteFolders } from './site-folders.ts'
import type { TangleSiteOptions } from './tangle-site-options.ts'

/** What is known of a site when Vite has its configuration. */
export interface SitePlace {
  /** The folder with the pages, absolute. */
  readonly pages: string
  /** The base of the site, with `/` at both ends. */
  readonly base: string
  readonly isDev: boolean
  /** Globs of pages that it leaves out, relative to their folder. */
  readonly srcExclude?: readonly string[] | undefined
}

/** Everything behind a site. */
export interface SiteParts {
  readonly site: SiteProject
  /** The folder of the project, absolute. */
  readonly root: string
  readonly weave: WeaveOptions
  /** Their hooks are called in this order. */
  readonly plugins: readonly object[]
}

/** Opens the project of a site with all parts that its options ask for. */
export async function openSiteParts(place: SitePlace, options: TangleSiteOptions): Promise<SiteParts> {
  const { pages, base, isDev, srcExclude = [] } = place
  const {
    plainBlocks = true,
    hover = true,
    run = true,
    edit = true,
    share = true,
    download = true,
    dev = true,
  } = options
  const { root, siteFolder } = findSiteFolders(pages, options.root)
  const scope = { siteFolder, srcExclude }
  const background = isDev && dev !== false ? createBackgroundCheck(root) : undefined
  const runOptions = typeof run === 'object' ? run : {}
  const shareOptions = typeof share === 'object' ? share : {}
  const shared = edit && share !== false ? { share: shareOptions } : {}
  const runs =
    run === false
      ? undefined
      : runExamples({
          ...runOptions,
          ...scope,
          base,
          plainBlocks,
          edit,
          ...shared,
          onRebuild: () => void loop?.changed(),
        })
  const site = await openSiteProject({
    root,
    ...(options.config && { config: options.config }),
    ...(runs && { prepare: (project) => runs.update(project) }),
    ...(background && { onChange: () => void loop?.changed() }),
  })
  const { project } = site
  const write = typeof dev === 'object' ? (dev.write ?? true) : true
  const loop = background && createDevLoop({ project, ...background, write })
  const files = targetFiles({ project, base })
  const { command, renderExpectation, reference } = options
  const { config } = options
  const question = { root, ...scope, plainBlocks, withDeclared: reference !== undefined, ...(config && { config }) }
  const hovers = hover
    ? hoverFilesFrom(
        { project, ...scope, plainBlocks, base, ...(reference && { reference }) },
        isDev ? undefined : () => buildHovers(question),
      )
    : undefined
  return {
    site,
    root,
    weave: {
      ...{ project, ...scope, plainBlocks },
      ...(command && { command }),
      ...(renderExpectation && { renderExpectation }),
      ...(download && { download: (target: Target) => files.address(target) }),
      ...(runs && { actions: runs.actions, plainActions: (block: Block) => runs.plainActions(block) }),
    },
    plugins: [site, files, hovers, loop, runs].flatMap((part) => (part ? [part.vitePlugin] : [])),
  }
}
