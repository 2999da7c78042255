import { fileURLToPath } from 'node:url'
import { defineExampleTests } from '@parley/tangle/vitest'
import config from '../tangle.config.ts'

await defineExampleTests({ root: fileURLToPath(new URL('..', import.meta.url)), config })
