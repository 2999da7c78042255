import { createMock, type Scenario, type UserTurn } from '../../../src/mock/index.ts'
import { ChatQueue } from './chat-queue.ts'
import { evaluate, measureOffset } from './evaluate.ts'
import { toFailure } from './failure.ts'
import { createRequire, loadModules, watchChatEvents } from './modules.ts'
import { createConsole } from './node-console.ts'
import { createProcess, ExitSignal } from './node-process.ts'
import { OutputWriter } from './output-writer.ts'
import { createPageFetch } from './page-fetch.ts'
import { createNodeModule } from './page-servers.ts'
import { PendingWork, type Timers } from './pending-work.ts'
import type { FromWorker, Pace, Program, SpokenTurn } from './protocol.ts'
import { ScenarioWatch } from './scenario-watch.ts'
import { nameProgram } from './stack.ts'

/** Where programs find the mock platforms. Nothing listens there. */
export const mockOrigin = 'http://localhost:8092'

/** What a run needs of its surroundings, so that it works without a page and without a worker. */
export interface Surroundings {
  readonly post: (message: FromWorker) => void
  readonly timers: Timers
  /** Milliseconds. */
  readonly now: () => number
  /** Puts the program's `process`, `console`, `fetch` and timers where the SDK finds them. */
  readonly install: (globals: Readonly<Record<string, unknown>>) => void
}

/** A program that runs. */
export interface RunningProgram {
  /** Speaks as the person at the chat. */
  say(turn: SpokenTurn): void
  /** To be called with what nobody has caught: as in Node, it ends the program. */
  fail(error: unknown): void
}

/** Runs a program with a mock of its own. Everything that happens is posted, at last that it has ended. */
export function runProgram(program: Program, pace: Pace, surroundings: Surroundings): RunningProgram {
  const { timers, now, install } = surroundings
  let isOver = false
  const post = (message: FromWorker) => {
    if (!isOver) surroundings.post(message)
  }
  const sleep = (milliseconds: number) =>
    milliseconds === 0
      ? Promise.resolve()
      : new Promise<void>((resolve) => void timers.setTimeout(() => resolve(), milliseconds))
  const output = new OutputWriter(post, now, timers.setTimeout)
  const queue = new ChatQueue(post, () => sleep(pace.piece))
  const work = new PendingWork(timers)
  const turnNames: string[] = []
  let say: (turn: UserTurn) => void = () => {}

  function end(exitCode: number): void {
    output.close()
    post({ kind: 'ended', exitCode })
    isOver = true
  }

  function fail(error: unknown): void {
    if (isOver || error instanceof ExitSignal) return
    output.flush()
    post({ kind: 'failure', failure: toFailure(error) })
    end(1)
  }

  async function run(): Promise<void> {
    nameProgram(program.file, measureOffset())
    const servers = new Map<string, (input: Request | string | URL, init?: RequestInit) => Promise<Response>>()
    const own = new Map([['@parley/sdk/node', createNodeModule(servers)]])
    const modules = await loadModules([program.code, program.scenario], own)
    const { user, ...rest } = await loadScenario(program, createRequire(modules))
    // After the line of the transcript that belongs to the same change.
    const watch = new ScenarioWatch(user ?? [], () => queueMicrotask(() => queue.add({ kind: 'listening' })))
    const require = createRequire(watchChatEvents(modules, watch))
    const mock = createMock({
      // What the user says is spoken below: a mock that knows it would end the stream of events after it, and the reader
      // of the page wants to go on.
      scenario: rest,
      seed: program.name,
      onEvent(event) {
        if (event.kind === 'chat') {
          queue.change(event.change)
          watch.change(event.change)
        } else if (event.kind === 'request') {
          if (event.request.path.endsWith('/event-socket/events/stream')) watch.connected()
        } else if (event.kind === 'transcript') queue.add({ kind: 'transcript', line: event.line })
        else if (event.kind === 'deviation') {
          const { method, path, where, field, message } = event.deviation
          post({ kind: 'deviation', text: `${method} ${path}, ${where} ${field}: ${message}` })
        }
      },
    })
    queue.mock = mock
    say = mock.say
    for (const turn of user ?? []) {
      if (!turnNames.includes(turn.chat ?? '')) turnNames.push(turn.chat ?? '')
      mock.say(turn)
    }
    servers.set(mockOrigin, mock.fetch)
    const process = createProcess({
      file: program.file,
      env: mock.environment(mockOrigin),
      write: (stream, text) => output.write(stream, text),
      onExit: end,
    })
    const fetch = createPageFetch({
      servers,
      origin: mockOrigin,
      post,
      work,
      async beforeAnswer(isStream) {
        await sleep(pace.answer)
        // An answer that the person at the chat sees grow is not there before it has grown. A stream grows beside it.
        if (!isStream) await queue.drained()
      },
      beforePiece: () => sleep(pace.piece),
    })
    const console = createConsole((stream, text) => output.write(stream, text), now)
    install({ process, console, fetch, ...work.timers })
    post({ kind: 'started' })
    await evaluate(program, { require, exports: {} })
    await work.idle()
    await queue.drained()
    if (!isOver) end(process.exitCode ?? 0)
  }

  run().catch(fail)
  return {
    say: ({ text, uploads, chat }) => say({ text, uploads, ...(turnNames[chat - 1] && { chat: turnNames[chat - 1] }) }),
    fail,
  }
}

async function loadScenario({ scenario: code, name }: Program, require: (name: string) => object): Promise<Scenario> {
  const exports: { default?: Scenario } = {}
  await evaluate({ code, file: `${name}.scenario.ts` }, { require, exports })
  return exports.default ?? {}
}
