/** No control characters, no halves of characters, and nothing that some reader takes for the end of a line. */
const printable = String.raw`[^\p{Cc}\p{Cs}\u2028\u2029\uFEFF]`

/** Words without quotes, of which none begins a comment or another mapping (YAML 1.2.2, 7.3.3); a word in quotes. */
const scalar = String.raw`(?:[A-Za-z0-9](?:(?!: |:$| #)${printable})*|"[^"\\\p{Cc}\p{Cs}]*"|'[^'\p{Cc}\p{Cs}]*')`
const list = String.raw`\[(?:[\w.-]+(?:, ?[\w.-]+)*)?\]`

/** What a page says to us takes a reader that understands it. */
const key = String.raw`(?!tangle\b)[A-Za-z_][\w-]*:`

const entry = new RegExp(`^${key} (?:${scalar}|${list})$`, 'u')
const openEntry = new RegExp(`^${key}$`, 'u')
const item = new RegExp(`^( *)- ${scalar}$`, 'u')

/** Tells, line by line, of a mapping of words and lists of words that it is one, without any doubt. */
export class PlainYaml {
  /** The indent of the list that may go on; `any` where one may begin. */
  #indent: string | 'any' | undefined

  /** False if it takes a reader of YAML to know what a line means. */
  accept(line: string): boolean {
    if (line === '' || entry.test(line)) {
      this.#indent = undefined
      return true
    }
    if (openEntry.test(line)) {
      this.#indent = 'any'
      return true
    }
    const indent = item.exec(line)?.[1]
    if (indent === undefined || this.#indent === undefined) return false
    const fits = this.#indent === 'any' || this.#indent === indent
    this.#indent = indent
    return fits
  }
}
