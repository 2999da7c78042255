import { hoversFileOf, type PageHovers } from '../hover/page-hovers.ts'
import type { TypesSite } from './site.ts'

const known = new Map<string, Promise<PageHovers>>()

/** The types of the page that is open. A page whose types cannot be had is read without them. */
export function typesOfPage({ router, base = '/', folder = 'hovers' }: TypesSite): Promise<PageHovers> {
  const { relativePath, filePath = relativePath } = router.route.data
  // Pages are filed under their sources, whatever address a site gives them.
  const page = filePath === '' ? relativePath : filePath
  const types =
    known.get(page) ??
    fetchTypes(`${base}${folder}/${hoversFileOf(page)}`).catch((): PageHovers => ({ infos: [], code: {} }))
  known.set(page, types)
  return types
}

/** A page that has changed in development has other types. */
export function forgetTypes(): void {
  known.clear()
}

async function fetchTypes(address: string): Promise<PageHovers> {
  // The file keeps its name when it changes: asked whether it has, the server mostly says no.
  const response = await fetch(address, { cache: 'no-cache' })
  if (!response.ok) throw new Error(`${response.status}`)
  return response.json()
}
