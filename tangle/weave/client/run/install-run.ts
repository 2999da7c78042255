import { onPageUpdate } from '../on-page-update.ts'
import type { RunSite } from '../site.ts'

/**
 * Listens to the buttons that run examples. Everything else is loaded with the first of them: a page that is only read
 * pays for these lines.
 */
export function installRun(site: RunSite): void {
  const { router } = site
  const load = () => import('./open-run.ts')
  let isLoaded = false
  const open = async (button: HTMLElement) => {
    isLoaded = true
    await (await load()).openRun(site, button)
  }
  addEventListener('click', ({ target }) => {
    const button = target instanceof Element ? target.closest<HTMLElement>('[data-run]') : null
    if (button) void open(button)
  })
  addEventListener('keydown', (event) => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey) && !event.defaultPrevented) {
      const place = document.activeElement?.closest('.weave, .full-example, [data-weave-code]') ?? document
      const button = place.querySelector<HTMLElement>('[data-run]') ?? document.querySelector<HTMLElement>('[data-run]')
      if (!button) return
      event.preventDefault()
      void open(button)
    } else if (event.key === 'Escape' && isLoaded && !event.defaultPrevented && !isSearching()) {
      void load().then(({ stopRuns }) => stopRuns())
    }
  })
  // What it has loaded is the program of the page as it was.
  onPageUpdate(() => isLoaded && void load().then(({ closeRuns }) => closeRuns()))
  const before = router.onBeforeRouteChange
  router.onBeforeRouteChange = async (to) => {
    // A link to a place on this page is no reason to end what runs on it.
    if (isLoaded && new URL(to, location.href).pathname !== location.pathname) (await load()).closeRuns()
    return before?.(to)
  }
}

/** The search of the site is closed with the same key. */
function isSearching(): boolean {
  return document.querySelector('.VPLocalSearchBox') !== null
}
