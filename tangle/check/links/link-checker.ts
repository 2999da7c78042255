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
import { includedFiles } from './included-files.ts'
import { firstPages, type LinkAddress, readLinkAddress } from './link-paths.ts'
import type { LinkSettings } from './link-settings.ts'
import { foldersOf, type SiteAddresses } from './site-addresses.ts'

/** A Markdown file whose links are checked: a page, or a target that pages write. */
export interface LinkSource {
  readonly path: string
  readonly lines: readonly string[]
  locate(start: Position, length: number): Location
}

/** A link that leads nowhere. */
export interface BrokenLink {
  readonly diagnostic: Diagnostic
  /** An address that starts with `/`, without what follows `?` or `#`. */
  readonly lostPath?: string
  /** Its folder, if nothing is there at all. */
  readonly lostIn?: string
  /** Where the file was sought, relative to the root. */
  readonly lostFiles?: readonly string[]
  /** It leads to a heading, if the site leaves capitals of ids as they are. */
  readonly isSpelled?: boolean
  /** For an address without `.` or `/` in front: whether it leads somewhere from the root of the site. */
  readonly isAtRoot?: boolean
}

/** It leads somewhere; with the ids of the page, where it leads to one. */
type Found = 'found' | 'found bare' | { readonly anchor: string; readonly anchors: PageAnchors }

/** The ids of a page, and whether one of them would be there, too, if capitals were left as they are. */
interface PageAnchors {
  readonly ids: ReadonlySet<string>
  /** The same with one dash where there are several. */
  shortened(): ReadonlySet<string>
  isSpelled(anchor: string): boolean
}

/** What came out of following links. */
export interface LinkResult {
  readonly broken: readonly BrokenLink[]
  /** How many links were checked. */
  readonly count: number
  /** Of those, how many have neither `.` nor `/` in front and lead somewhere from their page. */
  readonly bareCount: number
  /** The addresses that start with `/` and lead nowhere. */
  readonly lostPaths: readonly string[]
}

