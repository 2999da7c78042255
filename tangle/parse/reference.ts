/** Letters and digits of any script, and `_ - . / :` (syntax specification, 6.1). */
const reference = /^(\s*)<<([\p{L}\p{N}_\-./:]+)>>\s*$/u
const escaped = /^(\s*)\\<<[\p{L}\p{N}_\-./:]+>>\s*$/u
const almost = /^\s*<<([^<>]+)>>\s*$/u
const inline = /<<([\p{L}\p{N}_\-./:]+)>>/gu

/** A line that consists of a reference, cut in its parts. */
export function matchReference(line: string): { indent: string; name: string } | undefined {
  const match = line.includes('<<') ? reference.exec(line) : null
  return match ? { indent: match[1] ?? '', name: match[2] ?? '' } : undefined
}

/** The column of the backslash of `\<<name>>` alone on a line, which stands for a literal `<<name>>` (12.6). */
export function matchEscape(line: string): number | undefined {
  const match = line.includes('\\<<') ? escaped.exec(line) : null
  return match ? (match[1] ?? '').length : undefined
}

/** The name of a line that would be a reference but for the characters of its name. */
export function matchAlmostReference(line: string): string | undefined {
  if (!line.includes('<<') || reference.test(line)) return undefined
  const name = almost.exec(line)?.[1]
  return name?.trim() === '' ? undefined : name
}

/** Every `<<name>>` with other text around it. */
export function matchInlineReferences(line: string): { name: string; column: number }[] {
  if (!line.includes('<<') || reference.test(line) || escaped.test(line)) return []
  return [...line.matchAll(inline)]
    .filter((match) => line[match.index - 1] !== '\\')
    .map((match) => ({ name: match[1] ?? '', column: match.index }))
}
