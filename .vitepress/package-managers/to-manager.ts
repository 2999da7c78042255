import { type Agent, resolveCommand } from 'package-manager-detector'

/** The package managers that pages speak to, in the order of their tabs. Pages are written for the first. */
export const packageManagers = ['npm', 'pnpm', 'yarn', 'bun'] as const satisfies readonly Agent[]

/** One of `packageManagers`. */
export type PackageManager = (typeof packageManagers)[number]

/** How a package is added that only development needs. */
const developmentFlags: Readonly<Record<PackageManager, string>> = {
  npm: '--save-dev',
  pnpm: '--save-dev',
  yarn: '--dev',
  bun: '--dev',
}

/**
 * A terminal block that installs something with npm, as another package manager does it: `npm install` adds packages,
 * `npx` runs what is installed. What was printed stays. `undefined` if the block installs nothing, or has a command
 * that is not one of the two.
 */
export function toManager(content: string, manager: PackageManager): string | undefined {
  const lines = content.split('\n')
  if (!lines.some((line) => /^\$ npm install \S/.test(line))) return undefined
  const converted = lines.map((line) => (line.startsWith('$ ') ? toCommand(line.slice(2), manager) : line))
  return converted.some((line) => line === undefined) ? undefined : converted.join('\n')
}

function toCommand(command: string, manager: PackageManager): string | undefined {
  const [, add, execute] = /^(?:npm install (.+)|npx (.+))$/.exec(command) ?? []
  const words = (add ?? execute)?.split(' ')
  // A line with more than one command is not taken apart.
  if (!words || /[|&;<>]/.test(command)) return undefined
  if (manager === 'npm') return `$ ${command}`
  const args = words.map((word) => (word === '--save-dev' ? developmentFlags[manager] : word))
  // Both lines of Yarn run what is installed like a script; their `exec` differ.
  const execution = manager === 'yarn' ? 'run' : 'execute-local'
  const resolved = resolveCommand(manager, add === undefined ? execution : 'add', args)
  return resolved ? `$ ${[resolved.command, ...resolved.args].join(' ')}` : undefined
}