/** The Markdown files of a project: its pages, and what they write. */
export function sourcesOf({ tangled }: Project): LinkSource[] {
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

/** Follows links, and remembers what it found. */
export class LinkChecker {
  readonly #project: Project
  readonly #site: SiteAddresses
  readonly #settings: LinkSettings
  readonly #links = new Map<LinkSource, readonly Link[]>()
  readonly #texts: ReadonlyMap<string, readonly string[]>
  readonly #existing: ReadonlySet<string>
  readonly #onDisk = new Map<string, Promise<boolean>>()
  readonly #anchors = new Map<string, Promise<PageAnchors | undefined>>()
  #includers: Promise<ReadonlyMap<string, readonly string[]>> | undefined
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

  /** @param roots Where addresses are sought that start with `/`. Default: where sites are usually rooted. */
  async checkAll(sources: readonly LinkSource[], roots: readonly string[] | undefined): Promise<LinkResult> {
    const found = (await Promise.all(sources.map((source) => this.#check(source, roots)))).flat()
    const lost = found.filter((one) => typeof one !== 'string' && 'diagnostic' in one)
    const spelled = lost.filter(({ isSpelled }) => isSpelled)
    // What a site does with capitals is seen from its links.
    const isLowered = (one: BrokenLink | Found) =>
      typeof one !== 'string' && 'anchors' in one && !one.anchors.isSpelled(one.anchor)
    const keepsCapitals = spelled.length > 0 && spelled.length > found.filter(isLowered).length
    const broken = keepsCapitals ? lost.filter(({ isSpelled }) => !isSpelled) : lost
    return {
      broken,
      count: found.length,
      bareCount: found.filter((one) => one === 'found bare').length,
      lostPaths: broken.flatMap(({ lostPath }) => lostPath ?? []),
    }
  }

  async #check(source: LinkSource, roots: readonly string[] | undefined): Promise<(BrokenLink | Found)[]> {
    const links = this.#links.get(source) ?? findLinks(source.lines)
    this.#links.set(source, links)
    const followed = links.map((link) => {
      const address = readLinkAddress(link.href, source.path, roots)
      return address && this.#settings.includes(link.href) ? this.#checkLink(link, address, source, roots) : undefined
    })
    return (await Promise.all(followed)).filter((one) => one !== undefined)
  }

  async #checkLink(
    link: Link,
    address: LinkAddress,
    source: LinkSource,
    roots: readonly string[] | undefined,
  ): Promise<BrokenLink | Found> {
    const { anchor, candidates } = address
    const isBare = /^[\w-]+\//.test(link.href)
    const meant = await this.#follow(link.href, address, source)
    const path = this.#translationOf(meant, source.path) ?? meant
    const location = source.locate(link.position, link.href.length)
    if (path === undefined) {
      const diagnostic = broken(location, missingFile(address), await this.#nearFile(link, source, address))
      const lost = link.href.startsWith('/') ? await this.#lose(link.href, address) : {}
      const rooted = isBare ? readLinkAddress(`/${link.href}`, source.path, roots) : undefined
      const isAtRoot = rooted && (await this.#follow(`/${link.href}`, rooted, source)) !== undefined
      return { diagnostic, lostFiles: candidates, ...lost, ...(isAtRoot !== undefined && { isAtRoot }) }
    }
    const anchors = anchor === undefined ? undefined : await this.#anchorsOf(path)
    if (anchor === undefined || !anchors) return isBare ? 'found bare' : 'found'
    // Some sites leave the dashes at the end that stand for brackets, and some have one where others have several.
    const bare = anchor.replace(/(?<=[^-])-{1,9}$/, '')
    if (anchors.ids.has(anchor) || anchors.ids.has(bare) || anchors.shortened().has(anchor)) return { anchor, anchors }
    // Of a page that others include, the rest of what a reader sees is theirs.
    if (path === source.path && (await this.#isWhereIncluded(path, anchor))) return 'found'
    const near = suggest(anchor, anchors.ids)
    const where = path === source.path ? 'This page' : path
    const message = `${where} has no heading or id #${anchor}.`
    const diagnostic = broken(location, message, near && link.href.replace(/#.*$/s, `#${near}`))
    return { diagnostic, isSpelled: anchors.isSpelled(anchor) || anchors.isSpelled(bare) }
  }

  /** The file, or the folder, that a link leads to. */
  async #follow(href: string, address: LinkAddress, { path }: LinkSource): Promise<string | undefined> {
    const { candidates } = address
    return (
      candidates.find((one) => this.#isKnown(one)) ??
      this.#findOnSite(href, path, address) ??
      (await this.#find(candidates))
    )
  }

  /** An address that is lost, and its folder if that is lost as well. */
  async #lose(href: string, { candidates }: LinkAddress): Promise<Omit<BrokenLink, 'diagnostic'>> {
    const lostPath = href.replace(/[?#].*$/s, '')
    const lostIn = posix.dirname(lostPath.replace(/\/$/, ''))
    const folders = [...new Set(candidates.map((candidate) => posix.dirname(candidate)))]
    const isThere =
      lostIn === '/' || folders.some((one) => this.#site.has(one)) || (await this.#find(folders)) !== undefined
    return isThere ? { lostPath } : { lostPath, lostIn }
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

  /** The page in the language of another one, where languages stand in names: `cache.ja.mdx` of `cache.mdx`. */
  #translationOf(path: string | undefined, page: string): string | undefined {
    const [ending] = /\.[a-z]{2}(?:-[a-z]{2,4})?\.(?:mdx?|markdown)$/i.exec(page) ?? []
    if (path === undefined || ending === undefined) return undefined
    const translated = path.replace(/\.(?:mdx?|markdown)$/i, ending)
    return this.#isKnown(translated) ? translated : undefined
  }

  /** Whether a file, or a folder, is one of the project. */
  #isKnown(path: string): boolean {
    return path === '.' || this.#existing.has(path)
  }

  #exists(path: string): Promise<boolean> {
    if (this.#isKnown(path)) return Promise.resolve(true)
    let answer = this.#onDisk.get(path)
    if (!answer) {
      // What cannot be asked for, such as a name that is too long, is not there.
      answer = this.#project.fileSystem.exists(path).catch(() => false)
      this.#onDisk.set(path, answer)
    }
    return answer
  }

  /** `undefined` for what is not Markdown: `#L10` is the business of whoever shows the file. */
  #anchorsOf(path: string): Promise<PageAnchors | undefined> {
    let answer = this.#anchors.get(path)
    if (!answer) {
      answer = this.#readAnchors(path)
      this.#anchors.set(path, answer)
    }
    return answer
  }

  /** The page of a folder, unless a program makes the first page of a site: then a README there is about its sources. */
  async #indexOf(folder: string): Promise<string | undefined> {
    const written = await this.#find([`${folder}/index.md`, `${folder}/index.mdx`])
    if (written !== undefined) return written
    const made = await this.#find(firstPages.map((page) => `${folder}/${page}`))
    return made === undefined ? this.#find([`${folder}/README.md`]) : undefined
  }

  async #readAnchors(path: string): Promise<PageAnchors | undefined> {
    const file = isMarkdown(path) ? path : await this.#indexOf(path)
    if (file === undefined) return undefined
    const lines = this.#texts.get(file) ?? (await this.#readLines(file))
    if (!lines) return undefined
    const all = (await this.#withIncluded(file, lines)).map((one) => findAnchors(one))
    const given = this.#blockIds(file)
    const ids = new Set([...all.flatMap((one) => [...one.ids]), ...given])
    let spelled: ReadonlySet<string> | undefined
    let short: ReadonlySet<string> | undefined
    return {
      ids,
      shortened() {
        short ??= new Set([...ids].map((id) => id.replace(/-+/g, '-')))
        return short
      },
      isSpelled(anchor) {
        spelled ??= new Set([...all.flatMap((one) => [...one.spelled()]), ...given])
        return spelled.has(anchor)
      },
    }
  }

  /** Whether a page that includes another one, or what includes that, has a heading or an id. */
  async #isWhereIncluded(path: string, anchor: string): Promise<boolean> {
    this.#includers ??= this.#findIncluders()
    const includers = await this.#includers
    // A set hands out what is added while it is read.
    const pages = new Set(includers.get(path))
    for (const page of pages) {
      if ((await this.#anchorsOf(page))?.ids.has(anchor)) return true
      for (const outer of includers.get(page) ?? []) pages.add(outer)
    }
    return false
  }

  /** The pages that include a page, by its path. */
  async #findIncluders(): Promise<ReadonlyMap<string, readonly string[]>> {
    const includers = new Map<string, string[]>()
    for (const [page, lines] of this.#texts)
      for (const candidates of includedFiles(lines, page)) {
        const included = await this.#find(candidates)
        if (included !== undefined) includers.set(included, [...(includers.get(included) ?? []), page])
      }
    return includers
  }

  /** The lines of a page, and those of all that it includes. */
  async #withIncluded(file: string, lines: readonly string[]): Promise<(readonly string[])[]> {
    const texts = new Map([[file, lines]])
    // A map hands out what is added while it is read.
    for (const [page, text] of texts)
      for (const candidates of includedFiles(text, page)) {
        const included = await this.#find(candidates)
        if (included === undefined || texts.has(included)) continue
        texts.set(included, this.#texts.get(included) ?? (await this.#readLines(included)) ?? [])
      }
    return [...texts.values()]
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

function missingFile({ candidates }: LinkAddress): string {
  return `The link leads to ${candidates[0]}, which does not exist.`
}

function isMarkdown(path: string): boolean {
  return /\.(?:mdx?|markdown)$/i.test(path)
}

function escapeGlob(path: string): string {
  return path.replace(/[\\*?[\]{}()!+@|]/g, '\\$&')
}
