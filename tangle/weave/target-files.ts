import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Target } from '../model/origin-map.ts'
import type { Project } from '../project/project.ts'

/** Options of `targetFiles`. */
export interface TargetFilesOptions {
  /** The project as it is now. */
  readonly project: () => Project
  /** The base of the site. Default `/`. */
  readonly base?: string
  /** The folder of the site that the files appear in. Default `files`. */
  readonly folder?: string
}

/** Targets as files of the site. */
export interface TargetFiles {
  /** The address of a target. A target that was asked for is in the built site. */
  readonly address: (target: Target) => string
  /** Goes into `vite.plugins`. */
  readonly vitePlugin: TargetFilesPlugin
}

/** The part of a Vite plugin that is used, so that Vite 5 and 8 both take it. */
export interface TargetFilesPlugin {
  readonly name: string
  configureServer(server: { readonly middlewares: { use(handler: Middleware): void } }): void
  generateBundle(this: { emitFile(file: { type: 'asset'; fileName: string; source: string }): string }): void
}

type Middleware = (request: IncomingMessage, response: ServerResponse, next: () => void) => void

/** Publishes targets under their own paths, so that a plain link downloads one, with no script in the page. */
export function targetFiles({ project, base = '/', folder = 'files' }: TargetFilesOptions): TargetFiles {
  const linked = new Set<string>()
  const textOf = (path: string) => project().tangled.targets.find((target) => target.path === path)?.text
  const prefix = `${base}${folder}/`
  const vitePlugin: TargetFilesPlugin = {
    name: 'tangle:target-files',
    configureServer(server) {
      server.middlewares.use(({ url = '' }, response, next) => {
        const path = url.startsWith(prefix) ? decode(url.slice(prefix.length).replace(/[?#].*$/, '')) : undefined
        const text = path === undefined ? undefined : textOf(path)
        if (text === undefined) return next()
        response.setHeader('Content-Type', 'text/plain; charset=utf-8')
        response.end(text)
      })
    },
    generateBundle() {
      for (const path of linked) {
        const source = textOf(path)
        if (source !== undefined) this.emitFile({ type: 'asset', fileName: `${folder}/${path}`, source })
      }
    },
  }
  const address = ({ path }: Target) => {
    linked.add(path)
    return prefix + path.split('/').map(encodeURIComponent).join('/')
  }
  return { address, vitePlugin }
}

function decode(path: string): string | undefined {
  try {
    return decodeURIComponent(path)
  } catch {
    // A percent sign that encodes nothing names no file.
    return undefined
  }
}
