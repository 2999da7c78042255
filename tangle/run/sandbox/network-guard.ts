import { syncBuiltinESMExports } from 'node:module'
import { guardChildren } from './guard/guard-children.ts'
import { guardDatagrams } from './guard/guard-datagrams.ts'
import { guardFetch } from './guard/guard-fetch.ts'
import { guardNames } from './guard/guard-names.ts'
import { guardSockets } from './guard/guard-sockets.ts'

// This module runs inside examples, in front of everything else, and in every Node program that they start. It imports
// nothing of the toolchain, prints nothing, and stays out of the way of everything on this machine.

/**
 * Makes every connection, datagram and look-up fail that leads elsewhere than to this machine, with an error whose code
 * is `ERR_NETWORK_ACCESS`. Sockets without an address (pipes) are let through. Refused attempts are logged, so that
 * they come to light even if the program swallows the error.
 *
 * It stops accidents, and not intent: a program that wants to get around it finds a way.
 */
export function installNetworkGuard(): void {
  guardSockets()
  guardDatagrams()
  guardNames()
  guardFetch()
  guardChildren()
  syncBuiltinESMExports()
}
