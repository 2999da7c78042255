import { posix } from 'node:path'
import { blockId } from '../../model/block-id.ts'
import type { Diagnostic } from '../../model/diagnostic.ts'
import type { Location, Position } from '../../model/location.ts'
import { locate } from '../../model/location.ts'
import { locationAt } from '../../model/origin-map.ts'
import { findAnchors } from '../../parse/find-anchors.ts'
import { findLinks, type Link } from '../../parse/find-links.ts'
import type { Project } from '../../project/project.ts'
import { suggest } from '../../resolve/suggest.ts'
import { groupBy } from '../../snippets/group-by.ts'
import { type LinkAddress, readLinkAddress } from './link-paths.ts'
import { type LinkSettings, linkSettings } from './link-settings.ts'
import { foldersOf, SiteAddresses } from './site-addresses.ts'

/** A Markdown file whose links are checked: a page, or a target that pages write. */
interface LinkSource {
  readonly path: string
  readonly lines: readonly string[]
  locate(start: Position, length: number): Location
}

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
    folder === '' || links.length < fewLinks
      ? links.map(({ diagnostic }) => diagnostic)
      : [folderIsMissing(folder, links)],
  )
}

/** What is known of the links of a project. */
export interface LinkSurvey extends LinkResult {
  /** Where the site has its root, if that had to be guessed, and the guess was good. */
  readonly settledRoot: string | undefined
}

/** Follows all links. Where many that start with `/` are lost, a better root is sought for them. */
export async function surveyLinks(project: Project): Promise<LinkSurvey> {
  const settings = linkSettings(project.config)
  if (!settings) return { broken: [], count: 0, lostPaths: [], settledRoot: undefined }
  const sources = sourcesOf(project)
  const site = new SiteAddresses(project.tangled.pages)
  const first = { ...(await new LinkChecker(project, site, settings).checkAll(sources)), settledRoot: undefined }
  if (settings.roots !== undefined || first.broken.length < fewLinks) return first
  const root = guessRoot(first.lostPaths, site)
  if (root === undefined) return first
  const second = await new LinkChecker(project, site, { ...settings, roots: [root] }).checkAll(sources)
  return second.broken.length < first.broken.length ? { ...second, settledRoot: root } : first
}

/** Fewer broken links than these are simply broken. */
const fewLinks = 20

interface BrokenLink {
  readonly diagnostic: Diagnostic
  /** The folder of an address that starts with `/`, if nothing is there at all. */
  readonly lostIn?: string
}

interface LinkResult {
  readonly broken: readonly BrokenLink[]
  /** How many links were checked. */
  readonly count: number
  /** The addresses that start with `/` and lead nowhere. */
  readonly lostPaths: readonly string[]
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

function sourcesOf({ tangled }: Project): LinkSource[] {
  const pages = tangled.pages.map(({ path, lines }) => ({
    path,
    lines,
    locate: (start: Position, length: number) => locate(path, start, length),
  }))
  const targets = tangled.targets
    .filter(({ path }) => isMarkdown(path))
    .map((target) => ({
      path: target.path,
      lines: target.lines.map(({ text }) => text),
      locate: (start: Position, length: number) => locationAt(target, start, length),
    }))
  // A target may be a page of the project as well; then the page that writes it is to blame.
  const written = new Set(targets.map(({ path }) => path))
  return [...pages.filter(({ path }) => !written.has(path)), ...targets]
}

class LinkChecker {
  readonly #project: Project
  readonly #site: SiteAddresses
  readonly #settings: LinkSettings
  readonly #lost: string[] = []
  #count = 0
  readonly #texts: ReadonlyMap<string, readonly string[]>
  readonly #existing: ReadonlySet<string>
  readonly #onDisk = new Map<string, Promise<boolean>>()
  readonly #anchors = new Map<string, Promise<ReadonlySet<string> | undefined>>()
  /** The names of the files in a folder, by its path. */
  readonly #names = new Map<string, Promise<ReadonlySet<string>>>()
  /** The pages of a name, wherever they are. */
  readonly #pagesOfName = new Map<string, string[]>()

