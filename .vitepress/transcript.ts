/** What happens at a chat, one entry per line that says who. */
export type ChatEntry =
  | { readonly kind: 'place'; readonly text: string }
  | { readonly kind: 'input'; readonly state: string }
  | ChatMessage

export interface ChatMessage {
  readonly kind: 'message'
  readonly who: string
  /** The message was there before, with another text. */
  readonly isEdited: boolean
  readonly text: string
  readonly attachments: readonly ChatFile[]
  readonly references: readonly (ChatFile & { readonly number: string })[]
}

/** `document.txt (text/plain, 13 bytes)` */
export interface ChatFile {
  readonly name: string
  /** What the parentheses say. */
  readonly facts: string | undefined
}

/**
 * Reads a transcript as `src/mock/transcript.ts` writes it. Nothing comes back for text of another form: it is then
 * shown as it is.
 */
export function parseTranscript(lines: readonly string[]): ChatEntry[] | undefined {
  const entries: ChatEntry[] = []
  for (let at = 0; at < lines.length; ) {
    const line = lines[at++] ?? ''
    const said = /^(user|assistant|error|input)(, edited)?:(?: (.*))?$/.exec(line)
    if (/^(?:chat|conversation) \d+$/.test(line)) entries.push({ kind: 'place', text: line })
    else if (!said) return undefined
    else if (said[1] === 'input') entries.push({ kind: 'input', state: said[3] ?? '' })
    else {
      const more: string[] = []
      while (at < lines.length && (lines[at] === '' || lines[at]?.startsWith('  '))) more.push(lines[at++]!.slice(2))
      entries.push(toMessage(said[1]!, said[2] !== undefined, [said[3] ?? '', ...more]))
    }
  }
  return entries
}

function toMessage(who: string, isEdited: boolean, lines: readonly string[]): ChatMessage {
  const isDetail = (line: string) => /^(?:\+|\[\d+\]) \S/.test(line)
  // Details come last, and the first line is never one.
  let end = lines.length
  while (end > 1 && isDetail(lines[end - 1] ?? '')) end--
  const details = lines.slice(end)
  return {
    kind: 'message',
    who,
    isEdited,
    text: lines.slice(0, end).join('\n'),
    attachments: details.filter((line) => line.startsWith('+')).map((line) => toFile(line.slice(2))),
    references: details.flatMap((line) => {
      const [, number, file] = /^\[(\d+)\] (.*)$/.exec(line) ?? []
      return number === undefined ? [] : [{ number, ...toFile(file ?? '') }]
    }),
  }
}

function toFile(text: string): ChatFile {
  const [, name = text, facts] = /^(.*\S) \((.*)\)$/.exec(text) ?? []
  return { name, facts }
}
