import type { FromWorker, Program } from '../run/protocol.ts'
import { askServer } from './ask-server.ts'
import { evaluate, measureOffset } from './evaluate.ts'
import { toFailure } from './failure.ts'
import { inspect } from './inspect.ts'
import { createRequire, importFile, loadModules } from './modules.ts'
import { createConsole } from './node-console.ts'
import { createProcess, ExitSignal } from './node-process.ts'
import { OutputWriter } from './output-writer.ts'
import { PendingWork, type Timers } from './pending-work.ts'
import { WatchedProxy } from './proxies.ts'
import { framesOf, nameProgram } from './stack.ts'
import { createValues, valuesName } from './values.ts'
import type { OpenWorld, World, WorldRun } from './world.ts'

/** Milliseconds without a sign of a program, after which the reader is told what it waits for. */
const patience = 5000

/** What a run needs of its surroundings, so that it works without a page and without a worker. */
export interface Surroundings {
  readonly post: (message: FromWorker) => void
  readonly timers: Timers
  /** Milliseconds. */
  readonly now: () => number
  /** Puts the program's `process`, `console`, `fetch` and timers where modules find them. */
  readonly install: (globals: Readonly<Record<string, unknown>>) => void
  /** The address of the folder with modules and world. */
  readonly folder: string
  readonly isWatched: boolean
}

/** A program that runs. */
export interface RunningProgram {
  /** Tells the world what a pane sends. */
  say(message: unknown): void
  /** To be called with what nobody has caught: as in Node, it ends the program. */
  fail(error: unknown): void
}

/** Runs a program in a world of its own. Everything that happens is posted, at last that it has ended. */
export function runProgram(program: Program, surroundings: Surroundings): RunningProgram {
  const { timers, now, install, folder, isWatched } = surroundings
  let isOver = false
  /** The last line has run, and everything that it waited for has settled. */
  let hasRun = false
  let lastSign = 0
  let world: World = {}
  const post = (message: FromWorker) => {
    if (isOver) return
    // The reader is not to be told that the program waits for the reader.
    lastSign = message.kind === 'listening' ? Number.POSITIVE_INFINITY : now()
    surroundings.post(message)
  }
  const turn = (milliseconds = 0) =>
    new Promise<void>((resolve) => void timers.setTimeout(() => resolve(), milliseconds))
  const output = new OutputWriter(post, now, timers.setTimeout)
  const work = new PendingWork(timers)
  const { name, file, modules: files } = program

  function end(exitCode: number): void {
    output.close()
    post({ kind: 'ended', exitCode })
    isOver = true
  }

  /** Says what a program waits for that gives no sign. */
  function watch(): void {
    timers.setInterval(() => {
      if (now() - lastSign < patience) return
      const reason = work.describe() ?? (hasRun ? 'the page' : 'a promise, with no timer or request left')
      post({ kind: 'waiting', text: `Still waiting for ${reason}` })
      lastSign = Number.POSITIVE_INFINITY
    }, patience / 5)
  }

  const values = createValues((line, value) => {
    output.flush()
    post({ kind: 'value', line, text: inspect(value) })
  })

  function fail(error: unknown): void {
    if (isOver || error instanceof ExitSignal) return
    output.flush()
    post({ kind: 'failure', failure: toFailure(error) })
    end(1)
  }

  const worldRun: WorldRun = {
    ...{ name, file, isWatched },
    async companion() {
      const { companion } = program
      const exports = {}
      if (companion === undefined) return exports
      const require = createRequire(await loadModules([companion], files, folder), Object.keys(files))
      const companionFile = `${name}.companion.ts`
      await evaluate({ code: companion, file: companionFile }, { require, exports, import_meta: metaOf(companionFile) })
      return exports
    },
    emit: (event) => post({ kind: 'event', event }),
    transcript: (line) => post({ kind: 'transcript', line }),
    note: (text) => post({ kind: 'note', text }),
    listen: (text) => post({ kind: 'listening', text }),
    during: (promise) => work.during(promise),
    sleep: (milliseconds) => (milliseconds === 0 ? Promise.resolve() : turn(milliseconds)),
    lineOf: (stack) => framesOf(stack)[0]?.line,
  }

  async function run(): Promise<void> {
    nameProgram(file, measureOffset())
    if (program.world !== undefined) {
      const { default: open } = (await importFile(folder + program.world)) as { default: OpenWorld }
      world = await open(worldRun)
    }
    const reach = world.fetch ?? refuse
    const write = (stream: 'stdout' | 'stderr', text: string) => output.write(stream, text)
    const process = createProcess({ file, env: world.env ?? {}, write, onExit: end })
    const console = createConsole(write, now)
    const fetch: World['fetch'] = (input, init) =>
      work.during(reach(input, init), `the answer of ${input instanceof Request ? input.url : input}`)
    install({ process, console, fetch, Proxy: WatchedProxy, ...work.timers })
    // A module may look at the environment while it is loaded.
    const require = createRequire(await loadModules([program.code], files, folder), Object.keys(files))
    post({ kind: 'started' })
    watch()
    const exports: { readonly default?: unknown } = {}
    await evaluate(program, { require, exports, import_meta: metaOf(file), [valuesName]: values })
    output.write(
      'answer',
      await work.during(askServer(exports.default, process.env), 'the answer of the default export'),
    )
    hasRun = true
    do {
      await work.idle()
      await world.settled?.()
      // That nobody waits for a rejection is known one turn later.
      await turn()
      await turn()
    } while (!work.isIdle)
    if (!isOver) end(process.exitCode ?? 0)
  }

  run().catch(fail)
  return {
    say(message) {
      lastSign = now()
      world.say?.(message)
    },
    fail,
  }
}

/** What a module knows of itself. There is no disk: its folder is the root. */
function metaOf(file: string) {
  return { url: `file:///${encodeURIComponent(file)}`, filename: `/${file}`, dirname: '/' }
}

/** The `fetch` of a program in a site without a world. */
async function refuse(input: Request | string | URL, init?: RequestInit): Promise<Response> {
  const { origin } = new URL(new Request(input, init).url)
  throw new TypeError(`${origin} cannot be reached from this page.`)
}
