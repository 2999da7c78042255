const known = new Set<string>()

/**
 * Puts a style sheet on the page, once. For the look of what a reader asks for: all style sheets that a site imports in
 * the usual way are one, which every page loads.
 */
export function addStyle(css: string): void {
  if (known.has(css)) return
  known.add(css)
  const style = document.createElement('style')
  style.textContent = css
  document.head.append(style)
}
