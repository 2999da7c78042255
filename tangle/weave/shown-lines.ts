const word = /(?:^|\s)twoslash(?=\s|$)/

/** Whether an info string asks for what twoslash does. */
export function isTwoslash(info: string): boolean {
  return word.test(info)
}

const cutBefore = /^\s*\/\/\s*-{3,}cut(?:-before)?-{3,}\s*$/
const cutAfter = /^\s*\/\/\s*-{3,}cut-after-{3,}\s*$/
const cutStart = /^\s*\/\/\s*-{3,}cut-start-{3,}\s*$/
const cutEnd = /^\s*\/\/\s*-{3,}cut-end-{3,}\s*$/
/** An option of the compiler or of twoslash; what names a file, or says something to the reader, stays. */
const option = /^\s*\/\/\s*@(?!(?:filename|log|error|warn|annotate)\b)(?:\w+|twoslash-cache)(?:\s*:.*)?$/i
/** `^?` asks for a type, `^|` for what could follow, `^^^` lights something. */
const pointer = /^\s*\/\/\s*\^(?:[?|]|\^*)\s*$/

/**
 * The numbers of the lines of a block that a reader is shown: all but those that say something to twoslash, and those
 * that it cuts off. Types are a hover away, so that `^?` needs no line.
 */
export function shownLines(lines: readonly string[]): number[] {
  const first = lines.findLastIndex((line) => cutBefore.test(line)) + 1
  const after = lines.findIndex((line) => cutAfter.test(line))
  const end = after === -1 ? lines.length : after
  const shown: number[] = []
  let isCut = false
  for (let at = first; at < end; at++) {
    const line = lines[at] ?? ''
    if (cutStart.test(line)) isCut = true
    if (!isCut && !option.test(line) && !pointer.test(line)) shown.push(at)
    if (cutEnd.test(line)) {
      if (!isCut) shown.pop()
      isCut = false
    }
  }
  return withoutBlankEnds(shown, lines)
}

/** What was cut leaves no empty lines at the ends. */
function withoutBlankEnds(shown: readonly number[], lines: readonly string[]): number[] {
  if (shown.length === lines.length) return [...shown]
  const isBlank = (at: number) => (lines[at] ?? '').trim() === ''
  const start = shown.findIndex((at) => !isBlank(at))
  return start === -1 ? [] : shown.slice(start, shown.findLastIndex((at) => !isBlank(at)) + 1)
}
