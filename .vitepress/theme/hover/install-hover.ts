import type { Router } from 'vitepress'

/**
 * Waits for the first time that a reader points at code or goes to it with the keyboard. Everything else is loaded
 * then: a page that is only read pays for these lines.
 */
export function installHover(router: Router): void {
  const events = ['pointerover', 'focusin', 'click'] as const
  const start = async (event: Event) => {
    const code = '.weave-block pre, .full-example-body pre, .example-code'
    if (!(event.target instanceof Element) || !event.target.closest(code)) return
    const { showTypes } = await import('./show-types.ts')
    for (const name of events) removeEventListener(name, start)
    showTypes(router, event)
  }
  for (const name of events) addEventListener(name, start)
}
