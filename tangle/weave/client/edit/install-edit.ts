import { nextTick } from 'vue'
import { onPageUpdate } from '../on-page-update.ts'
import type { RunSite } from '../site.ts'
import { markKept } from './mark-kept.ts'

/** Listens to the buttons that open an editor. The editor itself is loaded with the first of them. */
export function installEdit(site: RunSite): void {
  const { router, base } = site
  const load = () => import('./open-edit.ts')
  let isLoaded = false
  addEventListener('click', async ({ target }) => {
    const button = target instanceof Element ? target.closest<HTMLElement>('[data-edit]') : null
    if (!button || button.ariaBusy) return
    button.ariaBusy = 'true'
    try {
      await (await load()).openEdit(site, button)
      isLoaded = true
      button.textContent = 'Edit'
    } catch {
      button.textContent = 'Edit: could not be loaded, try again'
    }
    button.ariaBusy = null
  })
  onPageUpdate(() => isLoaded && void load().then(({ closeEdits }) => closeEdits()))
  const before = router.onBeforeRouteChange
  router.onBeforeRouteChange = async (to) => {
    if (isLoaded && new URL(to, location.href).pathname !== location.pathname) (await load()).closeEdits()
    return before?.(to)
  }
  const after = router.onAfterRouteChange
  router.onAfterRouteChange = async (to) => {
    await after?.(to)
    await nextTick()
    markKept(base)
  }
}
