import type { Router } from 'vitepress'

/**
 * Waits for the first time that a reader points at code or goes to it with the keyboard. Everything else is loaded
 * then: a page that is only read pays for these lines.
 */
export function installHover(router: Router): void {
  const events = ['pointerover', 'focusin', 'click'] as const
  let waiting: Event[] = []
  const start = async (event: Event) => {
    const code = '.weave-block pre, .full-example-body pre, .example-code'
    if (!(event.target instanceof Element) || !event.target.closest(code)) return
    // A finger is three events: that it is a finger, the focus, the click. They are told in this order, all at once.
    waiting.push(event)
    if (waiting.length > 1) return
    try {
      const { showTypes } = await import('./show-types.ts')
      for (const name of events) removeEventListener(name, start)
      for (const one of waiting) showTypes(router, one)
    } finally {
      waiting = []
    }
  }
  for (const name of events) addEventListener(name, start)
}
