import type { Plugin } from 'vite'

/**
 * Parts of the default theme that no page of this site shows: home pages and pages of a team, sponsors and ads, the
 * search of Algolia, languages, and its own page for what is missing.
 */
const unusedParts =
  /\/vitepress\/dist\/client\/theme-default\/(?:NotFound|components\/VP(?:Home\w*|Hero|Features?|Page|Team\w*|\w*Sponsors\w*|\w*CarbonAds|AlgoliaSearchBox|NavBarAskAiButton|NavTranslations))\.vue$/
const unusedStyle = /\/vitepress\/dist\/client\/theme-default\/styles\/components\/vp-sponsor\.css$/

/** Leaves out of every page the parts of the default theme that none shows. */
export const slimTheme: Plugin = {
  name: 'parley:slim-theme',
  enforce: 'pre',
  load(id) {
    const path = id.replaceAll('\\', '/')
    if (unusedParts.test(path)) return '<script>export default () => undefined</script>'
    return unusedStyle.test(path) ? '' : undefined
  },
}
