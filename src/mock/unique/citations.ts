import type { StoredReference } from './message.ts'

/** A source that an answer may cite (Unique specification 5.4). */
export interface Source {
  readonly id: string
  readonly chunkId?: string | null
  readonly key?: string | null
  readonly title?: string | null
  readonly url?: string | null
}

/** Unique specification 5.6, step 1, in its order. Each finds a form of citation and leaves `[n]`. */
const FORMS: readonly (readonly [RegExp, string | ((match: string, ...groups: string[]) => string)])[] = [
  [
    /\[\\?<?(?:user|assistant|conversation|(?:previous|past) conversation|previous (?:answer|question)|none)\\?>?\]/gi,
    '',
  ],
  [/source\s*\[conversation\]/gi, 'the previous conversation'],
  [/\[\\?<source ?(\d+)\\?>\\?\]/g, '[$1]'],
  [/\[source[ _]?(\d+)\]/gi, '[$1]'],
  [/(?<!\[)source[ _]?(\d+)/gi, '[$1]'],
  [/source_number="(\d+)"/g, '[$1]'],
  [/\[\*\*(\d+)\*\*\]/g, '[$1]'],
  [/source n°(\d+)/gi, '[$1]'],
  [/\[\\?<\[(\d+)\]\\?>\]/g, '[$1]'],
  [/\[source:([\d,\s]+)\]/g, (_match, numbers = '') => separate(numbers)],
  [
    /\[\s*(?:(?:\[\d+\]|\d+)?\s*,\s*)*(?:\[\d+\]|\d+)?\s*\]/g,
    (match) => (/[\d,]/.test(match) ? separate(match) : match),
  ],
]

function separate(numbers: string): string {
  return (numbers.match(/\d+/g) ?? []).map((number) => `[${number}]`).join('')
}

/**
 * Turns the model's citations into footnotes and references (Unique specification 5.6), as the platform does:
 * `[source0]` is the first source (5.4), footnotes are numbered from 1 in order of first citation.
 */
export function cite(
  raw: string,
  sources: readonly Source[],
  model: string,
): { readonly text: string; readonly references: readonly StoredReference[] } {
  const normal = FORMS.reduce((text, [form, to]) => text.replace(form, to as string), raw)
  let next = 1 + Math.max(0, ...[...normal.matchAll(/<sup>\s*(\d+)\s*<\/sup>/g)].map(([, number]) => Number(number)))
  const references: (StoredReference & { originalIndex: number[] })[] = []
  for (const [, digits] of normal.matchAll(/\[(\d+)\]/g)) {
    const index = Number(digits)
    const source = sources[index]
    if (source === undefined) continue
    const name = source.title || source.key || `Content ${source.id}`
    const known = references.find((reference) => reference.name === name)
    if (known === undefined) references.push(toReference(source, name, next++, index))
    else known.originalIndex.push(index)
  }

  let text = normal
  for (const { sequenceNumber, originalIndex } of references) {
    for (const index of originalIndex) text = text.replaceAll(`[${index}]`, `<sup>${sequenceNumber}</sup>`)
  }
  text = text.replace(/\[\d+\]/g, '').trim()
  // Steps 4 and 6: in a run of footnotes each number once; Gemini 2.5 overdoes it, so there at most five.
  const limit = model.startsWith('litellm:gemini-2-5') ? 5 : Number.POSITIVE_INFINITY
  text = text.replace(/<sup>\d+<\/sup>(?: *<sup>\d+<\/sup>)+/g, (run) =>
    [...new Set(run.match(/<sup>\d+<\/sup>/g))].slice(0, limit).join(''),
  )
  return { text, references: references.filter((reference) => text.includes(`<sup>${reference.sequenceNumber}</sup>`)) }
}

function toReference(source: Source, name: string, sequenceNumber: number, index: number) {
  return {
    name,
    url: source.url || `unique://content/${source.id}`,
    sequenceNumber,
    sourceId: source.chunkId ? `${source.id}_${source.chunkId}` : source.id,
    source: 'node-ingestion-chunks',
    originalIndex: [index],
  }
}
