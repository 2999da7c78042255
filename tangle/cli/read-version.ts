import { createRequire } from 'node:module'

const require = createRequire(import.meta.url)

/** By the name of the package, since this file lies elsewhere in a checkout than in what is published. */
export function readVersion(): string {
  const { version } = require('@parley/tangle/package.json')
  return version
}
