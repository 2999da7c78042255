import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { findBarriers } from './find-barriers.ts'
import { run, ShownRun } from './run-panel.ts'
import { useSiteBrowser } from './site-browser.ts'
import { manyPages, sitePages } from './site-pages.ts'

const visit = useSiteBrowser()

/** In light, then in dark, which is another matter for colors only. */
async function findBarriersInBoth(page: Page): Promise<string[]> {
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' })
  await page.waitForFunction(() => !document.documentElement.classList.contains('dark'))
  const light = await findBarriers(page)
  await page.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce' })
  await page.waitForFunction(() => document.documentElement.classList.contains('dark'))
  return [...light, ...(await findBarriers(page, ['color-contrast', 'link-in-text-block']))]
}

/** Pages that are open at the same time. */
const windows = 2

/** What a reader would have to move sideways to read: the page, or tables on it. */
function tooWide(): string[] {
  const elements = [document.documentElement, ...document.querySelectorAll('.vp-doc table')]
  return elements.flatMap(({ tagName, scrollWidth, clientWidth }) =>
    scrollWidth > clientWidth ? [`${location.pathname}: ${tagName}, ${scrollWidth}`] : [],
  )
}

describe.concurrent('axe finds no barrier', () => {
  it('on any page, which is quiet in light and dark, and fits a phone', { timeout: manyPages }, async () => {
    const pages = await sitePages()
    const barriers: string[] = []
    const wide: string[] = []
    // To open a page takes longer than to look at it, so all that is asked of every page is asked here.
    const work = async () => {
      await using window = await visit()
      const { page, problems, open } = window
      for (let path = pages.shift(); path !== undefined; path = pages.shift()) {
        await page.setViewportSize({ width: 1280, height: 900 })
        await open(path)
        barriers.push(...(await findBarriersInBoth(page)))
        await page.setViewportSize({ width: 360, height: 740 })
        wide.push(...(await page.evaluate(tooWide)))
      }
      expect(problems).toEqual([])
    }
    await Promise.all(Array.from({ length: windows }, work))
    expect(barriers).toEqual([])
    expect(wide).toEqual([])
  })

  it('in a run, with its chat, its wire and a document of the chat', async () => {
    await using window = await visit()
    const { page } = window
    await window.open('tutorials/upload-to-chat')
    const shown = await run(page, 'upload_to_chat')
    await shown.reaches('listening')
    await shown.panel.locator('.run-wire > summary').click()
    await shown.panel.locator('.run-exchanges summary').first().click()
    expect(await findBarriersInBoth(page)).toEqual([])
    await shown.panel.getByRole('button', { name: 'document.txt' }).click()
    expect(await findBarriersInBoth(page)).toEqual([])
    await page.keyboard.press('Escape')
    await page.keyboard.press('Escape')
    await shown.reaches('stopped')
    expect(await findBarriersInBoth(page)).toEqual([])
  })

  it('in the editor, in a failure, in a comparison, and in the type of a name', async () => {
    await using window = await visit()
    const { page } = window
    await window.open('tutorials/streaming-response')
    await page.locator('[data-edit="streaming_response"]').first().click()
    await page.locator('.edit-panel .cm-content').fill("console.log('Nothing else')\nthrow new Error('On purpose')\n")
    await page.keyboard.press('Control+Enter')
    await new ShownRun(page, 'streaming_response').reaches('failed')
    await page.locator('.edit-comparison').first().waitFor()
    expect(await findBarriersInBoth(page)).toEqual([])
    await page.locator('.weave-block pre').first().focus()
    await page.locator('pre[aria-describedby]').waitFor()
    await page.keyboard.press('ArrowRight')
    await page.getByRole('tooltip').waitFor()
    expect(await findBarriersInBoth(page)).toEqual([])
  })

  it('on a phone, and on the page that does not exist', async () => {
    await using window = await visit({ viewport: { width: 360, height: 740 } })
    const { page } = window
    await window.open('tutorials/streaming-response')
    await (await run(page, 'streaming_response')).reaches('finished')
    expect(await findBarriersInBoth(page)).toEqual([])
    await window.open('no-such-page')
    expect(await findBarriersInBoth(page)).toEqual([])
  })
})
