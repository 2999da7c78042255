import { isNodeWarning, readErrorReport } from '../failure/error-report.ts'
import type { PagePlaces } from '../failure/page-places.ts'
import { hideStack } from '../failure/stack.ts'
import type { Execution } from '../process/execute.ts'

/** What a run shows, as the expectations of a page are compared with it. */
export interface Shown {
  readonly stdout: string
  readonly stderr: string
  readonly transcript: string
}

export function toShown(places: PagePlaces, execution: Execution, transcript: readonly string[]): Shown {
  const { stdout, stderr } = execution
  return {
    stdout,
    stderr: places.example.exitCode === 0 ? stderr : teachableError(stderr, places),
    transcript: transcript.map((line) => `${line}\n`).join(''),
  }
}

/**
 * The standard error of a program that is meant to fail, without what only a machine knows:
 *
 * - Of an error that nothing caught, its name, message and properties remain, with those of its causes. The place and
 *   the line of source that Node prints above it, the frames of its stacks, and the version of Node go.
 * - Of a traceback of Python the last part remains: the name and message of the exception.
 * - Warnings of Node itself go, since they carry the number of a process.
 * - Paths are as they stand in the project: a shell says `out/x.sh: 3: …`.
 *
 * Everything else stays: what the program printed itself is compared to the letter.
 */
function teachableError(stderr: string, places: PagePlaces): string {
  const { before, error, isUncaught } = readErrorReport(stderr)
  const lines = isUncaught ? [...before, ...hideStack(error, places)] : hideStack(stderr.split('\n'), places)
  const text = withoutTracebacks(lines)
    .filter((line) => !isNodeWarning(line))
    .join('\n')
  return text.endsWith('\n') || text === '' ? text : `${text}\n`
}

function withoutTracebacks(lines: readonly string[]): string[] {
  let isInside = false
  return lines.filter((line) => {
    if (/^Traceback \(most recent call last\):$|^\s+File "/.test(line)) isInside = true
    else if (isInside && /^\S/.test(line)) isInside = false
    return !isInside
  })
}
