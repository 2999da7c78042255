import { constants } from 'node:fs'
import { access } from 'node:fs/promises'
import { delimiter, isAbsolute, join } from 'node:path'
import type { Project } from '../../project/project.ts'
import type { Example } from './example.ts'
import { runnerOf } from './runner.ts'

/**
 * Marks the examples as skipped, with the reason, that need a program which this machine does not have: a runner's
 * `requires`, by default its command. Each program is looked for once. The others stay what they are.
 */
export async function withMissingPrograms(
  project: Pick<Project, 'config'>,
  examples: readonly Example[],
  path: string = process.env.PATH ?? '',
): Promise<Example[]> {
  const known = new Map<string, Promise<boolean>>()
  const isThere = (program: string) => {
    const found = known.get(program) ?? isOnPath(program, path)
    known.set(program, found)
    return found
  }
  return Promise.all(
    examples.map(async (example) => {
      const runner = runnerOf(project, example.target.path)
      if (example.skipped !== undefined || typeof runner !== 'object') return example
      const required = runner.requires ?? runner.command.slice(0, 1)
      const found = await Promise.all(required.map(isThere))
      const missing = required.filter((_, index) => !found[index])
      return missing.length === 0 ? example : { ...example, skipped: missing.map(missingReason).join(', ') }
    }),
  )
}

/** Why an example is skipped that needs a program. */
export function missingReason(program: string): string {
  return `${program} is not on the path`
}

/** Whether a program could not be started because it is not there. */
export function isMissing(error: unknown): boolean {
  return (
    error instanceof Error &&
    'syscall' in error &&
    `${error.syscall}`.startsWith('spawn') &&
    'code' in error &&
    error.code === 'ENOENT'
  )
}

async function isOnPath(program: string, path: string): Promise<boolean> {
  const folders = isAbsolute(program) ? [''] : path.split(delimiter).filter((folder) => folder !== '')
  const extensions = process.platform === 'win32' ? (process.env.PATHEXT ?? '.EXE').split(';') : ['']
  const files = folders.flatMap((folder) => extensions.map((extension) => join(folder, `${program}${extension}`)))
  const found = await Promise.all(
    files.map((file) =>
      access(file, constants.X_OK).then(
        () => true,
        () => false,
      ),
    ),
  )
  return found.includes(true)
}
