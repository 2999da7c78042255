import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import type { Verdict } from './tools.ts'

const run = promisify(execFile)

/** Of the JSON report, what counts here. Lines count from 1. */
interface CheckReport {
  readonly blocks?: readonly CheckedBlock[]
}

/** A block of a page, and what `tangle check` says of it. */
interface CheckedBlock {
  readonly file: string
  readonly line: number
  readonly state: string
}

/** `tangle check`, as it is installed. It ends with status 1 if it finds something. */
export async function runTangle(
  program: string,
  root: string,
): Promise<Verdict & { readonly blocks: readonly CheckedBlock[] }> {
  const work = run(process.execPath, [program, 'check', '--reporter', 'json'], { cwd: root, maxBuffer: 2 ** 28 })
  const stdout = await work.then(
    (done) => done.stdout,
    (error: { readonly code?: number; readonly stdout?: string }) => {
      if (error.code !== 1) throw error
      return error.stdout ?? ''
    },
  )
  const { blocks = [] } = JSON.parse(stdout) as CheckReport
  const flagged = blocks.filter(({ state }) => state === 'mistaken' || state === 'unreadable')
  return { blocks, looked: blocks.length, flagged: flagged.map(({ file, line }) => ({ page: file, line })) }
}
