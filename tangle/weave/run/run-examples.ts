import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Block } from '../../model/block.ts'
import type { Project } from '../../project/project.ts'
import { escapeHtml } from '../html.ts'
import type { ExampleAction } from '../weave-options.ts'
import { rebuildOnChange, type WatchingServer } from './rebuild-on-change.ts'
import { createRunnableExamples, type RunnableExamples, type RunnableExamplesOptions } from './runnable-examples.ts'

export interface RunExamplesOptions extends RunnableExamplesOptions {
  /** Whether a reader may change what runs. Default true. */
  readonly edit?: boolean
  /** Called in development when something has changed that programs import. */
  readonly onRebuild?: () => void
}

/** What lets a page run its programs. */
export interface RunExamples {
  /** Finds out what can be run, each time that the project is another one. To be awaited before pages are rendered. */
  update(project: Project): Promise<void>
  /** Goes into the options of the weave. */
  readonly actions: ExampleAction
  /** The same for blocks that nobody has named. */
  readonly plainActions: (block: Block) => string | undefined
  /** Goes into `vite.plugins`. */
  readonly vitePlugin: RunExamplesPlugin
}

/** The part of a Vite plugin that is used. */
export interface RunExamplesPlugin {
  readonly name: string
  configureServer(server: WatchingServer & { readonly middlewares: { use(handler: Middleware): void } }): void
  generateBundle(this: EmittingContext): void
}

interface EmittingContext {
  emitFile(file: { type: 'asset'; fileName: string; source: string | Uint8Array }): string
}

type Middleware = (request: IncomingMessage, response: ServerResponse, next: () => void) => void

/** The folder of the site with the programs and what they load, when they are run. */
const folder = 'run'

/** Puts buttons to each program, and the compiled program where the button's script finds it: `run/NAME.json`. */
export function runExamples({ edit = true, onRebuild, ...options }: RunExamplesOptions): RunExamples {
  let known: { readonly project: Project; readonly examples: RunnableExamples } | undefined
  let latest: Project | undefined
  let made: Promise<unknown> = Promise.resolve()
  let watchInputs = () => {}
  /** One after the other: a page and what it imports may change at once. */
  const make = (keepsBundle: boolean): Promise<void> => {
    const next = made.then(async () => {
      if (!latest || (keepsBundle && known?.project === latest)) return
      const project = latest
      const before = keepsBundle ? known?.examples.bundle : undefined
      known = { project, examples: await createRunnableExamples(project, options, before) }
      watchInputs()
    })
    made = next.catch(() => {})
    return next
  }
  const prefix = `${options.base ?? '/'}${folder}/`
  const buttons = (name: string, shown: string) => {
    const button = (action: 'run' | 'edit', text: string) =>
      `<button type="button" class="run-button" data-${action}="${escapeHtml(name)}" aria-label="${escapeHtml(`${text} ${shown} in this page`)}">${text}</button>`
    return edit ? `${button('run', 'Run')} ${button('edit', 'Edit')}` : button('run', 'Run')
  }
  const files = () => {
    const { byName, bundle } = known?.examples ?? { byName: new Map(), bundle: undefined }
    const programs = [...byName].map(([name, example]) => [`${name}.json`, JSON.stringify(example)] as const)
    return new Map<string, string | Uint8Array>([...programs, ...(bundle?.files ?? [])])
  }
  return {
    async update(project) {
      latest = project
      await make(true)
    },
    actions: ({ name }) => (known?.examples.byName.has(name) ? buttons(name, name) : undefined),
    plainActions(block) {
      const name = known?.examples.byBlock.get(block)
      return name === undefined ? undefined : buttons(name, 'this block')
    },
    vitePlugin: {
      name: 'tangle:run-examples',
      configureServer(server) {
        watchInputs = rebuildOnChange(server, {
          inputs: () => known?.examples.bundle.inputs ?? [],
          rebuild: () => make(false).then(onRebuild),
        })
        server.middlewares.use(({ url = '' }, response, next) => {
          const file = url.startsWith(prefix) ? decode(url.slice(prefix.length).replace(/[?#].*$/, '')) : undefined
          const content = file === undefined ? undefined : files().get(file)
          if (file === undefined || content === undefined) return next()
          const type = file.endsWith('.json') ? 'application/json' : 'text/javascript'
          response.setHeader('Content-Type', `${type}; charset=utf-8`)
          response.setHeader('Cache-Control', 'no-cache')
          response.end(content)
        })
      },
      generateBundle() {
        if (!known || known.examples.byName.size === 0) return
        for (const [file, source] of files()) {
          this.emitFile({ type: 'asset', fileName: `${folder}/${file}`, source })
        }
      },
    },
  }
}

function decode(path: string): string | undefined {
  try {
    return decodeURIComponent(path)
  } catch {
    // A percent sign that encodes nothing names no file.
    return undefined
  }
}
