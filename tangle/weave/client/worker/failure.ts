import type { Failure } from '../run/protocol.ts'
import { inspect } from './inspect.ts'
import { framesOf } from './stack.ts'

/** What to say of an error that nobody has caught, with the errors that caused it. */
export function toFailure(error: unknown): Failure {
  if (!(error instanceof Error)) return { text: `Uncaught ${inspect(error)}`, frames: [] }
  const texts = [headOf(error)]
  let frames = framesOf(error.stack ?? '')
  const seen = new Set<unknown>([error])
  for (let cause = error.cause; cause instanceof Error && !seen.has(cause); cause = cause.cause) {
    seen.add(cause)
    texts.push(`Caused by ${headOf(cause)}`)
    if (frames.length === 0) frames = framesOf(cause.stack ?? '')
  }
  return { text: texts.join('\n'), frames }
}

function headOf({ name, message }: Error): string {
  return message === '' ? name : `${name}: ${message}`
}
