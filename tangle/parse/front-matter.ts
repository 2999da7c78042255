import { isMap, parseDocument } from 'yaml'

/**
 * The number of lines of the front matter, its dashes included; 0 if the page has none. A thematic break on line 1, or
 * a header that is no mapping, is text (syntax specification, 12.3).
 */
export function frontMatterLength(lines: readonly string[]): number {
  if (!/^---\s*$/.test(lines[0] ?? '')) return 0
  const end = lines.findIndex((line, index) => index > 0 && /^---\s*$/.test(line))
  if (end === -1) return 0
  const content = lines.slice(1, end).join('\n')
  if (content.trim() === '') return end + 1
  const document = parseDocument(content)
  return document.errors.length === 0 && isMap(document.contents) ? end + 1 : 0
}
