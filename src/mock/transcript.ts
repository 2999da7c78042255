/** Something that a person can sit in front of: a chat of Unique, a conversation of Dify. */
export interface Place {
  readonly kind: 'chat' | 'conversation'
  /** Counted from 1, in the order of appearance. */
  readonly number: number
}

/** Writes down what the person at the chat sees, one line per change. */
export interface Transcript {
  readonly lines: readonly string[]
  /** `who: text`; details get a line each; further lines of `text` are indented by two spaces. */
  say(place: Place, who: string, text: string, details?: readonly string[]): void
}

/** An empty transcript. `onLine` hears of each line as it is written. */
export function createTranscript(onLine: (line: string) => void): Transcript {
  const lines: string[] = []
  let current: Place | undefined

  function write(line: string): void {
    lines.push(line)
    onLine(line)
  }

  return {
    lines,
    say(place, who, text, details = []) {
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
    },
  }
}

/** `report.pdf (application/pdf, 1234 bytes)` */
export function describeFile(name: string, mimeType: string, bytes: number): string {
  return `${name} (${mimeType}, ${bytes} ${bytes === 1 ? 'byte' : 'bytes'})`
}
