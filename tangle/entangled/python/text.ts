/**
 * What Python takes for white space (`str.isspace`), as the inside of a character class. JavaScript's `\s` differs: it
 * has the byte order mark, and lacks the separators U+001C to U+001F and U+0085.
 */
export const whiteSpace =
  '\\t\\n\\v\\f\\r\\x1c-\\x1f \\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000'

const trailing = new RegExp(`[${whiteSpace}]+$`)
const blank = new RegExp(`^[${whiteSpace}]*$`)

/** The text without the white space at its end. */
export function trimEnd(text: string): string {
  return text.replace(trailing, '')
}

/** Whether a text has nothing but white space. */
export function isBlank(text: string): boolean {
  return blank.test(text)
}

/** The order in which the reference reads its sources: folder by folder, and names by code point. */
export function comparePaths(a: string, b: string): number {
  const [left, right] = [a.split('/'), b.split('/')]
  for (let at = 0; at < Math.min(left.length, right.length); at++) {
    const order = compareText(left[at] ?? '', right[at] ?? '')
    if (order !== 0) return order
  }
  return left.length - right.length
}

function compareText(a: string, b: string): number {
  const [left, right] = [[...a], [...b]]
  for (let at = 0; at < Math.min(left.length, right.length); at++) {
    const order = (left[at]?.codePointAt(0) ?? 0) - (right[at]?.codePointAt(0) ?? 0)
    if (order !== 0) return order
  }
  return left.length - right.length
}
