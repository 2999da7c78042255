import type { Project } from '../project/project.ts'
import type { Example } from './example/example.ts'
import { fillCommand, runnerOf } from './example/runner.ts'
import type { StartHost } from './host.ts'
import { preparePrograms } from './prepare-programs.ts'
import { execute } from './process/execute.ts'

/**
 * Runs an example once more, under a fresh host, as `trace` of its runner says, and returns the lines of its target
 * that ran, counted from 0. Lines that the target does not have are left out: they are of something that it loads.
 * Empty if the runner has no `trace`. What the run shows and how it ends does not matter here.
 *
 * @throws what the host throws, and the error of `spawn` if the program is not there.
 */
export async function traceExample(project: Project, example: Example, start: StartHost): Promise<ReadonlySet<number>> {
  const { name, target, timeout, args } = example
  const runner = runnerOf(project, target.path)
  if (typeof runner !== 'object' || !runner.trace) return new Set()
  const { trace } = runner
  const prepared = await preparePrograms(project, [example])
  try {
    const program = prepared.programs.get(name)
    if (!program) throw new Error(`${name} has not been prepared.`)
    const command = { ...fillCommand(trace.command, program.file), env: { ...program.command.env, ...trace.env } }
    const host = await start({ name, path: target.path })
    try {
      const { stdout, stderr } = await execute(command, { cwd: project.root, env: host.env, timeout, args })
      return readTrace(`${stdout}\n${stderr}`, trace.pattern, target.lines.length)
    } finally {
      await host.stop()
    }
  } finally {
    await prepared.remove()
  }
}

function readTrace(output: string, pattern: string, count: number): Set<number> {
  const expression = new RegExp(pattern)
  const numbers = output.split('\n').flatMap((line) => {
    const number = expression.exec(line)?.[1]
    return number === undefined ? [] : [Number(number) - 1]
  })
  return new Set(numbers.filter((line) => line >= 0 && line < count))
}
