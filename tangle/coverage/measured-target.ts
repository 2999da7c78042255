import type { Target } from '../model/origin-map.ts'
import type { Project } from '../project/project.ts'
import type { Example } from '../run/example/example.ts'
import { runnerOf } from '../run/example/runner.ts'
import { codeLinesOf } from './code-lines.ts'

/** A target, and what can be known about running it. */
export interface MeasuredTarget {
  readonly target: Target
  /** Whether it is JavaScript or TypeScript, of which each line is measured; of other languages only blocks are. */
  readonly isScript: boolean
  /** Whether its blocks are code that runs: a script, or a program that the project has a way to run. */
  readonly isProgram: boolean
  /** Whether the lines that ran are known; if not, that none did says nothing. */
  readonly isMeasured: boolean
  /** The 0-based lines with something to run. */
  readonly codeLines: ReadonlySet<number>
  /** Why it is not run, where its page says so. */
  readonly skipped: string | undefined
}

/** Finds out which lines of each target could run. */
export function measureTargets(project: Project, examples: readonly Example[]): Promise<MeasuredTarget[]> {
  return Promise.all(
    project.tangled.targets.map(async (target): Promise<MeasuredTarget> => {
      const runner = runnerOf(project, target.path)
      const isScript = runner === 'node'
      const example = examples.find((one) => one.target === target)
      const isRun = runner !== undefined && example !== undefined
      return {
        target,
        isScript,
        isProgram: isScript || isRun,
        // What nothing runs has no lines that ran: that is known, too.
        isMeasured: isScript || !isRun || runner.trace !== undefined,
        codeLines: isScript ? await codeLinesOf(target) : textLinesOf(target),
        skipped: example?.skipped ?? skipReason(target),
      }
    }),
  )
}

/** In another language: lines with text that is not a comment. */
function textLinesOf({ lines }: Target): ReadonlySet<number> {
  return new Set(lines.flatMap(({ text }, line) => (/^\s*(#|$)/.test(text) ? [] : [line])))
}

function skipReason({ root: { attributes } }: Target): string | undefined {
  return attributes.get('check')?.value === 'skip' ? (attributes.get('reason')?.value ?? '') : undefined
}
