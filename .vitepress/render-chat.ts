import { escapeHtml } from '../tangle/weave/index.ts'
import { type ChatEntry, type ChatFile, type ChatMessage, parseTranscript } from './transcript.ts'

const speakers: Readonly<Record<string, string>> = { user: 'Person', assistant: 'Assistant', error: 'Error' }
const inputs: Readonly<Record<string, string>> = {
  locked: 'The person cannot write while the program works',
  free: 'The person can write again',
  stopped: 'The person presses Stop',
}

/**
 * A transcript as a chat: an ordered list, so that it is read in the order in which it happened, also where nobody sees
 * on which side a bubble stands. Nothing comes back for text that is no transcript.
 */
export function renderChat(lines: readonly string[]): string | undefined {
  const entries = parseTranscript(lines)
  if (!entries || entries.length === 0) return undefined
  return `<ol class="chat-log">${entries.map((entry, at) => renderEntry(entry, at, entries)).join('')}</ol>\n`
}

function renderEntry(entry: ChatEntry, at: number, entries: readonly ChatEntry[]): string {
  if (entry.kind === 'place') return `<li class="chat-place">${escapeHtml(capitalize(entry.text))}</li>`
  if (entry.kind === 'message') return renderMessage(entry, isReplaced(entry, entries.slice(at + 1)))
  const text = inputs[entry.state] ?? `Input: ${entry.state}`
  return `<li class="chat-input chat-input-${entry.state === 'free' ? 'free' : 'locked'}">${escapeHtml(text)}</li>`
}

/** Whether the next words of the same speaker in this place are an edit: the message does not stay as it is. */
function isReplaced({ who }: ChatMessage, rest: readonly ChatEntry[]): boolean {
  const next = rest.find((entry) => entry.kind === 'place' || (entry.kind === 'message' && entry.who === who))
  return next?.kind === 'message' && next.isEdited
}

function renderMessage(message: ChatMessage, replaced: boolean): string {
  const { who, isEdited, references, attachments } = message
  const classes = ['chat-message', `chat-${who}`, isEdited && 'chat-edited', replaced && 'chat-replaced']
  const speaker = speakers[who] ?? who
  const label = isEdited ? `${speaker} changes the message to` : speaker
  const chips = [
    ...attachments.map((file) => renderChip(file, 'attached', '+')),
    ...references.map((file) => renderChip(file, 'reference', file.number)),
  ]
  const files = chips.length === 0 ? '' : `<ul class="chat-files">${chips.join('')}</ul>`
  const bubble = `<div class="chat-bubble"><p>${renderText(message)}</p>${files}</div>`
  return `<li class="${classes.filter(Boolean).join(' ')}"><span class="chat-who">${label}</span>${bubble}</li>`
}

/** Citations are raised, as the chat shows them, where a reference of that number is there to be cited. */
function renderText({ text, references }: ChatMessage): string {
  const numbers = new Set(references.map(({ number }) => number))
  return escapeHtml(text)
    .replace(/\[(\d+)\]/g, (mark, number: string) => (numbers.has(number) ? `<sup>${mark}</sup>` : mark))
    .replaceAll('\n', '<br>')
}

function renderChip({ name, facts }: ChatFile, kind: string, mark: string): string {
  const about = facts === undefined ? '' : ` <span class="chat-facts">${escapeHtml(facts)}</span>`
  const sign = kind === 'reference' ? `<b>[${mark}]</b>` : `<b>${mark}</b>`
  return `<li class="chat-chip chat-${kind}">${sign} ${escapeHtml(name)}${about}</li>`
}

function capitalize(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}
