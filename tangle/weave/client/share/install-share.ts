import { nextTick } from 'vue'
import type { RunSite } from '../site.ts'

/**
 * Opens the program that the fragment of the address brings, `#edit=NAME&text=…`. Everything else is loaded then.
 *
 * @param mounted Until then the page is what the server has drawn, and must stay so.
 */
export function installShare(site: RunSite, mounted: Promise<void>): void {
  const { router } = site
  const open = async () => {
    const { hash } = location
    // As `linkStart` says, which every page would load.
    if (!hash.startsWith('#edit=')) return
    await mounted
    await nextTick()
    await (await import('./open-shared.ts')).openShared(site, hash)
  }
  const after = router.onAfterRouteChange
  router.onAfterRouteChange = async (to) => {
    await after?.(to)
    // The first page waits for this before it is mounted.
    void open()
  }
  addEventListener('hashchange', open)
}
