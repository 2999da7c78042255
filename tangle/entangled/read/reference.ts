import { trimEnd, whiteSpace } from '../python/text.ts'

const reference = new RegExp(`^([${whiteSpace}]*)<<([\\p{L}\\p{N}_\\-./:]+)>>$`, 'u')

/** A line that consists of a reference, cut in its parts (syntax specification, 6.1). Nothing escapes one. */
export function matchReference(line: string): { indent: string; name: string } | undefined {
  const match = line.includes('<<') ? reference.exec(trimEnd(line)) : null
  return match ? { indent: match[1] ?? '', name: match[2] ?? '' } : undefined
}
