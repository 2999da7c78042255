/** Thrown by `process.exit`, so that nothing of the program runs on. */
export class ExitSignal extends Error {
  override readonly name = 'ExitSignal'

  constructor() {
    super('The program has called process.exit.')
  }
}

export interface ProcessOptions {
  readonly file: string
  readonly env: Readonly<Record<string, string>>
  readonly write: (stream: 'stdout' | 'stderr', text: string) => void
  /** Called before {@link ExitSignal} is thrown. */
  readonly onExit: (exitCode: number) => void
}

/** The `process` of a program in a page: what a plain program needs of Node's. */
export interface PageProcess {
  exitCode: number | undefined
  readonly env: Record<string, string>
}

/** Standard input at its end: nobody types into a page. */
function createEmptyInput() {
  const input = {
    ...{ isTTY: false, fd: 0, readableEnded: true },
    read: () => null,
    on(event: string, listener: () => void) {
      if (event === 'end' || event === 'close') queueMicrotask(listener)
      return input
    },
    once: (event: string, listener: () => void) => input.on(event, listener),
    off: () => input,
    setEncoding: () => input,
    resume: () => input,
    pause: () => input,
    unref: () => input,
    destroy: () => input,
    async *[Symbol.asyncIterator](): AsyncGenerator<never> {},
  }
  return input
}

/** Creates the `process` of one run. */
export function createProcess({ file, env, write, onExit }: ProcessOptions): PageProcess {
  const stream = (name: 'stdout' | 'stderr') => ({
    isTTY: false,
    write(data: string | Uint8Array, ...rest: unknown[]) {
      write(name, typeof data === 'string' ? data : new TextDecoder().decode(data))
      const callback = rest.at(-1)
      if (typeof callback === 'function') queueMicrotask(() => callback())
      return true
    },
  })
  const process = {
    env: { ...env },
    argv: ['node', file],
    platform: 'browser',
    exitCode: undefined as number | undefined,
    stdin: createEmptyInput(),
    stdout: stream('stdout'),
    stderr: stream('stderr'),
    cwd: () => '/',
    nextTick: (callback: (...values: unknown[]) => void, ...values: unknown[]) =>
      queueMicrotask(() => callback(...values)),
    exit(code?: number): never {
      onExit(Number(code ?? process.exitCode ?? 0))
      throw new ExitSignal()
    },
    // There are no signals in a page.
    on: () => process,
    once: () => process,
    off: () => process,
  }
  return process
}
