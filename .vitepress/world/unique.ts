import * as unique from '../../src/unique/index.ts'
import { watched } from './watched-scenario.ts'

export * from '../../src/unique/index.ts'

/** Tells when the program asks for the next event: then it is the reader's turn. */
export const chatEvents: typeof unique.chatEvents = (...values) => {
  const events = unique.chatEvents(...values)
  return watched.scenario?.watch(events) ?? events
}
