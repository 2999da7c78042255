import { type BrowserServer, chromium } from 'playwright-core'
import type { FoundChromium } from './find-chromium.ts'

/** What the Chromium of npm needs of a Debian system. `.ci/run` installs the same. */
const systemLibraries = 'libnss3 libnspr4 libexpat1'

/** Nothing is asked of any network: names of hosts are unknown, and whatever Chromium does by itself is off. */
const offline = [
  '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-default-apps',
  '--disable-sync',
  '--no-pings',
]

/**
 * Starts Chromium.
 *
 * @throws Error with the line that installs what is missing, where libraries of the system are missing.
 */
export async function launchChromium({ path, env }: FoundChromium): Promise<BrowserServer> {
  try {
    return await chromium.launchServer({
      executablePath: path,
      // As root, which hosted CI often is, Chromium has no sandbox.
      chromiumSandbox: process.getuid?.() !== 0,
      args: [...offline, '--disable-gpu', '--disable-dev-shm-usage'],
      env: { ...process.env, ...env } as Record<string, string>,
      timeout: 120_000,
    })
  } catch (error) {
    throw new Error(describeLaunchFailure(path, error instanceof Error ? error.message : String(error)))
  }
}

/** Why Chromium did not start, and the line that mends it. */
export function describeLaunchFailure(path: string, output: string): string {
  const library = /error while loading shared libraries: ([^:\s]+)/.exec(output)?.[1]
  if (library === undefined) {
    return `Chromium at ${path} did not start. CHROMIUM_PATH names another one; CHROMIUM_PATH=npm takes that of npm.\n${output}`
  }
  return [
    `Chromium at ${path} does not start, because the system has no ${library}. On Debian and Ubuntu, as root:`,
    `  apt-get update && apt-get install -y ${systemLibraries}`,
  ].join('\n')
}
