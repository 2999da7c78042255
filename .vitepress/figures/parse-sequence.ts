/** A figure of who tells whom what, from top to bottom. */
export interface Sequence {
  /** What the figure shows, for those who do not see it. */
  readonly title: string
  readonly participants: readonly string[]
  readonly steps: readonly Step[]
}

/** An arrow, or a note beside one participant. */
export type Step =
  | {
      readonly kind: 'arrow'
      readonly from: number
      readonly to: number
      readonly text: string
      readonly isReply: boolean
    }
  | { readonly kind: 'note'; readonly at: number; readonly text: string }

/**
 * Reads the part of Mermaid's sequence diagrams that our pages use: `accTitle`, `participant A as Name`, `A->>B: text`,
 * `A-->>B: text` and `Note over A: text`. A code host draws the same block by itself.
 *
 * @throws Error for a line that is none of these: a figure is drawn in full or not at all.
 */
export function parseSequence(source: string): Sequence {
  const [first, ...lines] = source
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
  if (first !== 'sequenceDiagram') throw new Error(`A figure begins with sequenceDiagram, and not with ${first}.`)
  const ids: string[] = []
  const participants: string[] = []
  const steps: Step[] = []
  let title = ''
  const indexOf = (id: string) => {
    if (!ids.includes(id)) throw new Error(`The figure has no participant ${id}.`)
    return ids.indexOf(id)
  }
  for (const line of lines) {
    const [, titled] = /^accTitle: (.+)$/.exec(line) ?? []
    const [, id, name] = /^participant (\w+) as (.+)$/.exec(line) ?? []
    const [, from, arrow, to, said] = /^(\w+)(--?>>)(\w+): (.+)$/.exec(line) ?? []
    const [, at, note] = /^Note over (\w+): (.+)$/.exec(line) ?? []
    if (titled) title = titled
    else if (id && name) {
      ids.push(id)
      participants.push(name)
    } else if (from && to && said)
      steps.push({ kind: 'arrow', from: indexOf(from), to: indexOf(to), text: said, isReply: arrow === '-->>' })
    else if (at && note) steps.push({ kind: 'note', at: indexOf(at), text: note })
    else throw new Error(`The figure has a line that cannot be drawn: ${line}`)
  }
  if (title === '') throw new Error('The figure has no accTitle.')
  return { title, participants, steps }
}
