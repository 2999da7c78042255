import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { performance } from 'node:perf_hooks'

/** A thing to measure: whole commands, one after the other. */
export interface Candidate {
  readonly name: string
  /** Not measured. */
  prepare?(): Promise<void>
  /** Each a program and its arguments, and what its output must contain. */
  readonly commands: readonly MeasuredCommand[]
}

export interface MeasuredCommand {
  readonly args: readonly string[]
  readonly says: string
}

/** What a candidate took, one number per round. */
export interface Measurement {
  /** Seconds from start to end. */
  readonly elapsed: number[]
  /** Seconds that processors worked for it, which a busy machine changes less. Empty where the system does not say. */
  readonly processor: number[]
}

/**
 * Measures candidates alternately, so that whatever else the machine does meets all of them.
 *
 * @throws if a command fails or does not say what it must: a fast wrong answer is none.
 */
export async function measure(
  candidates: readonly Candidate[],
  { cwd, rounds }: { readonly cwd: string; readonly rounds: number },
): Promise<Map<string, Measurement>> {
  const measured = new Map<string, Measurement>(candidates.map(({ name }) => [name, { elapsed: [], processor: [] }]))
  for (let round = 0; round < rounds; round++) {
    for (const { name, prepare, commands } of candidates) {
      await prepare?.()
      const [started, workedBefore] = [performance.now(), workOfChildren()]
      for (const command of commands) await runNode(command, cwd)
      const { elapsed, processor } = measured.get(name) ?? { elapsed: [], processor: [] }
      elapsed.push((performance.now() - started) / 1000)
      const worked = workOfChildren()
      if (worked !== undefined && workedBefore !== undefined) processor.push(worked - workedBefore)
    }
  }
  return measured
}

/** Seconds that programs have worked that this one started and that have ended; known on Linux (proc(5), cutime). */
export function workOfChildren(): number | undefined {
  if (process.platform !== 'linux') return undefined
  // The name of the program, in parentheses, may contain anything.
  const fields = readFileSync('/proc/self/stat', 'utf8')
    .replace(/^.*\) /s, '')
    .split(' ')
  const [user, system] = [Number(fields[13]), Number(fields[14])]
  return (user + system) / ticksPerSecond
}

/** What `getconf CLK_TCK` says on every Linux that Node runs on. */
const ticksPerSecond = 100

/** Runs a Node program to its end. */
export async function runNode({ args, says }: MeasuredCommand, cwd: string): Promise<void> {
  const child = spawn(process.execPath, args, { cwd, stdio: ['ignore', 'pipe', 'pipe'] })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text
    })
  }
  const exitCode = await new Promise<number | null>((resolve, reject) => {
    child.on('error', reject)
    child.on('close', resolve)
  })
  if (exitCode !== 0 || !output.includes(says))
    throw new Error(`node ${args.join(' ')} ended with status ${exitCode}:\n${output.slice(-4000)}`)
}

/** The middle of some numbers; of an even count the mean of the two in the middle. */
export function median(numbers: readonly number[]): number {
  const sorted = [...numbers].sort((a, b) => a - b)
  const middle = sorted.slice(Math.ceil(sorted.length / 2) - 1, Math.floor(sorted.length / 2) + 1)
  return middle.reduce((sum, number) => sum + number, 0) / middle.length
}
