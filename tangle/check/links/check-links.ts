import { posix } from 'node:path'
import type { Diagnostic } from '../../model/diagnostic.ts'
import type { Project } from '../../project/project.ts'
import { groupBy } from '../../snippets/group-by.ts'
import { findIgnoredPaths } from '../../sources/ignored-paths.ts'
import { NodeFileSystem } from '../../write/node-file-system.ts'
import { type BrokenLink, LinkChecker, type LinkResult, sourcesOf } from './link-checker.ts'
import { linkSettings } from './link-settings.ts'
import { SiteAddresses } from './site-addresses.ts'

/**
 * Links of pages, and of Markdown files that pages write, that lead to a file that does not exist or to a heading that
 * it does not have. A file that pages write exists, whether it has been written or not. Nothing is asked of a network.
 */
export async function checkLinks(project: Project): Promise<Diagnostic[]> {
  const { broken, count } = await surveyLinks(project)
  const isLost = linkSettings(project.config)?.roots === undefined && broken.length >= fewLinks
  if (isLost && broken.length > count / 2) return [rootIsElsewhere(broken.length, count)]
  const byFolder = groupBy(broken, ({ lostIn }) => lostIn ?? '')
  return [...byFolder].flatMap(([folder, links]) =>
    folder === '' || links.length < fewLinks ? byAddress(links) : [folderIsMissing(folder, links)],
  )
}

/** One finding for several links to one address of the site where nothing is; each link to a file is one of its own. */
function byAddress(links: readonly BrokenLink[]): Diagnostic[] {
  const groups = groupBy(links, ({ lostPath, diagnostic }) => lostPath ?? diagnostic)
  return [...groups].flatMap(([address, group]) =>
    typeof address !== 'string' || group.length < sameLinks
      ? group.map(({ diagnostic }) => diagnostic)
      : [addressIsMissing(address, group)],
  )
}

/** What is known of the links of a project. */
export interface LinkSurvey extends LinkResult {
  /** Where the site has its root, if that had to be guessed, and the guess was good. */
  readonly settledRoot: string | undefined
}

/**
 * Follows all links. Where many that start with `/` are lost, a better root is sought for them. What git leaves out is
 * there when the site has been built.
 */
export async function surveyLinks(project: Project): Promise<LinkSurvey> {
  const followed = await followLinks(project)
  const survey = { ...followed, broken: withoutBased(followed) }
  if (survey.broken.length === 0 || !(project.fileSystem instanceof NodeFileSystem)) return survey
  const files = survey.broken.flatMap(({ lostFiles }) => lostFiles ?? [])
  const ignored = await findIgnoredPaths(project.root, files)
  return { ...survey, broken: survey.broken.filter(({ lostFiles }) => !lostFiles?.some((file) => ignored.has(file))) }
}

async function followLinks(project: Project): Promise<LinkSurvey> {
  const settings = linkSettings(project.config)
  if (!settings) return { broken: [], count: 0, bareCount: 0, lostPaths: [], settledRoot: undefined }
  const sources = sourcesOf(project)
  const site = new SiteAddresses(project.tangled.pages)
  const checker = new LinkChecker(project, site, settings)
  const first = { ...(await checker.checkAll(sources, settings.roots)), settledRoot: undefined }
  if (settings.roots !== undefined || first.broken.length < fewLinks) return first
  const root = guessRoot(first.lostPaths, site)
  if (root === undefined) return first
  const second = await checker.checkAll(sources, [root])
  return second.broken.length < first.broken.length ? { ...second, settledRoot: root } : first
}

/** Fewer broken links than these are simply broken. */
const fewLinks = 20

/** From how many links to one address on the first one tells of all. */
const sameLinks = 3

/** From how many links on their writers mean something by what they have in common. */
const habit = 5

/**
 * The broken links, without those that lead somewhere from the root of a site which has its root as the base of all
 * addresses (`<base href="/">`): where most that have neither `.` nor `/` in front do.
 */
function withoutBased({ broken, bareCount }: LinkResult): readonly BrokenLink[] {
  const bare = broken.filter(({ isAtRoot }) => isAtRoot !== undefined)
  const based = bare.filter(({ isAtRoot }) => isAtRoot)
  const isBased = based.length >= habit && based.length > bare.length / 2 && based.length > bareCount
  return isBased ? broken.filter(({ isAtRoot }) => !isAtRoot) : broken
}

/** The folder below which most of the lost addresses are pages: that is where the site has its root. */
function guessRoot(lost: readonly string[], site: SiteAddresses): string | undefined {
  // Most pages of a site link to the same few.
  const counts = new Map<string, number>()
  for (const path of lost) {
    const address = posix.normalize(path).replace(/\/$|\.html$/, '')
    counts.set(address, (counts.get(address) ?? 0) + 1)
  }
  const scored = site.folders.map((folder) => {
    let score = 0
    for (const [address, count] of counts) if (site.pageAt(folder + address) !== undefined) score += count
    return { folder, score }
  })
  const [best] = scored.sort((a, b) => b.score - a.score || a.folder.length - b.folder.length)
  if (!best) return undefined
  // A folder of which nothing is there may be written when the site is built; that says nothing about its root.
  const sought = lost.filter((path) => site.has(best.folder + posix.dirname(path)))
  return best.score > sought.length / 2 ? best.folder : undefined
}

function rootIsElsewhere(broken: number, all: number): Diagnostic {
  return {
    code: 'unknown-link-root',
    severity: 'warning',
    message: `${broken} of ${all} links lead nowhere: the root of the site is probably elsewhere.`,
    hint: 'Say where with `links: { root: … }`, leave some out with `links: { ignore: […] }`, or look only at links to files with `links: "relative"`.',
  }
}

function addressIsMissing(address: string, [first, ...others]: readonly BrokenLink[]): Diagnostic {
  const { location, hint } = first?.diagnostic ?? {}
  return {
    code: 'broken-link',
    severity: 'error',
    message: `${others.length + 1} links, of which this is the first, lead to ${address}, where nothing is.`,
    ...(location && { location }),
    related: others.flatMap(({ diagnostic }) =>
      diagnostic.location ? [{ message: 'and this one', location: diagnostic.location }] : [],
    ),
    ...(hint !== undefined && { hint }),
  }
}

function folderIsMissing(folder: string, [first, ...others]: readonly BrokenLink[]): Diagnostic {
  const location = first?.diagnostic.location
  return {
    code: 'broken-link',
    severity: 'error',
    message: `${others.length + 1} links, of which this is the first, lead into ${folder}/, where nothing is.`,
    ...(location && { location }),
    hint: `If the folder is written when the site is built, leave it out with \`links: { ignore: ['${folder}/**'] }\`.`,
  }
}
