import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { Worker } from 'node:worker_threads'
import { runOptions } from '../../../.vitepress/run-options.ts'
import type { FromWorker, Program, ToWorker } from '../../../tangle/weave/client/run/protocol.ts'
import { bundleModules, type ModuleBundle } from '../../../tangle/weave/run/bundle-modules.ts'

/** Makes a thread of Node look like a worker of a page, before the page's own script is loaded in it. */
const bootstrap = `
import { parentPort } from 'node:worker_threads'
const listeners = { message: [], error: [], unhandledrejection: [] }
const emit = (type, event) => listeners[type].forEach((listener) => listener(event))
globalThis.postMessage = (message) => parentPort.postMessage(message)
globalThis.addEventListener = (type, listener) => void listeners[type]?.push(listener)
const event = (values) => ({ preventDefault() {}, ...values })
await import('./worker.js')
process.on('uncaughtException', (error) => emit('error', event({ error })))
process.on('unhandledRejection', (reason) => emit('unhandledrejection', event({ reason })))
parentPort.on('message', (data) => emit('message', { data }))
parentPort.postMessage({ kind: 'ready' })
`

/** Everything that a run told. */
export interface Run {
  readonly messages: readonly FromWorker[]
  readonly stdout: string
  readonly stderr: string
  readonly transcript: readonly string[]
  readonly exitCode: number | undefined
}

export interface RunOptions {
  /** Ends the run from outside, as the page does. Default: only the program ends it. */
  readonly until?: (message: FromWorker) => boolean
  /** Called with each message; what it returns is sent to the worker. */
  readonly answer?: (message: FromWorker) => ToWorker | undefined
}

/** A program, with the modules and the world of this site unless it brings others. */
export type RunnableProgram = Omit<Program, 'modules'> & Partial<Program>

/** The worker of the pages, in Node. */
export class WorkerScript {
  readonly #folder: string
  readonly #bundle: ModuleBundle

  private constructor(folder: string, bundle: ModuleBundle) {
    this.#folder = folder
    this.#bundle = bundle
  }

  static async compile(): Promise<WorkerScript> {
    const folder = await mkdtemp(join(tmpdir(), 'parley-run-'))
    const root = join(import.meta.dirname, '../../..')
    const bundle = await bundleModules({ ...runOptions, root, names: ['mime-types', 'openai', '@parley/tangle/core'] })
    for (const [name, content] of bundle.files) await writeFile(join(folder, name), content)
    await writeFile(join(folder, 'package.json'), '{ "type": "module" }')
    await writeFile(join(folder, 'worker.js'), `import './${bundle.worker}'`)
    await writeFile(join(folder, 'bootstrap.mjs'), bootstrap)
    return new WorkerScript(folder, bundle)
  }

  remove(): Promise<void> {
    return rm(this.#folder, { recursive: true, force: true })
  }

  /** Runs a program until it has ended, or until the test has seen enough. */
  async run(given: RunnableProgram, { until = () => false, answer = () => undefined }: RunOptions = {}): Promise<Run> {
    const worker = new Worker(join(this.#folder, 'bootstrap.mjs'))
    const messages: FromWorker[] = []
    const { modules, world } = this.#bundle
    const program: Program = { modules, ...(world !== undefined && { world }), ...given }
    const folder = `${pathToFileURL(this.#folder).href}/`
    try {
      await new Promise<void>((resolve, reject) => {
        worker.on('error', reject)
        worker.on('message', (message: FromWorker | { kind: 'ready' }) => {
          if (message.kind === 'ready') return worker.postMessage({ kind: 'start', program, folder, isWatched: false })
          messages.push(message)
          const said = answer(message)
          if (said) worker.postMessage(said)
          if (message.kind === 'ended' || until(message)) resolve()
        })
      })
    } finally {
      await worker.terminate()
    }
    const printed = (stream: string) =>
      messages.map((one) => (one.kind === 'output' && one.stream === stream ? one.text : '')).join('')
    const ended = messages.find((message) => message.kind === 'ended')
    return {
      messages,
      stdout: printed('stdout'),
      stderr: printed('stderr'),
      transcript: messages.flatMap((message) => (message.kind === 'transcript' ? [message.line] : [])),
      exitCode: ended?.exitCode,
    }
  }
}
