import type { Mutation } from './mutation.ts'

/** An error as the commands print it. */
export interface Finding {
  readonly file: string
  /** Counted from 1. */
  readonly line: number
  readonly code: string
}

const finding = /^(\S+?):(\d+):\d+ error ([a-z-]+) /gm

/** The errors in the output of a command, with places in files. */
export function readFindings(output: string): Finding[] {
  return [...output.matchAll(finding)].map(([, file = '', line = '', code = '']) => ({
    file,
    line: Number(line),
    code,
  }))
}

export type Verdict = 'caught' | 'wrong line' | 'not caught'

/** Whether one of the findings names a line that the mutation calls right. `linesOf` reads the changed page. */
export function judge(
  mutation: Mutation,
  exitCodes: readonly number[],
  findings: readonly Finding[],
  linesOf: (page: string) => readonly string[],
): Verdict {
  if (exitCodes.every((code) => code === 0)) return 'not caught'
  const isRight = mutation.at.some(({ page, line }) =>
    findings.some((found) => found.file === page && linesOf(page)[found.line - 1]?.trim() === line),
  )
  return isRight ? 'caught' : 'wrong line'
}
