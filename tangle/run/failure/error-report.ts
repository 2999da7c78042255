/** What a program says on standard error about its end, cut in parts. */
export interface ErrorReport {
  /** What was printed before: by the program itself, or by Node as a warning. */
  readonly before: readonly string[]
  /** The place that Node puts above an error; both numbers count from 0. */
  readonly place: { readonly file: string; readonly line: number; readonly column: number } | undefined
  /** The error with its stack. Empty if the program says nothing that looks like one. */
  readonly error: readonly string[]
  /** Node itself reports the error, since nothing has caught it; the program has not just printed one. */
  readonly isUncaught: boolean
}

/**
 * Reads a standard error. For an error that nothing caught, Node prints its place (`file:12`, the line of source, and a
 * caret below it), then the error, then its own version. Otherwise what begins like an error is one.
 */
export function readErrorReport(stderr: string): ErrorReport {
  const lines = stderr.split('\n')
  const end = lines.findLastIndex((line) => /^Node\.js v\d/.test(line))
  const last = end === -1 ? lines.length : end
  // The report of another Node, which the program has passed on, ends with its version too.
  const earlier = end === -1 ? -1 : lines.slice(0, end).findLastIndex((line) => /^Node\.js v\d/.test(line))
  const head = lines.findIndex((_, index) => index > earlier && index + 2 < last && isPlace(lines, index))
  if (head !== -1) {
    return {
      before: trimBlank(lines.slice(0, head)),
      place: readPlace(lines, head),
      error: trimBlank(lines.slice(head + 3, last).filter((line) => !isAdvice(line))),
      isUncaught: end !== -1,
    }
  }
  const first = lines.findIndex((line) =>
    /^(?:(?:Uncaught )?\[?[\w$.]*(?:Error|Exception)\b.*:|Traceback \(|\s+File ")/.test(line),
  )
  const start = first === -1 ? lines.length : first
  return {
    before: trimBlank(lines.slice(0, start)),
    place: undefined,
    error: trimBlank(lines.slice(start, last)),
    isUncaught: false,
  }
}

/** The name and the message of an error, without what Node's inspection puts around it; of several lines the first. */
export function reasonOf(error: readonly string[]): string | undefined {
  const [first] = error
  if (first === undefined) return undefined
  // Python puts the error below its stack, or below the line that it cannot read.
  if (/^Traceback \(|^\s/.test(first)) return error.findLast((line) => /^\S/.test(line))
  const rejected = /^UnhandledPromiseRejection: .* The promise rejected with the reason "(.*)"\.?$/.exec(first)
  if (rejected) return `nothing caught a promise that was rejected with ${rejected[1]}`
  // An error without a stack stands in brackets, and what has properties opens a brace.
  return first.replace(/ \{$/, '').replace(/^\[(.*)\]$/, '$1')
}

/** A line of a warning of Node. The number of the process in it differs from run to run. */
export function isNodeWarning(line: string): boolean {
  return /^\(node:\d+\) /.test(line) || isAdvice(line)
}

function isAdvice(line: string): boolean {
  return /^\(Use `node --trace-[\w-]+ \.\.\.` to show where the \w+ was \w+\)$/.test(line)
}

function isPlace(lines: readonly string[], index: number): boolean {
  return /^\S.*:\d+$/.test(lines[index] ?? '') && /^\s*\^+\s*$/.test(lines[index + 2] ?? '')
}

function readPlace(lines: readonly string[], index: number): ErrorReport['place'] {
  const match = /^(.*):(\d+)$/.exec(lines[index] ?? '')
  const column = lines[index + 2]?.indexOf('^') ?? 0
  return match?.[1] ? { file: match[1], line: Number(match[2]) - 1, column } : undefined
}

function trimBlank(lines: readonly string[]): string[] {
  const isText = (line: string) => line.trim() !== ''
  return lines.slice(lines.findIndex(isText), lines.findLastIndex(isText) + 1)
}
