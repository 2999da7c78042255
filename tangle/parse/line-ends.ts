/** A text without a byte order mark, and with a newline wherever a line ends, in whatever way. */
export function unifyLineEnds(text: string): string {
  const rest = text.startsWith('\uFEFF') ? text.slice(1) : text
  return rest.includes('\r') ? rest.replace(/\r\n?/g, '\n') : rest
}

export function countLines(unified: string): number {
  let count = 1
  for (let at = unified.indexOf('\n'); at !== -1; at = unified.indexOf('\n', at + 1)) count++
  return count
}
