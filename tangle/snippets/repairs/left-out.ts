// Dots that stand for code, texts that break off, and names that readers have to choose.

import { brackets, closers } from './brackets.ts'

const inlineDots =
  /(?<=[{([,]\s*)(?:\.{3}|…)[ \t]*,|(?<=[)\]}])[ \t]*(?:\.{3}|…)(?=[ \t]*;?[ \t]*(?:\/\/[^\n]*)?(?:\n|$))|(?<=[\w$])<\s*(?:\.{3}|…)(?:\s*,\s*(?:\.{3}|…))*\s*>|(?:\.{3}|…)(?=\s*(?:[)}\]>,;]|\/>))|…/g

/**
 * Dots in front of what closes a list stand for more of the same, as in `f(...)` and `{ ... }`: a text without them. A
 * list of types is none without any.
 */
export function withoutInlineDots(text: string): { readonly text: string; readonly places: readonly number[] } {
  const places: number[] = []
  const shorter = text.replace(inlineDots, (dots, at: number) => {
    places.push(at)
    return ' '.repeat(dots.length)
  })
  return { text: shorter, places }
}

/** A comment of dots at the end of a text. */
const openEnd = /\/\/[ \t]*(?:\.{3}|…)\s*$/

/**
 * A text that breaks off with dots, with what closes its brackets in their place, and the place where the rest of it is
 * left out.
 *
 * @param dotted Places of lines of dots, which the text has no more.
 */
export function withClosedEnd(
  text: string,
  dotted: readonly number[],
): { readonly text: string; readonly places: readonly number[] } {
  const last = dotted.at(-1)
  const end = last !== undefined && text.slice(last).trim() === '' ? last : openEnd.exec(text)?.index
  if (end === undefined) return { text, places: [] }
  const open: string[] = []
  for (const [part] of text.slice(0, end).matchAll(brackets)) {
    const closer = closers[part]
    if (closer !== undefined) open.push(closer)
    else if (part === open.at(-1)) open.pop()
    else if (/^[)\]}]$/.test(part)) return { text, places: [] }
  }
  if (open.length === 0) return { text, places: [] }
  return { text: `${text.slice(0, end)}${open.reverse().join('')}`, places: [end] }
}

/** A name in the place of another one that everybody has to choose: `<BINDING_NAME>: Database`, `db.query.<table>`. */
const placeholder = /(?<=\.)<([\w-]+)>(?=[.)(\s;,])|(?<=^[ \t]*)<([\w-]+)>(?=\??:)/gm

/** A text in which such names are names. It has the same columns. */
export function withNamedPlaceholders(text: string): string {
  return text.replace(placeholder, (whole) => whole.replace(/[<>-]/g, '_'))
}
