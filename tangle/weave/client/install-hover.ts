import { codeSelector } from './code-block.ts'
import type { TypesSite } from './site.ts'

/**
 * Shows the types of names in code, on hover, by tap and with arrow keys. Call it once, in a browser.
 *
 * Waits for the first time that a reader points at code or goes to it with the keyboard. Everything else is loaded
 * then: a page that is only read pays for these lines.
 */
export function installHover(site: TypesSite): void {
  const events = ['pointerover', 'focusin', 'click'] as const
  let waiting: Event[] = []
  let moved: Event | undefined
  // Where the pointer has come to until everything is loaded: within the same text it enters nothing anew.
  const follow = (event: Event) => {
    moved = event
  }
  const start = async (event: Event) => {
    if (!(event.target instanceof Element) || !event.target.closest(codeSelector)) return
    // A finger is three events: that it is a finger, the focus, the click. They are told in this order, all at once.
    waiting.push(event)
    if (waiting.length > 1) return
    addEventListener('pointermove', follow)
    try {
      const { showTypes } = await import('./show-types.ts')
      for (const name of events) removeEventListener(name, start)
      for (const one of moved ? [...waiting, moved] : waiting) showTypes(site, one)
    } finally {
      removeEventListener('pointermove', follow)
      waiting = []
      moved = undefined
    }
  }
  for (const name of events) addEventListener(name, start)
}
