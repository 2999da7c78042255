import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Project } from '../../project/project.ts'
import { type SiteScope, sitePrefix } from '../site-scope.ts'
import type { PlainBlocks } from '../weave-options.ts'
import { type FoundHovers, HoverCollector, type ProjectHovers } from './collect-hovers.ts'
import type { ReferenceOf } from './find-reference.ts'
import { hoversFileOf } from './page-hovers.ts'
import { refer } from './refer.ts'

/** Options of `hoverFiles`. */
export interface HoverFilesOptions extends SiteScope {
  /** The project as it is now. */
  readonly project: () => Project
  /** Which blocks that nobody has named have types, too; say the same to `weave`. Default none. */
  readonly plainBlocks?: PlainBlocks
  /** The page that explains a name, by the name and the file that declares it. Default none. */
  readonly reference?: ReferenceOf
  /** The base of the site. Default `/`. */
  readonly base?: string
  /** The folder of the site that the files appear in. Default `hovers`. */
  readonly folder?: string
}

/** The types of each page, as files of the site. */
export interface HoverFiles {
  /** Goes into `vite.plugins`. */
  readonly vitePlugin: HoverFilesPlugin
}

/** The part of a Vite plugin that is used, so that Vite 5 and 8 both take it. */
export interface HoverFilesPlugin {
  readonly name: string
  buildStart(): void
  configureServer(server: {
    readonly middlewares: { use(handler: Middleware): void }
    readonly watcher: { on(event: 'add' | 'change' | 'unlink', listener: (file: string) => void): unknown }
  }): void
  generateBundle(this: { emitFile(file: { type: 'asset'; fileName: string; source: string }): string }): Promise<void>
}

type Middleware = (request: IncomingMessage, response: ServerResponse, next: (error?: unknown) => void) => void

/**
 * Publishes what the compiler knows about the names in the code of each page: `hovers/tutorials/set-up.json`, a
 * `PageHovers`, for `tutorials/set-up.md` of the site. A script fetches it when a reader asks; the pages themselves
 * stay as they are. Every page with code has a file, also where nothing is known.
 */
export function hoverFiles(options: HoverFilesOptions): HoverFiles {
  return hoverFilesFrom(options)
}

/**
 * The same, with the types of a build collected elsewhere.
 *
 * @param start Begins to collect the types of all pages. Default: they are collected here, at the end of a build.
 */
export function hoverFilesFrom(
  options: HoverFilesOptions,
  start?: () => () => Promise<ReadonlyMap<string, FoundHovers>>,
): HoverFiles {
  const { project, base = '/', folder = 'hovers', reference } = options
  const collector = new HoverCollector({ ...options, withDeclared: reference !== undefined })
  let elsewhere: (() => Promise<ReadonlyMap<string, FoundHovers>>) | undefined
  let known:
    | { readonly project: Project; readonly hovers: ProjectHovers; readonly texts: Map<string, string> }
    | undefined
  const current = () => {
    const now = project()
    if (known?.project !== now) known = { project: now, hovers: collector.collect(now), texts: new Map() }
    return known
  }
  const prefix = sitePrefix(options)
  const pageOf = (file: string) =>
    current().hovers.pages.find((path) => hoversFileOf(path.slice(prefix.length)) === file)
  const textOf = async (page: string | undefined) => {
    if (page === undefined) return undefined
    const { hovers, texts } = current()
    const known = texts.get(page)
    if (known !== undefined) return known
    const found = elsewhere ? (await elsewhere()).get(page) : await hovers.of(page)
    if (!found) return undefined
    const text = JSON.stringify(refer(found, reference))
    texts.set(page, text)
    return text
  }
  const address = `${base}${folder}/`
  const vitePlugin: HoverFilesPlugin = {
    name: 'tangle:hover-files',
    buildStart() {
      // For the browser and for the server, which is once.
      elsewhere ??= start?.()
    },
    configureServer(server) {
      // A source that programs import: with the next question, the compiler looks again. Pages come with the project.
      const forget = (file: string) => {
        if (/\.(?:[cm]?[jt]sx?|json)$/.test(file)) known = undefined
      }
      for (const event of ['add', 'change', 'unlink'] as const) server.watcher.on(event, forget)
      server.middlewares.use(({ url = '' }, response, next) => {
        const file = url.startsWith(address) ? decode(url.slice(address.length).replace(/[?#].*$/, '')) : undefined
        if (file === undefined) return next()
        const send = (text: string | undefined) => {
          if (text === undefined) return next()
          response.setHeader('Content-Type', 'application/json; charset=utf-8')
          response.end(text)
        }
        textOf(pageOf(file)).then(send, next)
      })
    },
    async generateBundle() {
      for (const page of current().hovers.pages) {
        const fileName = `${folder}/${hoversFileOf(page.slice(prefix.length))}`
        this.emitFile({ type: 'asset', fileName, source: (await textOf(page)) ?? '' })
      }
      if (!elsewhere) current().hovers.keep()
    },
  }
  return { vitePlugin }
}

function decode(path: string): string | undefined {
  try {
    return decodeURIComponent(path)
  } catch {
    // A percent sign that encodes nothing names no file.
    return undefined
  }
}
