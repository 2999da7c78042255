import { nextTick } from 'vue'
import type { SiteRouter } from '../site.ts'

/**
 * Opens the full example that a link leads to, lights the lines of the block where the link stands, and opens all for
 * print. Without it the links still lead to the sections, which open by hand.
 */
export function openLinkedExamples(router: SiteRouter): void {
  const after = router.onAfterRouteChange
  router.onAfterRouteChange = async (to) => {
    await after?.(to)
    await nextTick()
    openTarget()
  }
  addEventListener('hashchange', openTarget)
  addEventListener('click', (event) => {
    const link = event.target instanceof Element ? event.target.closest('a.weave-target') : null
    const hash = link?.getAttribute('href') ?? ''
    if (!(link instanceof HTMLElement) || !hash.startsWith('#')) return
    openTarget(hash)
    lightLines(hash, link.dataset.lines ?? '')
  })
  addEventListener('beforeprint', () => {
    for (const details of document.querySelectorAll<HTMLDetailsElement>('.vp-doc details:not([open])')) {
      details.open = true
      details.dataset.openForPrint = ''
    }
  })
  addEventListener('afterprint', () => {
    for (const details of document.querySelectorAll<HTMLDetailsElement>('details[data-open-for-print]')) {
      details.open = false
      delete details.dataset.openForPrint
    }
  })
}

function sectionOf(hash: string): HTMLDetailsElement | undefined {
  const element = document.getElementById(decode(hash.slice(1)))
  const details = element?.closest('details')
  return details instanceof HTMLDetailsElement ? details : undefined
}

/** Anybody may write an address: a percent sign that encodes nothing is one. */
function decode(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

function openTarget(hash: unknown = location.hash): void {
  let details = sectionOf(typeof hash === 'string' ? hash : location.hash)
  // A line may stand in a fold of its own.
  while (details) {
    details.open = true
    details = details.parentElement?.closest('details') ?? undefined
  }
}

/** `3-5,9`: the lines of the full example that come from the block. */
function lightLines(hash: string, ranges: string): void {
  const lines = [...(sectionOf(hash)?.querySelectorAll('.line') ?? [])]
  for (const line of lines) line.classList.remove('lit')
  const lit = ranges.split(',').flatMap((range) => {
    const [first = 0, last = first] = range.split('-').map(Number)
    return first > 0 ? lines.slice(first - 1, last) : []
  })
  for (const line of lit) line.classList.add('lit')
  // After the browser has gone to the section itself.
  if (lit[0]) setTimeout(() => lit[0]?.scrollIntoView({ block: 'center' }))
}
