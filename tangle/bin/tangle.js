#!/usr/bin/env node
// In a checkout nothing is built: the command runs from source through tsx. In the published package there is only dist/.
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const source = new URL('../cli/main.ts', import.meta.url)

try {
  if (existsSync(fileURLToPath(source))) {
    const { register } = await import('tsx/esm/api')
    register()
    await import(source.href)
  } else {
    await import('../dist/cli/main.js')
  }
} catch (error) {
  const { code, message } = Object(error)
  // Nothing could be loaded that says it better.
  if (code !== 'EMFILE' && code !== 'ENFILE') throw error
  process.exitCode = 1
  process.stderr.write(`tangle: ${message}. Allow this process more open files (\`ulimit -n 256\`).\n`)
}
