import { linkStart } from './program-link.ts'

/** Takes a link to a program out of the address: loaded again, the page opens without it. */
export function forgetLink(): void {
  if (!location.hash.startsWith(linkStart)) return
  history.replaceState(history.state, '', location.pathname + location.search)
}
