import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { changeExample, run, ShownRun } from './run-panel.ts'
import { useSiteBrowser } from './site-browser.ts'

const visit = useSiteBrowser()
const page = 'tutorials/upload-to-chat'

describe.concurrent('the controls of a run', () => {
  it('stop what has no end, and run it again', async () => {
    await using window = await visit()
    await changeExample(window.page, 'upload_to_chat', (line) => {
      return line.startsWith('for await') ? `for (;;) {} ${line}` : line
    })
    await window.open(page)
    const shown = await run(window.page, 'upload_to_chat')
    await shown.reaches('running')
    await shown.panel.getByRole('button', { name: 'Stop' }).click()
    await shown.reaches('stopped')
    // The button that has gone gives the focus to the one in its place.
    await window.page.keyboard.press('Enter')
    await shown.reaches('running')
    await window.page.keyboard.press('Escape')
    await shown.reaches('stopped')
    expect(window.problems).toEqual([])
  })

  it('are all within reach of the keyboard', async () => {
    await using window = await visit()
    await window.open(page)
    await window.page.locator('#block-free_user_input').scrollIntoViewIfNeeded()
    await tabTo(window.page, '[data-run]')
    await window.page.keyboard.press('Enter')
    const shown = new ShownRun(window.page, 'upload_to_chat')
    await shown.reaches('listening')
    await tabTo(window.page, '.run-panel .run-bar button')
    await tabTo(window.page, '.run-panel .run-log')
    await tabTo(window.page, '.run-panel .chat-log')
    await tabTo(window.page, '.run-panel textarea')
    await window.page.keyboard.type('Once more, please.')
    await window.page.keyboard.press('Enter')
    await shown.panel.getByText('Once more, please.', { exact: true }).waitFor()
    await shown.reaches('listening')
    // Whoever has written goes on writing.
    expect(await focusIsIn(window.page, '.run-panel textarea')).toBe(true)
    await tabTo(window.page, '.run-wire > summary')
    await window.page.keyboard.press('Enter')
    await tabTo(window.page, '.run-exchanges summary')
    await window.page.keyboard.press('Enter')
    await shown.panel.locator('.run-exchange-body pre').first().waitFor()
    await window.page.keyboard.press('Escape')
    await shown.reaches('stopped')
    expect(window.problems).toEqual([])
  })

  it('answer to Ctrl-Enter, from the block that has the focus', async () => {
    await using window = await visit()
    await window.open('reference/options-on-the-wire')
    await window.page.locator('.weave:has([data-run="show_connections"]) pre').first().focus()
    await window.page.keyboard.press('Control+Enter')
    await new ShownRun(window.page, 'show_connections').reaches('finished')
    expect(window.problems).toEqual([])
  })

  it('let the page go on while a program floods it', async () => {
    await using window = await visit()
    await changeExample(window.page, 'upload_to_chat', (line) => {
      return line.startsWith('for await') ? `for (;;) console.log('x'.repeat(1000)); ${line}` : line
    })
    await window.open(page)
    const shown = await run(window.page, 'upload_to_chat')
    await shown.panel.locator('.run-left:not([hidden])').waitFor()
    expect((await shown.stdout()).length).toBeLessThanOrEqual(200_000)
    await shown.panel.getByRole('button', { name: 'Stop' }).click()
    await shown.reaches('stopped')
    expect(window.problems).toEqual([])
  })

  it('end with the page: the next page has a run of its own', async () => {
    await using window = await visit()
    await window.open(page)
    await (await run(window.page, 'upload_to_chat')).reaches('listening')
    await window.page.locator('.VPSidebar a[href$="/streaming-response"]').click()
    await window.page.waitForURL(/streaming-response$/)
    await window.page.locator('h1', { hasText: 'Stream' }).waitFor()
    expect(await window.page.locator('.run-panel').count()).toBe(0)
    await (await run(window.page, 'streaming_response')).reaches('finished')
    expect(window.problems).toEqual([])
  })
})

describe.concurrent('an error', () => {
  it('says what and where, and lights the line in its block', async () => {
    await using window = await visit()
    let source = ''
    await changeExample(window.page, 'upload_to_chat', (line) => {
      if (!line.includes('new TextEncoder()')) return line
      source = line.trim()
      return `;(() => { throw new TypeError('Broken on purpose') })(); ${line}`
    })
    await window.open(page)
    const shown = await run(window.page, 'upload_to_chat')
    await shown.reaches('failed')
    const alert = shown.panel.getByRole('alert')
    expect(await alert.locator('.run-failure-text').textContent()).toBe('TypeError: Broken on purpose')
    expect(await alert.locator('a.run-line').first().textContent()).toMatch(/^tutorials\/upload-to-chat\.md:\d+$/)
    const lit = window.page.locator('.weave-block .line.run-lit')
    expect((await lit.textContent())?.trim()).toBe(source)
    // It goes when the example runs again.
    await shown.panel.getByRole('button', { name: 'Run again' }).click()
    await window.page.locator('.line.run-lit').first().waitFor({ state: 'detached' })
    expect(window.problems).toEqual([])
  })

  it('names the address that cannot be reached', async () => {
    await using window = await visit()
    await changeExample(window.page, 'upload_to_chat', (line) => {
      return line.startsWith('for await') ? `await fetch('https://example.com/elsewhere'); ${line}` : line
    })
    await window.open(page)
    const shown = await run(window.page, 'upload_to_chat')
    await shown.reaches('failed')
    const text = await shown.panel.getByRole('alert').textContent()
    expect(text).toContain('https://example.com cannot be reached from this page')
    expect(window.problems).toEqual([])
  })
})

/** Presses Tab until the focus is on something, as a reader would. */
async function tabTo(page: Page, selector: string): Promise<void> {
  for (let presses = 0; presses < 120; presses++) {
    await page.keyboard.press('Tab')
    if (await focusIsIn(page, selector)) return
  }
  throw new Error(`Tab does not come to ${selector}.`)
}

function focusIsIn(page: Page, selector: string): Promise<boolean> {
  return page.evaluate((selector) => document.activeElement?.matches(selector) ?? false, selector)
}
