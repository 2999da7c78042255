/** A fence as the line reader sees it: with no knowledge of Markdown but prefixes of white space and `>`. */
export interface ScannedFence {
  readonly openLine: number
  /** The line of the closing fence; `undefined` if there is none in the range. */
  readonly closeLine: number | undefined
  /** White space and quote marks in front of the opening marker. */
  readonly prefix: string
  readonly marker: string
  readonly info: string
  readonly infoColumn: number
  /** A content or closing line that does not start with the prefix. */
  readonly badIndentLine: number | undefined
}

export interface FenceScan {
  readonly fences: readonly ScannedFence[]
  /** Lines of three bare backticks that a block with attributes follows before any close (12.2). */
  readonly strays: readonly number[]
}

const opening = /^([\s>]*)(`{3,}|~{3,})(.*)$/
const closing = /^([\s>]*)(`{3,}|~{3,})\s*$/

/**
 * Finds the fences in a range of lines, in one pass. It reads what markdown-it hands over whole: the inside of an HTML
 * comment. `isLiterate` tells an info string with attributes of ours; it decides what a stray fence is.
 */
export function scanFences(
  lines: readonly string[],
  from: number,
  to: number,
  isLiterate: (info: string) => boolean,
): FenceScan {
  const fences: ScannedFence[] = []
  const strays: number[] = []
  let open: (Omit<ScannedFence, 'closeLine' | 'badIndentLine'> & { badIndentLine: number | undefined }) | undefined

  for (let index = from; index < to; index++) {
    const line = lines[index] ?? ''
    const hasMark = line.includes('```') || line.includes('~~~')
    if (open) {
      const close = hasMark ? closing.exec(line) : null
      const marker = close?.[2] ?? ''
      if (close && marker[0] === open.marker[0] && marker.length >= open.marker.length) {
        const indent = close[1] ?? ''
        // A fence line that stands deeper is content; one that stands less deep is a mistake (3.4).
        if (indent.length <= open.prefix.length) {
          fences.push({
            ...open,
            closeLine: index,
            badIndentLine: open.badIndentLine ?? (indent === open.prefix ? undefined : index),
          })
          open = undefined
          continue
        }
      }
      const bare = open.marker === '```' && open.info.trim() === ''
      if (!bare || !startsLiterateBlock(line, isLiterate)) {
        const isIndented = line.startsWith(open.prefix) || line.replace(/[\s>]/g, '') === ''
        if (!isIndented) open.badIndentLine ??= index
        continue
      }
      strays.push(open.openLine)
    }
    const match = hasMark ? opening.exec(line) : null
    const marker = match?.[2] ?? ''
    const info = match?.[3] ?? ''
    if (!match || (marker[0] === '`' && info.includes('`'))) continue
    const prefix = match[1] ?? ''
    open = {
      openLine: index,
      prefix,
      marker,
      info,
      infoColumn: prefix.length + marker.length,
      badIndentLine: undefined,
    }
  }
  if (open) fences.push({ ...open, closeLine: undefined })
  return { fences, strays }
}

/** Whether a line opens a fence whose info string has attributes of ours. */
export function startsLiterateBlock(line: string, isLiterate: (info: string) => boolean): boolean {
  const match = opening.exec(line)
  const info = match?.[3] ?? ''
  return match !== null && !(match[2]?.[0] === '`' && info.includes('`')) && isLiterate(info)
}
