#!/usr/bin/env node
// In a checkout nothing is built: the command runs from source through tsx. In the published package there is only dist/.
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const source = new URL('../cli/main.ts', import.meta.url)

if (existsSync(fileURLToPath(source))) {
  // Commands of pages have a temporary folder of their own, where tsx would compile everything again.
  const { TMPDIR } = process.env
  process.env.TMPDIR = fileURLToPath(new URL('../../node_modules/.cache', import.meta.url))
  const { register } = await import('tsx/esm/api')
  register()
  if (TMPDIR === undefined) delete process.env.TMPDIR
  else process.env.TMPDIR = TMPDIR
  await import(source.href)
} else {
  await import('../dist/cli/main.js')
}
