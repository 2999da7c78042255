#!/usr/bin/env node
// In a checkout nothing is built: the command runs from source through tsx. In the published package there is only dist/.
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const source = new URL('../cli/main.ts', import.meta.url)

if (existsSync(fileURLToPath(source))) {
  const { register } = await import('tsx/esm/api')
  register()
  await import(source.href)
} else {
  await import('../dist/cli/main.js')
}