  constructor(project: Project, site: SiteAddresses, settings: LinkSettings) {
    const { pages, targets } = project.tangled
    this.#project = project
    this.#site = site
    this.#settings = settings
    this.#texts = new Map([
      ...pages.map(({ path, lines }) => [path, lines] as const),
      ...targets.map(({ path, lines }) => [path, lines.map(({ text }) => text)] as const),
    ])
    this.#existing = new Set([...this.#texts.keys()].flatMap((path) => [path, ...foldersOf(path)]))
    for (const path of this.#texts.keys()) {
      const name = posix.basename(path)
      this.#pagesOfName.set(name, [...(this.#pagesOfName.get(name) ?? []), path])
    }
  }

  async checkAll(sources: readonly LinkSource[]): Promise<LinkResult> {
    const broken = (await Promise.all(sources.map((source) => this.#check(source)))).flat()
    return { broken, count: this.#count, lostPaths: this.#lost }
  }

  async #check(source: LinkSource): Promise<BrokenLink[]> {
    const found = await Promise.all(findLinks(source.lines).map((link) => this.#checkLink(link, source)))
    return found.filter((one) => one !== undefined)
  }

  async #checkLink(link: Link, source: LinkSource): Promise<BrokenLink | undefined> {
    const address = readLinkAddress(link.href, source.path, this.#settings.roots)
    if (!address || !this.#settings.includes(link.href)) return undefined
    this.#count++
    const path = (await this.#find(address.candidates)) ?? this.#findOnSite(link.href, source.path, address)
    const { anchor } = address
    const location = source.locate(link.position, link.href.length)
    if (path === undefined) {
      const diagnostic = broken(location, missingFile(address), await this.#nearFile(link, source, address))
      const lostIn = link.href.startsWith('/')
        ? await this.#lose(link.href.replace(/[?#].*$/s, ''), address)
        : undefined
      return { diagnostic, ...(lostIn !== undefined && { lostIn }) }
    }
    const anchors = anchor === undefined ? undefined : await this.#anchorsOf(path)
    if (anchor === undefined || !anchors || anchors.has(anchor)) return undefined
    const near = suggest(anchor, anchors)
    const where = path === source.path ? 'This page' : path
    const message = `${where} has no heading or id #${anchor}.`
    return { diagnostic: broken(location, message, near && link.href.replace(/#.*$/s, `#${near}`)) }
  }

  /** Notes that an address is lost, and says in which folder, if that is lost as well. */
  async #lose(path: string, { candidates }: LinkAddress): Promise<string | undefined> {
    this.#lost.push(path)
    const folder = posix.dirname(path.replace(/\/$/, ''))
    const folders = [...new Set(candidates.map((candidate) => posix.dirname(candidate)))]
    const isThere =
      folder === '/' || (await this.#find(folders)) !== undefined || folders.some((one) => this.#site.has(one))
    return isThere ? undefined : folder
  }

  async #find(candidates: readonly string[]): Promise<string | undefined> {
    for (const path of candidates) if (await this.#exists(path)) return path
    return undefined
  }

  /** The page whose address is meant, or the address itself if it is a folder of addresses. */
  #findOnSite(href: string, page: string, { candidates }: LinkAddress): string | undefined {
    const path = href.replace(/[?#].*$/s, '')
    const relative = path.startsWith('/') ? [] : this.#site.relativeTo(page, path)
    const found = [...candidates, ...relative].find((one) => this.#site.has(one))
    return found === undefined ? undefined : (this.#site.pageAt(found) ?? found)
  }

  #exists(path: string): Promise<boolean> {
    if (path === '.' || this.#existing.has(path)) return Promise.resolve(true)
    let answer = this.#onDisk.get(path)
    if (!answer) {
      // What cannot be asked for, such as a name that is too long, is not there.
      answer = this.#project.fileSystem.exists(path).catch(() => false)
      this.#onDisk.set(path, answer)
    }
    return answer
  }

  /** `undefined` for what is not Markdown: `#L10` is the business of whoever shows the file. */
  #anchorsOf(path: string): Promise<ReadonlySet<string> | undefined> {
    let answer = this.#anchors.get(path)
    if (!answer) {
      answer = this.#readAnchors(path)
      this.#anchors.set(path, answer)
    }
    return answer
  }

  async #readAnchors(path: string): Promise<ReadonlySet<string> | undefined> {
    const file = isMarkdown(path)
      ? path
      : await this.#find([`${path}/index.md`, `${path}/index.mdx`, `${path}/README.md`])
    if (file === undefined) return undefined
    const lines = this.#texts.get(file) ?? (await this.#readLines(file))
    if (!lines) return undefined
    const anchors = new Set([...findAnchors(lines), ...this.#blockIds(file)])
    for (const included of includedFiles(lines, file)) {
      const more = this.#texts.get(included) ?? (await this.#readLines(included)) ?? []
      for (const anchor of findAnchors(more)) anchors.add(anchor)
    }
    return anchors
  }

  async #readLines(file: string): Promise<string[] | undefined> {
    const text = await this.#project.fileSystem.read(file).catch(() => undefined)
    return text?.replace(/^\uFEFF/, '').split(/\r\n|\n|\r/)
  }

  /** On the site, a visible block that has a name has an id, too. */
  #blockIds(file: string): string[] {
    const blocks = this.#project.tangled.pages.find(({ path }) => path === file)?.blocks ?? []
    return blocks.flatMap(({ name, hidden }) => (name === undefined || hidden ? [] : [blockId(name)]))
  }

  /** The same address with the name of a file beside it, or of one of the same name elsewhere. */
  async #nearFile({ href }: Link, source: LinkSource, { candidates }: LinkAddress): Promise<string | undefined> {
    const [wanted = ''] = candidates
    const beside = await this.#namesIn(posix.dirname(wanted))
    const name = posix.basename(wanted)
    const near = suggest(name, beside) ?? suggest(`${name}.md`, beside)
    const rest = /[?#].*$/s.exec(href)?.[0] ?? ''
    if (near !== undefined) return href.slice(0, href.length - rest.length).replace(/[^/]*$/, near) + rest
    const names = new Set(candidates.map((candidate) => posix.basename(candidate)))
    const elsewhere = [...names].flatMap((one) => this.#pagesOfName.get(one) ?? [])
    const [path] = elsewhere
    if (path === undefined || elsewhere.length > 1) return undefined
    const relative = posix.relative(posix.dirname(source.path), path)
    return (relative.startsWith('../') ? relative : `./${relative}`) + rest
  }

  #namesIn(folder: string): Promise<ReadonlySet<string>> {
    const known = this.#names.get(folder)
    if (known) return known
    const names = this.#readNames(folder)
    this.#names.set(folder, names)
    return names
  }

  async #readNames(folder: string): Promise<ReadonlySet<string>> {
    const listed = await this.#project.fileSystem.glob([folder === '.' ? '*' : `${escapeGlob(folder)}/*`])
    const all = [...this.#texts.keys(), ...listed]
    return new Set(all.filter((path) => posix.dirname(path) === folder).map((path) => posix.basename(path)))
  }
}

function broken(location: Location, message: string, near: string | undefined): Diagnostic {
  const hint = near === undefined ? undefined : `Did you mean ${near}?`
  return { code: 'broken-link', severity: 'error', message, location, ...(hint !== undefined && { hint }) }
}

/** The files that VitePress puts in place of `<!--@include: ./part.md{1,20}-->`. */
function includedFiles(lines: readonly string[], page: string): string[] {
  const found = lines.join('\n').matchAll(/<!--\s*@include:\s*([^\s#{}>]+)[^>]*-->/g)
  return [...found]
    .map(([, path = '']) => posix.join(posix.dirname(page), path))
    .filter((path) => !path.startsWith('..'))
}

function missingFile({ candidates }: LinkAddress): string {
  return `The link leads to ${candidates[0]}, which does not exist.`
}

function isMarkdown(path: string): boolean {
  return /\.(?:mdx?|markdown)$/i.test(path)
}

function escapeGlob(path: string): string {
  return path.replace(/[\\*?[\]{}()!+@|]/g, '\\$&')
}
