import { commands, type OptionValues } from './commands.ts'
import { parseArguments } from './parse-arguments.ts'
import type { ExitCode } from './terminal.ts'

/** Set for every command of a page. A name of its own here: what runs commands is not loaded yet. */
const insideCommand = 'TANGLE_IN_COMMAND'

/**
 * Does what a command line says that starts programs of pages in another process, with a network of its own. Nothing
 * comes back if this process is to do it: it starts none, has such a network, or the system has none to give.
 *
 * @param warn is told, once, why programs are kept from the network by less than the system.
 */
export async function runIsolated(
  argv: readonly string[],
  warn: (text: string) => void,
  environment: NodeJS.ProcessEnv = process.env,
): Promise<ExitCode | undefined> {
  return startsPrograms(argv) ? isolate(warn, environment) : undefined
}

/** {@link runIsolated}, of a process that starts programs of pages in any case. */
export async function isolate(
  warn: (text: string) => void,
  environment: NodeJS.ProcessEnv = process.env,
): Promise<ExitCode | undefined> {
  if (environment[insideCommand] !== undefined) return undefined
  const network = await import('../run/sandbox/own-network.ts')
  if (network.hasOwnNetwork(environment)) {
    await network.joinOutside(startCompiler)
    return undefined
  }
  const { removeRunLeftovers } = await import('../run/sandbox/temporary-folder.ts')
  removeRunLeftovers('.')
  if (process.platform !== 'linux' || environment[network.networkVariable] === 'machine') return undefined
  const result = await network.runInOwnNetwork()
  // If it was killed, it had no time for that.
  removeRunLeftovers('.', { ownToo: true })
  if ('exitCode' in result) return result.exitCode as ExitCode // of the same command
  warn(
    `This system gives programs no network of their own (${result.problem || 'unshare failed'}): examples are kept from the network by a guard that stops accidents, not intent.\n`,
  )
  return undefined
}

/** Its process lasts as long as this one, and programs could read the environment that it starts with. */
async function startCompiler(): Promise<void> {
  const { transform } = await import('esbuild')
  // Where it cannot be started, whoever needs it says so.
  await transform('').catch(() => undefined)
}

function startsPrograms(argv: readonly string[]): boolean {
  let parsed: { readonly name: string; readonly values: OptionValues }
  try {
    parsed = parseArguments(argv)
  } catch {
    // Wrong usage is told where it is read.
    return false
  }
  const { name, values } = parsed
  if (values.help || values.version || !Object.hasOwn(commands, name)) return false
  return name === 'run' || (name === 'check' && values.coverage === true)
}
