import type { Failure, FromWorker, ToWorker } from '../run/protocol.ts'
import type { Timers } from './pending-work.ts'
import { replaceGlobals, restrictGlobals } from './restrict-globals.ts'
import { type RunningProgram, runProgram } from './run-program.ts'

/** The part of a worker's global object that is used. Its library cannot be loaded beside that of a page. */
interface WorkerScope extends Timers {
  postMessage(message: FromWorker): void
  addEventListener(type: 'message', listener: (event: { readonly data: ToWorker }) => void): void
  addEventListener(
    type: 'error' | 'unhandledrejection',
    listener: (event: { preventDefault(): void; readonly error?: unknown; readonly reason?: unknown }) => void,
  ): void
}

const scope = globalThis as unknown as WorkerScope
const post = scope.postMessage.bind(scope)
const timers: Timers = {
  setTimeout: scope.setTimeout.bind(scope),
  clearTimeout: scope.clearTimeout.bind(scope),
  setInterval: scope.setInterval.bind(scope),
  clearInterval: scope.clearInterval.bind(scope),
}
let running: RunningProgram | undefined

// A request is made deep inside a library: the line of the program is at the end of a long stack.
;(Error as { stackTraceLimit?: number }).stackTraceLimit = 100

/** Says why a program does not even begin. */
function refuse(failure: Failure): void {
  post({ kind: 'failure', failure })
  post({ kind: 'ended', exitCode: 1 })
}

async function start({ program: edited, folder, isWatched }: Extract<ToWorker, { kind: 'start' }>): Promise<void> {
  // The compiler is large, and only needed for what a reader has changed.
  const compiled = edited.isSource
    ? await (await import('./compile-program.ts')).compileProgram(edited)
    : { program: edited }
  if ('failure' in compiled) return refuse(compiled.failure)
  restrictGlobals()
  const now = () => performance.now()
  running = runProgram(compiled.program, { post, timers, now, install: replaceGlobals, folder, isWatched })
}

scope.addEventListener('message', ({ data }) => {
  if (data.kind === 'say') running?.say(data.message)
  else start(data).catch((error: unknown) => refuse({ text: `The compiler could not be loaded: ${error}`, frames: [] }))
})
scope.addEventListener('error', (event) => {
  event.preventDefault()
  running?.fail(event.error)
})
scope.addEventListener('unhandledrejection', (event) => {
  event.preventDefault()
  running?.fail(event.reason)
})
