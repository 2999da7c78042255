import { type Location, locate } from '../../model/location.ts'

/**
 * Where a key of a configuration stands, for messages: the first line from `firstLine` on that begins with it, as a key
 * or as a table. Its last part counts, so `markers.open` is found as `open = …`. The top of the text if it is nowhere.
 */
export function locateKey(text: string, file: string, key: string, firstLine = 0): Location {
  const name = (key.split('.').at(-1) ?? '').replace(/\[\d+\]$/, '')
  const lines = text.split(/\r\n|\n|\r/)
  const pattern = new RegExp(`^([ \\t\\uFEFF]*\\[*(?:[\\w.]+\\.)?["']?)${escapePattern(name)}["']?\\s*[=:\\].]`)
  for (let line = firstLine; name !== '' && line < lines.length; line++) {
    const match = pattern.exec(lines[line] ?? '')
    if (match) return locate(file, { line, column: match[1]?.length ?? 0 }, name.length)
  }
  return locate(file, { line: firstLine, column: 0 })
}

function escapePattern(text: string): string {
  return text.replace(/[$()*+.?[\\\]^{|}]/g, '\\$&')
}
