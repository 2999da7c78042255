import type { Router } from 'vitepress'
import { withBase } from 'vitepress'
import { hoversFileOf, type PageHovers } from '../../../tangle/weave/hover/page-hovers.ts'

const known = new Map<string, Promise<PageHovers>>()

/** The types of the page that is open. A page whose types cannot be had is read without them. */
export function typesOfPage(router: Router): Promise<PageHovers> {
  const page = router.route.data.relativePath
  const types = known.get(page) ?? fetchTypes(page).catch((): PageHovers => ({ infos: [], code: {} }))
  known.set(page, types)
  return types
}

/** A page that has changed in development has other types. */
export function forgetTypes(): void {
  known.clear()
}

async function fetchTypes(page: string): Promise<PageHovers> {
  // The file keeps its name when it changes: asked whether it has, the server mostly says no.
  const response = await fetch(withBase(`/hovers/${hoversFileOf(page)}`), { cache: 'no-cache' })
  if (!response.ok) throw new Error(`${response.status}`)
  return response.json()
}
