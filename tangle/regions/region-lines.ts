/** What begins a comment, in the languages of which VitePress reads regions. */
const comment = String.raw`^(?:\/\/|\/\*|<!--|\(\*|#pragma|--|::|@?REM\b|#|%|;|')?\s*`
const opening = new RegExp(`${comment}#?region\\b`, 'i')
const closing = new RegExp(`${comment}#?end\\s?region\\b`, 'i')

/** What stands behind the beginning or the end of a region, if a line is one: without the end of the comment. */
function nameBehind(mark: RegExp, line: string): string | undefined {
  // White space is cut off by itself: patterns that allow for it on both sides of something optional take the square of
  // its length.
  const text = line.trim()
  const found = mark.exec(text)?.[0]
  if (found === undefined) return undefined
  return text
    .slice(found.length)
    .replace(/(?:\*\/|-->|\*\))$/, '')
    .trim()
}

/** The lines of a text; what stands behind the last line end is one only if it is something. */
export function linesIn(text: string): string[] {
  const lines = text.replace(/^\uFEFF/, '').split(/\r\n|\n|\r/)
  if (lines.at(-1) === '') lines.pop()
  return lines
}

/**
 * The lines between `#region NAME` and `#endregion`, in comments of any kind, without those of regions within. Several
 * regions of one name follow each other.
 *
 * @returns `undefined` if there is none, or if it has no end.
 */
export function regionLines(lines: readonly string[], name: string): string[] | undefined {
  const open: string[] = []
  const found: string[] = []
  let isFound = false
  for (const line of lines) {
    const ended = nameBehind(closing, line)
    const begun = ended === undefined ? nameBehind(opening, line) : undefined
    if (ended !== undefined) {
      // An end without a name is that of the innermost region.
      const at = ended === '' ? open.length - 1 : open.lastIndexOf(ended)
      if (at >= 0) open.splice(at, 1)
    } else if (begun !== undefined) {
      open.push(begun)
      isFound ||= begun === name
    } else if (open.includes(name)) found.push(line)
  }
  return isFound && !open.includes(name) ? found : undefined
}

/** The names of all regions of a text. */
export function regionNames(lines: readonly string[]): string[] {
  const names = lines.flatMap((line) =>
    nameBehind(closing, line) !== undefined ? [] : (nameBehind(opening, line) ?? []),
  )
  return [...new Set(names.filter((name) => name !== ''))]
}

/** Lines without the indent that all of them have, and without white space at their ends. */
export function dedent(lines: readonly string[]): string[] {
  const indents = lines.filter((line) => line.trim() !== '').map((line) => /^\s*/.exec(line)?.[0].length ?? 0)
  const common = Math.min(...indents)
  return lines.map((line) => (indents.length === 0 ? '' : line.slice(common).trimEnd()))
}
