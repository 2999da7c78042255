import { resolve } from 'node:path'
import { ConfigError } from '../config/config.ts'
import { importProjectModule } from '../config/load-config.ts'
import type { Project } from '../project/project.ts'

/** The facts that a host gets about the example that is about to run. */
export interface HostedExample {
  /** The target's file name without folder and extension. */
  readonly name: string
  /** The target, relative to the project root. */
  readonly path: string
}

/** The world of one run of one example. */
export interface Host {
  /** Added to the environment of the example. */
  readonly env: Readonly<Record<string, string>>
  /** One line per change that the person at the other end would see. Asked for after the example has ended. */
  transcript?(): readonly string[] | Promise<readonly string[]>
  /** Called once, when the run is over. A rejection fails the example: it is how a host reports what it did not like. */
  stop(): void | Promise<void>
}

/** The export of a host module (syntax specification, 13.4). Called once for each run. */
export type StartHost = (example: HostedExample) => Host | Promise<Host>

/** Without a host an example runs with a bare environment. */
const noHost: StartHost = () => ({ env: {}, stop() {} })

/**
 * Loads the host module of the configuration.
 *
 * @throws ConfigError if it does not export `start`.
 */
export async function loadHost(project: Project): Promise<StartHost> {
  const file = project.config.examples?.host
  if (file === undefined) return noHost
  const module = await importProjectModule(resolve(project.root, file))
  const start = (module as Record<string, unknown>).start
  if (typeof start !== 'function') throw new ConfigError(`${file} does not export a function \`start(example)\`.`)
  return start as StartHost // the shape of what it returns is the host's promise
}
