import type { FromWorker, Pace, Program, SpokenTurn, ToWorker } from './protocol.ts'

/** How a run stands. */
export type RunState = 'loading' | 'running' | 'listening' | 'finished' | 'failed' | 'stopped'

export interface SessionListener {
  /** Everything that happens, in order. Nothing comes after the run is over. */
  message(message: FromWorker): void
  state(state: RunState, exitCode?: number): void
}

/** Slow enough to be watched, fast enough not to be waited for. */
const pace: Pace = { answer: 40, piece: 30 }

/** One run of a program in a worker of its own. It can be stopped at any moment, whatever the program does. */
export class Session {
  readonly #worker: Worker
  readonly #listener: SessionListener
  #state: RunState = 'loading'

  constructor(program: Program, listener: SessionListener) {
    this.#listener = listener
    this.#worker = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module', name: program.name })
    this.#worker.addEventListener('message', ({ data }: MessageEvent<FromWorker>) => this.#receive(data))
    this.#worker.addEventListener('error', (event) => {
      const text = event.message || 'The script that runs examples could not be loaded. Is the network there?'
      this.#receive({ kind: 'failure', failure: { text, frames: [] } })
      this.#receive({ kind: 'ended', exitCode: 1 })
    })
    const { name, file, code, scenario, isSource = false } = program
    this.#send({ kind: 'start', program: { name, file, code, scenario, isSource }, pace })
    listener.state('loading')
  }

  get state(): RunState {
    return this.#state
  }

  get isOver(): boolean {
    return this.#state === 'finished' || this.#state === 'failed' || this.#state === 'stopped'
  }

  say(turn: SpokenTurn): void {
    if (this.isOver) return
    this.#enter('running')
    this.#send({ kind: 'say', turn })
  }

  stop(): void {
    if (!this.isOver) this.#end('stopped')
  }

  #send(message: ToWorker): void {
    this.#worker.postMessage(message)
  }

  #receive(message: FromWorker): void {
    // What a stopped worker had sent already.
    if (this.isOver) return
    this.#listener.message(message)
    if (message.kind === 'started') this.#enter('running')
    if (message.kind === 'listening') this.#enter('listening')
    if (message.kind === 'ended') this.#end(message.exitCode === 0 ? 'finished' : 'failed', message.exitCode)
  }

  #end(state: RunState, exitCode?: number): void {
    this.#worker.terminate()
    this.#enter(state, exitCode)
  }

  #enter(state: RunState, exitCode?: number): void {
    this.#state = state
    this.#listener.state(state, exitCode)
  }
}
