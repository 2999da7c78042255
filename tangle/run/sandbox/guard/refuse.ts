import { appendFileSync } from 'node:fs'

/** The variable that names the file to which refused attempts are added, one JSON object per line. */
export const networkLogVariable = 'TANGLE_NETWORK_LOG'

/** What a program tried to reach, and where from. */
export interface NetworkAttempt {
  /** `host:port`, or a host alone where a name was looked up. */
  readonly address: string
  /** The stack at that moment, with the positions of the pages; empty where only the attempt itself was noticed. */
  readonly stack: string
}

/** As it was when the program began, which may change its environment. */
const log = process.env[networkLogVariable]

/** Where `fetch` was called from, by address: it connects later, when the stack has forgotten its caller. */
export const fetches = new Map<string, string>()

/** Notes an attempt. Returns the error that it ends with. */
export function refuse(address: string): Error {
  const message = `Network access to ${address} is refused: an example reaches nothing but this machine.`
  const error = withWholeStack(() => Object.assign(new Error(message), { code: 'ERR_NETWORK_ACCESS', address }))
  const attempt: NetworkAttempt = { address, stack: [error.stack, fetches.get(address)].join('\n') }
  try {
    if (log !== undefined) appendFileSync(log, `${JSON.stringify(attempt)}\n`)
  } catch {
    // A program may end after the folder of its run: the error says it all the same.
  }
  return error
}

/** The stack of whoever called, as text. */
export function stackHere(): string {
  return withWholeStack(() => new Error('fetch').stack ?? '')
}

/** Node's own frames alone are more than the ten that an error keeps. */
function withWholeStack<T>(make: () => T): T {
  const before = Error.stackTraceLimit
  Error.stackTraceLimit = 60
  try {
    return make()
  } finally {
    Error.stackTraceLimit = before
  }
}
