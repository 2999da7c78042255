import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { useSiteBrowser } from './site-browser.ts'

const visit = useSiteBrowser()
const path = 'tutorials/upload-to-chat'

/** The place of a name in the first block that has it. */
async function placeOf(page: Page, name: string): Promise<{ x: number; y: number }> {
  const token = page.locator('.weave-block .line span', { hasText: new RegExp(`^\\s*${name}\\s*$`) }).first()
  await token.evaluate((element) => element.scrollIntoView({ block: 'center', inline: 'center', behavior: 'instant' }))
  const box = await token.boundingBox()
  if (!box) throw new Error(`${name} is not to be seen.`)
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 }
}

describe.concurrent('the type of a name', () => {
  it('appears below a mouse, and goes with Escape', async () => {
    await using window = await visit()
    const { page } = window
    await window.open(path)
    const { x, y } = await placeOf(page, 'createAssistantMessage')
    await page.mouse.move(x, y)
    await page.mouse.move(x - 2, y)
    const tooltip = page.getByRole('tooltip')
    await tooltip.waitFor()
    expect(await tooltip.locator('.type-signature').textContent()).toContain('createAssistantMessage(')
    const reference = await tooltip.locator('a').getAttribute('href')
    expect(reference).toMatch(/\/reference\/api\/chat-service#chatservicecreateassistantmessage$/)
    await page.keyboard.press('Escape')
    await tooltip.waitFor({ state: 'hidden' })
    expect(window.problems).toEqual([])
  })

  it('appears with the arrow keys, and is read out', async () => {
    await using window = await visit()
    const { page } = window
    await window.open(path)
    await page.locator('#block-upload_with_reference_upload_document pre').focus()
    await page
      .locator('[aria-describedby]#block-upload_with_reference_upload_document pre, pre[aria-describedby]')
      .waitFor()
    await page.keyboard.press('ArrowRight')
    const tooltip = page.getByRole('tooltip')
    await tooltip.waitFor()
    const first = await tooltip.textContent()
    expect(await page.locator('.visually-hidden[role=status]').last().textContent()).not.toBe('')
    await page.keyboard.press('ArrowRight')
    await page.waitForFunction((first) => document.querySelector('[role=tooltip]')?.textContent !== first, first)
    expect(window.problems).toEqual([])
  })

  it('appears below a finger, and fits a phone', async () => {
    await using window = await visit({ viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true })
    const { page } = window
    await window.open(path)
    const { x, y } = await placeOf(page, 'createAssistantMessage')
    await page.touchscreen.tap(x, y)
    const tooltip = page.getByRole('tooltip')
    await tooltip.waitFor()
    const box = await tooltip.boundingBox()
    expect(box?.x).toBeGreaterThanOrEqual(0)
    expect((box?.x ?? 0) + (box?.width ?? 999)).toBeLessThanOrEqual(360)
    // Above the name, where no tooltip is.
    await page.touchscreen.tap(8, 200)
    await tooltip.waitFor({ state: 'hidden' })
    expect(window.problems).toEqual([])
  })
})
