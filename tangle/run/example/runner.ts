import { posix } from 'node:path'
import type { RunnerConfig } from '../../config/config.ts'
import type { Project } from '../../project/project.ts'

/**
 * How a target is run: compiled for Node if it is JavaScript or TypeScript, else as the configuration says for its
 * extension; `undefined` if that says nothing.
 */
export function runnerOf(project: Pick<Project, 'config'>, path: string): 'node' | RunnerConfig | undefined {
  if (/\.[cm]?[jt]sx?$/.test(path)) return 'node'
  const { runners = {} } = project.config.examples ?? {}
  const extension = posix.extname(path)
  return Object.hasOwn(runners, extension) ? runners[extension] : undefined
}

/** A command of the configuration with a program in it; the first word is what is started. */
export function fillCommand(command: readonly string[], file: string): { program: string; args: string[] } {
  const [program = '', ...args] = command.map((word) => word.replaceAll('{file}', () => file))
  return { program, args }
}
