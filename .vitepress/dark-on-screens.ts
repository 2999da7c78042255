import type { Plugin, Rule } from 'postcss'

/**
 * Rules for the dark scheme hold on screens only: paper is white, whatever the screen is. It goes over the CSS of all
 * that the site is made of, so that nobody has to keep a second list of colors for paper.
 */
export const darkOnScreens: Plugin = {
  postcssPlugin: 'dark-on-screens',
  OnceExit(root, { AtRule }) {
    root.walkRules(/^(?:html|:root)?\.dark\b|^(?::where|&:is)\(\.dark\)/, (rule) => {
      if (isAboutMedia(rule)) return
      const screens = new AtRule({ name: 'media', params: 'not print' })
      rule.replaceWith(screens)
      screens.append(rule)
    })
  },
}

/** Whether the rule stands in one that says already where it holds. */
function isAboutMedia({ parent }: Rule): boolean {
  return parent?.type === 'atrule' && 'name' in parent && parent.name === 'media'
}
