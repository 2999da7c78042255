import { describe, expect, it } from 'vitest'
import type { RunnableExample } from '../../tangle/weave/client/run/runnable-example.ts'
import { findBarriers } from './find-barriers.ts'
import { run } from './run-panel.ts'
import { siteAddress, useSiteBrowser } from './site-browser.ts'

const visit = useSiteBrowser()
const path = 'tutorials/upload-to-chat'

describe.concurrent('a page', () => {
  it('is whole without scripts, and has no button that does nothing', async () => {
    await using window = await visit({ javaScriptEnabled: false })
    const { page } = window
    await window.open(path)
    const answer = await fetch(new URL('run/upload_to_chat.json', siteAddress))
    const { source, expected } = (await answer.json()) as RunnableExample
    await page.getByText('Full example: upload_to_chat.ts').click()
    const code = await page.locator('#example-upload_to_chat .example-code .line').allTextContents()
    expect(code.join('\n').trimEnd()).toBe(source.trimEnd())
    expect(await page.locator('#output-upload_to_chat pre').innerText()).toBe(expected.stdout)
    expect(await page.locator('#transcript-upload_to_chat .chat-log').innerText()).toContain('Here is your document.')
    expect(await page.locator('button[data-run]:visible, button[data-edit]:visible').count()).toBe(0)
    expect(window.problems).toEqual([])
  })

  it.for([true, false])('is printed with everything open and nothing to press (scripts: %s)', async (scripts) => {
    await using window = await visit({ javaScriptEnabled: scripts, colorScheme: 'dark' })
    const { page } = window
    await window.open(path)
    if (scripts) await (await run(page, 'upload_to_chat')).reaches('listening')
    await page.emulateMedia({ media: 'print' })
    if (scripts) await page.evaluate(() => void dispatchEvent(new Event('beforeprint')))
    const code = await page.locator('#example-upload_to_chat .example-code .line').first().boundingBox()
    expect(code?.height).toBeGreaterThan(0)
    expect(await page.locator('.vp-doc button:visible, .run-panel:visible, .VPNav:visible').count()).toBe(0)
    const background = await page.evaluate(() => getComputedStyle(document.body).backgroundColor)
    expect(['rgb(255, 255, 255)', 'rgba(0, 0, 0, 0)']).toContain(background)
    expect(window.problems).toEqual([])
    if (!scripts) return
    // Printers leave backgrounds out unless somebody asks for them: what is written has to be dark in both cases.
    expect(await findBarriers(page, ['color-contrast'])).toEqual([])
    await page.addStyleTag({ content: '*, ::before, ::after { background: none !important }' })
    expect(await findBarriers(page, ['color-contrast'])).toEqual([])
  })

  it('is dark at once, where a reader wants it dark', async () => {
    await using window = await visit({ colorScheme: 'light' })
    const { page } = window
    await window.open(path)
    const looks = await page.evaluate(async () => {
      const colors = () =>
        [...document.querySelectorAll('.vp-doc code, .VPNav a')].map((one) => getComputedStyle(one).color)
      const before = colors()
      document.querySelector<HTMLElement>('.VPSwitchAppearance')?.click()
      await new Promise(requestAnimationFrame)
      const now = colors()
      await new Promise((resolve) => setTimeout(resolve, 600))
      return { before, now, later: colors() }
    })
    expect(looks.now).toEqual(looks.later)
    expect(looks.now).not.toEqual(looks.before)
  })

  it('does not move for readers who ask for that', async () => {
    await using window = await visit({ reducedMotion: 'reduce' })
    const { page } = window
    await window.open(path)
    const shown = await run(page, 'upload_to_chat')
    await shown.reaches('running', 'listening')
    const longest = await page.evaluate(() => {
      return Math.max(
        ...document.getAnimations().map(({ effect }) => Number(effect?.getComputedTiming().activeDuration ?? 0)),
        0,
      )
    })
    // Milliseconds.
    expect(longest).toBeLessThan(1)
    await shown.reaches('listening')
    expect(window.problems).toEqual([])
  })
})
