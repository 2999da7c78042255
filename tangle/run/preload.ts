import { makeOutputBlocking } from './blocking-output.ts'
import { installNetworkGuard } from './network-guard.ts'

/** Called in every Node program of an example before anything else happens there. Takes some milliseconds. */
export function prepareProcess(): void {
  makeOutputBlocking()
  installNetworkGuard()
}
