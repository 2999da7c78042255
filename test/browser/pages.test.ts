import { describe, expect, it } from 'vitest'
import { useSiteBrowser } from './site-browser.ts'
import { manyPages, sitePages } from './site-pages.ts'

const visit = useSiteBrowser()

describe('each page', () => {
  it('is quiet in light and dark, and fits a phone', { timeout: manyPages }, async () => {
    await using window = await visit()
    const { page, problems, open } = window
    const wide: string[] = []
    for (const path of await sitePages()) {
      await page.setViewportSize({ width: 1280, height: 900 })
      await page.emulateMedia({ colorScheme: 'light' })
      await open(path)
      await page.emulateMedia({ colorScheme: 'dark' })
      await page.waitForFunction(() => document.documentElement.classList.contains('dark'))
      await page.setViewportSize({ width: 360, height: 740 })
      const [scrollWidth = 0, clientWidth = 0] = await page.evaluate(widths)
      if (scrollWidth > clientWidth) wide.push(`${path}: ${scrollWidth}`)
    }
    expect(problems).toEqual([])
    expect(wide).toEqual([])
  })
})

function widths(): number[] {
  const { scrollWidth, clientWidth } = document.documentElement
  return [scrollWidth, clientWidth]
}
