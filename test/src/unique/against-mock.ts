import { AbortError, type Clock, silentLogger } from '../../../src/core/index.ts'
import { createMock, type Scenario } from '../../../src/mock/index.ts'
import {
  type ChatEvent,
  ChatService,
  ContentService,
  chatEvents,
  settingsFromEnvironment,
} from '../../../src/unique/index.ts'
import { manualClock, settle } from '../support/manual-clock.ts'

/** Services for the first event of a mock whose user says something. */
export async function startChat(scenario: Scenario = {}) {
  const mock = createMock({ scenario: { user: [{ text: 'Hello' }], ...scenario } })
  const { clock, wake } = sleepingClock()
  const settings = settingsFromEnvironment(mock.environment(), { fetch: mock.fetch, clock, logger: silentLogger })
  const events = chatEvents(settings)
  const next = async (): Promise<ChatEvent> => (await events.next()).value as ChatEvent
  const event = await next()
  const chat = ChatService.fromEvent(event, settings)
  const content = ContentService.fromEvent(event, settings)
  return { mock, settings, events, next, event, chat, content, wake }
}

/** A clock whose sleepers wait until they are woken. */
function sleepingClock() {
  let sleepers: (() => void)[] = []
  const clock: Clock = {
    ...manualClock().clock,
    sleep: (_, signal) =>
      new Promise((resolve, reject) => {
        sleepers.push(resolve)
        signal?.addEventListener('abort', () => reject(new AbortError('aborted')), { once: true })
      }),
  }
  async function wake() {
    await settle()
    for (const resolve of sleepers) resolve()
    sleepers = []
    await settle()
  }
  return { clock, wake }
}
