import { siteAddress } from './site-browser.ts'

/** Milliseconds for a test that goes through all pages: to end what hangs, also on a busy machine. */
export const manyPages = 600_000

/** The pages of the sitemap, relative to the site's base. */
export async function sitePages(): Promise<string[]> {
  const sitemap = await (await fetch(new URL('sitemap.xml', siteAddress))).text()
  return [...sitemap.matchAll(/<loc>(.*?)<\/loc>/g)].map(([, address = '']) => {
    return new URL(address).pathname.slice(new URL(siteAddress).pathname.length)
  })
}
