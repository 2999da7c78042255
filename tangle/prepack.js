import { spawnSync } from 'node:child_process'
import { copyFileSync, mkdirSync, readdirSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'

/** Builds what is published: JavaScript with types, and the style sheets of the client. */
const here = import.meta.dirname
rmSync(join(here, 'dist'), { recursive: true, force: true })
const compiler = join(here, '../node_modules/ts7/bin/tsc')
const { status } = spawnSync(process.execPath, [compiler, '-p', 'tsconfig.build.json'], { cwd: here, stdio: 'inherit' })
if (status !== 0) process.exit(status ?? 1)
const client = join(here, 'weave/client')
for (const path of readdirSync(client, { recursive: true, encoding: 'utf8' })) {
  if (!path.endsWith('.css')) continue
  const copy = join(here, 'dist/weave/client', path)
  mkdirSync(dirname(copy), { recursive: true })
  copyFileSync(join(client, path), copy)
}
