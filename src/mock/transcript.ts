import { type ChatChange, describeChange, type Place } from './chat-change.ts'

/** Writes down what the person at the chat sees, one line per change. */
export interface Transcript {
  readonly lines: readonly string[]
  /** `who: text`; details get a line each; further lines of `text` are indented by two spaces. */
  say(place: Place, who: string, text: string, details?: readonly string[]): void
  /** Writes a change down and tells of it; the only way in for a platform, so that no listener knows anything else. */
  show(change: ChatChange): void
}

/** An empty transcript. `onLine` hears of each line as it is written, `onChange` of each change before its lines. */
export function createTranscript(
  onLine: (line: string) => void,
  onChange: (change: ChatChange) => void = () => {},
): Transcript {
  const lines: string[] = []
  let current: Place | undefined

  function write(line: string): void {
    lines.push(line)
    onLine(line)
  }

  function say(place: Place, who: string, text: string, details: readonly string[] = []): void {
    // The first place needs no heading: most transcripts have only one.
    if (current !== undefined && (current.kind !== place.kind || current.number !== place.number)) {
      write(`${place.kind} ${place.number}`)
    }
    current = place
    // Nobody sees the spaces at the end of a line.
    const [first = '', ...rest] = text.split(/\r\n|\n|\r/).map((line) => line.trimEnd())
    write(first === '' ? `${who}:` : `${who}: ${first}`)
    for (const line of rest) write(line === '' ? '' : `  ${line}`)
    for (const detail of details) write(`  ${detail}`)
  }

  return {
    lines,
    say,
    show(change) {
      // The places of platforms are whole chats: a listener gets their names.
      const { kind, number, id } = change.place
      onChange({ ...change, place: { kind, number, id } })
      const said = describeChange(change)
      if (said) say(change.place, said.who, said.text, said.details)
    },
  }
}
