import { type ChildProcess, spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { builtCommand } from '../built-command/built-command.ts'
import { type TemporaryProject, temporaryProject } from '../temporary-project.ts'

export const numbers = Array.from({ length: 200 }, (_, at) => at)

const fileName = (number: number) => `out/${number % 10}/${number}.txt`

/** A program of two hundred files that all carry the same version. */
export function pageOf(version: number): string {
  const blocks = numbers.map(
    (number) => `\`\`\`{.txt file=${fileName(number)}}\n${number} ${version}\n<<body>>\n\`\`\`\n`,
  )
  return `${blocks.join('\n')}\n\`\`\`{.txt #body}\n${`${version} `.repeat(400)}\n\`\`\`\n`
}

export function textOf(number: number, version: number): string {
  return `${number} ${version}\n${`${version} `.repeat(400)}\n`
}

export async function projectOfManyTargets(): Promise<TemporaryProject> {
  return temporaryProject({ 'a.md': pageOf(0), 'tangle.config.json': '{ "outputs": ["out"] }' })
}

/** The version of a file, or the whole text if it is not one that was ever written. `undefined`: there is no file. */
export function versionOf(root: string, number: number): number | string | undefined {
  let text: string
  try {
    text = readFileSync(join(root, fileName(number)), 'utf8')
  } catch {
    return undefined
  }
  const version = Number(/^\d+ (\d+)\n/.exec(text)?.[1])
  return text === textOf(number, version) ? version : text
}

/** Starts `tangle`, and stops looking when a condition holds or the process is gone. Whatever it says is thrown away. */
export async function startUntil(root: string, isReached: () => boolean): Promise<ChildProcess> {
  const child = spawn(process.execPath, [await builtCommand()], { cwd: root, stdio: 'ignore' })
  while (child.exitCode === null && child.signalCode === null && !isReached()) await setTimeout(1)
  return child
}

/** Resolves when a process is gone. */
export function ended(child: ChildProcess): Promise<unknown> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve()
  return new Promise((resolve) => child.once('exit', resolve))
}
