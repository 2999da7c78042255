import type { WrongDefault } from './compare-defaults.ts'

/** Facts that a text states of names: each can be compared with a page that says something else. */
export interface SourceFacts {
  /** Numbers that can be a status of HTTP, by the words of the lines that have them; with `''`, all of them. */
  readonly statuses: Map<string, Set<number>>
  /** The texts that a property may be, where its declaration lists them, or the name of a type that does; by its name. */
  readonly choices: Map<string, Set<string>>
  /** Defaults of options that sources do not take as they state them. */
  readonly wrongDefaults: WrongDefault[]
}

export function noFacts(): SourceFacts {
  return { statuses: new Map(), choices: new Map(), wrongDefaults: [] }
}

/** Adds the facts of a source. */
export function scanFacts(path: string, text: string, { statuses, choices }: SourceFacts): void {
  scanStatuses(text, statuses)
  if (/\.[cm]?tsx?$/.test(path)) scanChoices(text, choices)
}

/** A number that is compared is a bound, and no status of what stands beside it. */
const status = /(?<![\w$.'"`-])[2-5]\d\d(?![\w$.'"`])/g

/** Longer lines are data. */
const longestLine = 1_000

function scanStatuses(text: string, statuses: Map<string, Set<number>>): void {
  for (const line of text.split('\n')) {
    if (line.length > longestLine || /^\s*(?:\/\/|\/?\*|#)/.test(line)) continue
    for (const { 0: found, index } of line.matchAll(status)) {
      const isBound = /[<>]=?\s*$/.test(line.slice(0, index))
      const words = isBound ? [] : (line.match(/[A-Za-z_$][\w$]*(?:-[A-Za-z\d][\w$]*)*/g) ?? [])
      for (const word of ['', ...words])
        statuses.set(word, (statuses.get(word) ?? new Set<number>()).add(Number(found)))
    }
  }
}

const choice =
  /(?:^[ \t]*(?:readonly )?([A-Za-z_$][\w$]*)\??:|^[ \t]*(?:export )?type ([A-Z][\w$]*) =)([^\n;,(){}=]{0,500})[;,]?$/gm

/** Adds what declarations say of properties: texts, in quotes, and names of types. `string` is one that takes any. */
function scanChoices(text: string, choices: Map<string, Set<string>>): void {
  // A union may stand on several lines.
  const flat = text.replace(/\n[ \t]*\|/g, ' |')
  for (const [, property, type = '', union = ''] of flat.matchAll(choice)) {
    const found = union.match(/'[^'\n]*'|[A-Za-z_$][\w$.]*/g) ?? []
    const name = property ?? type
    choices.set(name, new Set([...(choices.get(name) ?? []), ...found]))
  }
}
