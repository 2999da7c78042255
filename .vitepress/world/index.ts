import type { Scenario, UserTurn } from '../../src/mock/index.ts'
import type { OpenWorld } from '../../tangle/weave/client/worker/world.ts'
import { ChatQueue } from './chat-queue.ts'
import type { SpokenTurn } from './events.ts'
import { createMock } from './mock.ts'
import { createPageFetch } from './page-fetch.ts'
import { ScenarioWatch } from './scenario-watch.ts'
import { servers } from './servers.ts'
import { watched } from './watched-scenario.ts'

/** Where programs find the mock platforms. Nothing listens there. */
export const mockOrigin = 'http://localhost:8092'

/** Slow enough to be watched, fast enough not to be waited for: milliseconds before an answer, and between two pieces. */
const pace = { answer: 40, piece: 30 }

/** The mock platforms, with the scenario of the example, and everything that happens in the chat and on the wire. */
const openWorld: OpenWorld = async (run) => {
  const sleep = (milliseconds: number) => run.sleep(run.isWatched ? milliseconds : 0)
  const { default: scenario } = (await run.companion()) as { readonly default?: Scenario }
  const { user = [], ...rest } = scenario ?? {}
  const queue = new ChatQueue(run, () => sleep(pace.piece))
  // After the line of the transcript that belongs to the same change.
  const watch = new ScenarioWatch(user, () => queueMicrotask(() => queue.add({ kind: 'listening' })))
  watched.scenario = watch
  const turnNames: string[] = []
  const mock = createMock({
    // What the user says is spoken below: a mock that knows it would end the stream of events after it, and the reader
    // of the page wants to go on.
    scenario: rest,
    seed: run.name,
    onEvent(event) {
      if (event.kind === 'chat') {
        queue.change(event.change)
        watch.change(event.change)
      } else if (event.kind === 'request') {
        if (event.request.path.endsWith('/event-socket/events/stream')) watch.connected()
      } else if (event.kind === 'transcript') queue.add({ kind: 'transcript', line: event.line })
      else if (event.kind === 'deviation') {
        const { method, path, where, field, message } = event.deviation
        run.note(`A request deviates from the platform. ${method} ${path}, ${where} ${field}: ${message}`)
      }
    },
  })
  queue.mock = mock
  for (const turn of user) {
    if (!turnNames.includes(turn.chat ?? '')) turnNames.push(turn.chat ?? '')
    mock.say(turn)
  }
  servers.set(mockOrigin, mock.fetch)
  return {
    env: mock.environment(mockOrigin),
    fetch: createPageFetch({
      run,
      servers,
      origin: mockOrigin,
      async beforeAnswer(isStream) {
        await sleep(pace.answer)
        // An answer that the person at the chat sees grow is not there before it has grown. A stream grows beside it.
        if (!isStream) await queue.drained()
      },
      beforePiece: () => sleep(pace.piece),
    }),
    say(message) {
      const { text, uploads, chat } = message as SpokenTurn
      const name = turnNames[chat - 1]
      const turn: UserTurn = { text, uploads, ...(name && { chat: name }) }
      mock.say(turn)
    },
    settled: () => queue.drained(),
  }
}

export default openWorld
