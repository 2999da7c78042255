import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'

const root = join(import.meta.dirname, '../..')

/** Builds the site of this repository into a folder, for a base. */
export async function buildSite(folder: string, base: string, signal: AbortSignal): Promise<void> {
  const command = [join(root, 'node_modules/vitepress/bin/vitepress.js'), 'build', root, '--outDir', folder]
  const { VITEST: _, NODE_ENV: __, ...rest } = process.env
  const env = { ...rest, SITE_BASE: base, SITE_URL: `https://example.com${base}` }
  await promisify(execFile)(process.execPath, command, { cwd: root, env, signal, maxBuffer: 10_000_000 })
}
