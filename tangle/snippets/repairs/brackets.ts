/** Texts, comments, and brackets. How long a comment is has a bound: a text may begin many that never end. */
export const brackets =
  /\/\/[^\n]*|\/\*[\s\S]{0,4000}?\*\/|'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"|`(?:[^`\\]|\\[\s\S])*`|[([{}\])]/g

export const closers: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}' }

/** The place of the bracket that closes the one in front of a place. */
export function closingBracket(text: string, from: number): number | undefined {
  let depth = 1
  for (const { 0: part, index } of text.slice(from, from + 4000).matchAll(brackets)) {
    if (closers[part] !== undefined) depth++
    else if (/^[)\]}]$/.test(part)) depth--
    if (depth === 0) return from + index
  }
  return undefined
}
