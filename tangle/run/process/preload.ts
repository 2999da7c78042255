import { readFileSync } from 'node:fs'
import { installLoader, isHooksThread } from '../load/install-loader.ts'
import { hideGuard } from '../sandbox/guard/guard-children.ts'
import { installNetworkGuard } from '../sandbox/network-guard.ts'
import { makeOutputBlocking } from './blocking-output.ts'

/**
 * Called in every Node program of an example before anything else happens there, and in its workers. `plan` and `hooks`
 * are the paths of what the run has written for it.
 */
export function prepareProcess(plan: string, hooks: string): void {
  if (isHooksThread()) return
  makeOutputBlocking()
  installNetworkGuard()
  hideGuard()
  installLoader(JSON.parse(readFileSync(plan, 'utf8')), hooks)
}
