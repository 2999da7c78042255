import { type ConfinedWorker, startConfinedWorker } from './confined-worker.ts'
import type { FromWorker, Program, ToWorker } from './protocol.ts'
import type { RunnableExample } from './runnable-example.ts'

/** How a run stands. */
export type RunState = 'loading' | 'running' | 'listening' | 'finished' | 'failed' | 'stopped'

export interface SessionListener {
  /** Everything that happens, in order. Nothing comes after the run is over. */
  message(message: FromWorker): void
  /** @param text What the program waits for, when it listens. */
  state(state: RunState, exitCode?: number, text?: string): void
}

/** One run of a program in a worker of its own. It can be stopped at any moment, whatever the program does. */
export class Session {
  readonly #listener: SessionListener
  /** Said before the worker is there. */
  readonly #waiting: ToWorker[] = []
  #confined: ConfinedWorker | undefined
  #state: RunState = 'loading'

  /** @param folder The address of the folder of the runs, with `/` at its end. */
  constructor(program: RunnableExample, folder: string, listener: SessionListener) {
    this.#listener = listener
    const { name, file, code, isSource = false, companion, modules, world, worker } = program
    const sent: Program = {
      ...{ name, file, code, isSource, modules },
      ...(companion !== undefined && { companion }),
      ...(world !== undefined && { world }),
    }
    this.#send({ kind: 'start', program: sent, folder, isWatched: true })
    listener.state('loading')
    startConfinedWorker(folder, worker, name).then(
      (confined) => this.#connect(confined),
      () => this.#lose(''),
    )
  }

  get state(): RunState {
    return this.#state
  }

  get isOver(): boolean {
    return this.#state === 'finished' || this.#state === 'failed' || this.#state === 'stopped'
  }

  /** Tells the world something. */
  say(message: unknown): void {
    if (this.isOver) return
    this.#enter('running')
    this.#send({ kind: 'say', message })
  }

  stop(): void {
    if (!this.isOver) this.#end('stopped')
  }

  #connect(confined: ConfinedWorker): void {
    this.#confined = confined
    // Stopped before it began.
    if (this.isOver) return void confined.end()
    const { worker } = confined
    worker.addEventListener('message', ({ data }: MessageEvent<FromWorker>) => this.#receive(data))
    worker.addEventListener('error', (event) => this.#lose(event.message))
    for (const message of this.#waiting.splice(0)) worker.postMessage(message)
  }

  #lose(message: string): void {
    const text = message || 'The script that runs examples could not be loaded. Is the network there?'
    this.#receive({ kind: 'failure', failure: { text, frames: [] } })
    this.#receive({ kind: 'ended', exitCode: 1 })
  }

  #send(message: ToWorker): void {
    if (this.#confined) this.#confined.worker.postMessage(message)
    else this.#waiting.push(message)
  }

  #receive(message: FromWorker): void {
    // What a stopped worker had sent already.
    if (this.isOver) return
    this.#listener.message(message)
    if (message.kind === 'started') this.#enter('running')
    if (message.kind === 'listening') this.#enter('listening', undefined, message.text)
    if (message.kind === 'ended') this.#end(message.exitCode === 0 ? 'finished' : 'failed', message.exitCode)
  }

  #end(state: RunState, exitCode?: number): void {
    this.#confined?.end()
    this.#enter(state, exitCode)
  }

  #enter(state: RunState, exitCode?: number, text?: string): void {
    this.#state = state
    this.#listener.state(state, exitCode, text)
  }
}
