import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Project } from '../../tangle/project/project.ts'
import { type ExampleAction, escapeHtml } from '../../tangle/weave/index.ts'
import type { RunnableExample } from '../theme/run/runnable-example.ts'
import { createRunnableExamples, type RunnableExamplesOptions } from './runnable-examples.ts'

export interface RunExamplesOptions extends RunnableExamplesOptions {
  /** The project as it is now. */
  readonly project: () => Project
}

/** What lets a page run its examples. */
export interface RunExamples {
  /** Goes into the options of the weave. */
  readonly actions: ExampleAction
  /** Goes into `vite.plugins`. */
  readonly vitePlugin: RunExamplesPlugin
}

/** The part of a Vite plugin that is used. */
export interface RunExamplesPlugin {
  readonly name: string
  configureServer(server: { readonly middlewares: { use(handler: Middleware): void } }): void
  generateBundle(this: { emitFile(file: { type: 'asset'; fileName: string; source: string }): string }): void
}

type Middleware = (request: IncomingMessage, response: ServerResponse, next: () => void) => void

/** The folder of the site that examples are fetched from, when they are run. */
const folder = 'run'

/** Puts a button to each example, and the compiled example where the button's script finds it: `run/NAME.json`. */
export function runExamples({ project, ...options }: RunExamplesOptions): RunExamples {
  let known: { readonly project: Project; readonly examples: ReadonlyMap<string, RunnableExample> } | undefined
  const examples = () => {
    const current = project()
    if (known?.project !== current) known = { project: current, examples: createRunnableExamples(current, options) }
    return known.examples
  }
  const prefix = `${options.base}${folder}/`
  return {
    actions({ name }) {
      if (!examples().has(name)) return undefined
      const label = escapeHtml(`Run ${name} in this page`)
      const edit = escapeHtml(`Edit ${name} in this page`)
      const attributes = (action: string) => `type="button" class="run-button" data-${action}="${escapeHtml(name)}"`
      return `<button ${attributes('run')} aria-label="${label}">Run</button> <button ${attributes('edit')} aria-label="${edit}">Edit</button>`
    },
    vitePlugin: {
      name: 'parley:run-examples',
      configureServer(server) {
        server.middlewares.use(({ url = '' }, response, next) => {
          const [, name = ''] = url.startsWith(prefix)
            ? (/^([\w.-]+)\.json\b/.exec(url.slice(prefix.length)) ?? [])
            : []
          const example = name === '' ? undefined : examples().get(name)
          if (!example) return next()
          response.setHeader('Content-Type', 'application/json; charset=utf-8')
          response.end(JSON.stringify(example))
        })
      },
      generateBundle() {
        for (const [name, example] of examples()) {
          this.emitFile({ type: 'asset', fileName: `${folder}/${name}.json`, source: JSON.stringify(example) })
        }
      },
    },
  }
}
