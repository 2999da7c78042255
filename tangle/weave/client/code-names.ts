import { type HoverInfo, type PageHovers, spanSize } from '../hover/page-hovers.ts'

/** A name in the code of a page, and what is known about it. */
export interface CodeName {
  /** Both 0-based, in the code of its block. */
  readonly line: number
  readonly column: number
  readonly length: number
  readonly info: HoverInfo
}

const known = new WeakMap<PageHovers, Map<string, readonly CodeName[]>>()

/** The names in a block or a full example, in order: the same objects whenever they are asked for. */
export function namesIn(hovers: PageHovers, id: string): readonly CodeName[] {
  const names = known.get(hovers) ?? new Map<string, readonly CodeName[]>()
  known.set(hovers, names)
  const found = names.get(id) ?? readNames(hovers, id)
  names.set(id, found)
  return found
}

function readNames({ code, infos }: PageHovers, id: string): CodeName[] {
  const numbers = code[id] ?? []
  const names: CodeName[] = []
  for (let at = 0; at < numbers.length; at += spanSize) {
    const [line = 0, column = 0, length = 0, index = 0] = numbers.slice(at, at + spanSize)
    const info = infos[index]
    if (info) names.push({ line, column, length, info })
  }
  return names
}

/**
 * Where the arrow keys lead: to the next name in their direction that can be seen, or to the nearest end of what the
 * window shows if no name is chosen yet. `undefined` behind the last one and in front of the first.
 *
 * @param current The index of the chosen name, -1 for none.
 * @param isShown Whether a name has a place on the page: one in a closed section has none.
 * @param isInView Whether its place is in the window now.
 */
export function nextName(
  count: number,
  current: number,
  step: 1 | -1,
  isShown: (index: number) => boolean,
  isInView: (index: number) => boolean,
): number | undefined {
  const indexes = Array.from({ length: count }, (_, index) => index).filter(isShown)
  if (step === -1) indexes.reverse()
  if (current === -1) return indexes.find(isInView) ?? indexes[0]
  return indexes.find((index) => (index - current) * step > 0)
}

/** What a screen reader says: the signature, then the rest. */
export function spokenInfo({ signature, documentation, tags = [], reference }: HoverInfo): string {
  const more = reference === undefined ? '' : 'Enter opens the reference'
  const parts = [signature, documentation ?? '', ...tags.map(([label, text]) => `${label}: ${text}`), more]
  return parts
    .filter((part) => part !== '')
    .map((part) => (/[.!?…]$/.test(part) ? part : `${part}.`))
    .join(' ')
    .replaceAll('`', '')
}

/** Text with code between backticks, in pieces. A backtick without a second one is a backtick. */
export function inlineCode(text: string): { readonly text: string; readonly isCode: boolean }[] {
  return text
    .split(/(`[^`]+`)/)
    .filter((piece) => piece !== '')
    .map((piece) =>
      /^`[^`]+`$/.test(piece) ? { text: piece.slice(1, -1), isCode: true } : { text: piece, isCode: false },
    )
}
