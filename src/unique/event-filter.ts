import type { ChatEvent } from '../platforms/unique/chat-event.ts'
import type { UniqueEventFilter } from './unique-settings.ts'

/** Unique specification 4.4: a list that is empty does not restrict. */
export function passesFilter({ assistantIds, moduleNames }: UniqueEventFilter, { payload }: ChatEvent): boolean {
  const inSpace = assistantIds.length === 0 || assistantIds.includes(payload.assistantId)
  const inModule = moduleNames.length === 0 || moduleNames.includes(payload.name)
  return inSpace && inModule
}
