import { siteAddress } from './site-browser.ts'

/** The pages of the sitemap, relative to the site's base. */
export async function sitePages(): Promise<string[]> {
  const sitemap = await (await fetch(new URL('sitemap.xml', siteAddress))).text()
  return [...sitemap.matchAll(/<loc>(.*?)<\/loc>/g)].map(([, address = '']) => {
    return new URL(address).pathname.slice(new URL(siteAddress).pathname.length)
  })
}
