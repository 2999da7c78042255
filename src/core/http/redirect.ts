import { publicUrl } from './url.ts'

const REDIRECTS = new Set([301, 302, 303, 307, 308])

/**
 * Where a request that writes was sent on to, as far as it may be shown, or `undefined` if it was not.
 *
 * Browsers hide the answer of a redirect that is not followed, and a `fetch` of somebody else may have followed it.
 */
export function findRedirect(method: string, url: string, response: Response): string | undefined {
  if (method === 'GET') return undefined
  if (response.type === 'opaqueredirect') return 'another address'
  if (response.redirected) return publicUrl(response.url)
  if (!REDIRECTS.has(response.status)) return undefined
  const location = response.headers.get('location')
  return location !== null && URL.canParse(location, url) ? publicUrl(new URL(location, url).href) : 'another address'
}
