import { afterAll, vi } from 'vitest'
import { removeLeftovers } from './leftovers.ts'

// Runs in front of each test file. What one of them leaves behind must not reach the next, which has the same globals.
afterAll(async () => {
  await removeLeftovers()
  vi.unstubAllEnvs()
  vi.unstubAllGlobals()
})
