import { execFile } from 'node:child_process'
import { access, constants } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'

/** A Chromium that is on this machine. */
export interface FoundChromium {
  readonly path: string
  /** Variables that it needs beside those of the process. */
  readonly env: Readonly<Record<string, string>>
}

const systemPaths = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']

/**
 * Finds the Chromium to test with: the one that `CHROMIUM_PATH` names, the system's, or the one that npm has installed,
 * which is unpacked first. `CHROMIUM_PATH=npm` asks for the last of them.
 *
 * @param folder where the one of npm is unpacked.
 */
export async function findChromium(folder: string, asked = process.env.CHROMIUM_PATH): Promise<FoundChromium> {
  if (asked !== undefined && asked !== 'npm') return { path: asked, env: {} }
  for (const path of asked === 'npm' ? [] : systemPaths) if (await isThere(path)) return { path, env: {} }
  // In a process of its own, because it unpacks to the folder for temporary files of its process, and nowhere else.
  const script = "console.log(await (await import('@sparticuz/chromium')).default.executablePath())"
  const env = { ...process.env, TMPDIR: folder }
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', script], { env })
  // A machine without fonts would lay out nothing.
  const hasFonts = await isThere('/etc/fonts/fonts.conf')
  return { path: stdout.trim(), env: hasFonts ? {} : { FONTCONFIG_PATH: join(folder, 'fonts') } }
}

function isThere(path: string): Promise<boolean> {
  return access(path, constants.R_OK).then(
    () => true,
    () => false,
  )
}
