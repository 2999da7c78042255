import { deflateRawSync } from 'node:zlib'
import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { findBarriers } from './find-barriers.ts'
import { ShownRun } from './run-panel.ts'
import { siteAddress, useSiteBrowser, type Visit } from './site-browser.ts'

const visit = useSiteBrowser()
const name = 'streaming_response'
const path = 'tutorials/streaming-response'
const shared = "console.log('shared', 1 + 1)\n"

/** What another reader has sent. */
function linkTo(text: string | Uint8Array, example = name): string {
  return `${path}#edit=${example}&text=${deflateRawSync(text).toString('base64url')}`
}

const editorOf = (page: Page) => page.locator('.edit-panel')
const textOf = async (page: Page) => (await editorOf(page).locator('.cm-line').allTextContents()).join('\n')

/** Opens a link, and waits for what it brings. */
async function openLink(window: Visit, link: string) {
  await window.open(link)
  await editorOf(window.page).locator('.edit-notice p').waitFor()
}

describe.concurrent('a link to an edited program', () => {
  it('is copied, opens the program for another reader, and runs nothing by itself', async () => {
    await using author = await visit({ permissions: ['clipboard-read', 'clipboard-write'] })
    await author.open(path)
    await author.page.locator(`[data-edit="${name}"]`).first().click()
    await editorOf(author.page).locator('.cm-content').fill(shared)
    await editorOf(author.page).getByRole('button', { name: 'Copy link' }).click()
    await editorOf(author.page).getByText('The link is copied').waitFor()
    const link = await author.page.evaluate(() => navigator.clipboard.readText())
    expect(link.startsWith(new URL(`${path}#edit=${name}&text=`, siteAddress).href)).toBe(true)
    // Switched off, as by default.
    expect(await editorOf(author.page).getByRole('button', { name: 'Open in StackBlitz' }).count()).toBe(0)

    await using reader = await visit({ viewport: { width: 360, height: 740 } })
    const { page } = reader
    await openLink(reader, link)
    expect(await textOf(page)).toBe(shared)
    expect(await editorOf(page).locator('.edit-notice').textContent()).toContain(
      'comes from a link. It is not the page’s',
    )
    expect(await page.evaluate(() => document.activeElement?.closest('.edit-notice') !== null)).toBe(true)
    expect(await page.locator('.run-panel').count()).toBe(0)
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360)
    expect(await findBarriers(page)).toEqual([])

    await editorOf(page).getByRole('button', { name: 'Run', exact: true }).click()
    const run = new ShownRun(page, name)
    await run.reaches('finished')
    expect(await run.stdout()).toBe('shared 2\n')
    await editorOf(page).getByRole('button', { name: 'Back to the page’s text' }).click()
    expect(await textOf(page)).toContain('@parley/sdk')
    expect(new URL(page.url()).hash).toBe('')
    await editorOf(page).getByRole('button', { name: 'Undo reset' }).click()
    expect(await textOf(page)).toBe(shared)
    expect([author.problems, reader.problems]).toEqual([[], []])
  })

  it('takes nothing away that a reader has kept', async () => {
    await using window = await visit()
    const { page } = window
    await window.open(path)
    await page.locator(`[data-edit="${name}"]`).first().click()
    await editorOf(page).locator('.cm-content').fill('// mine\n')
    await page.goto('about:blank')
    await openLink(window, linkTo(shared))
    await editorOf(page).locator('.cm-content').fill('// of the link, and mine\n')
    await page.goto('about:blank')
    await openLink(window, linkTo(shared))
    expect(await textOf(page)).toBe(shared)
    await editorOf(page).getByRole('button', { name: 'Back to your version' }).click()
    expect(await textOf(page)).toBe('// mine\n')
    expect(await editorOf(page).locator('.edit-status').textContent()).toBe('Changed, and kept in this browser')
    // A link on the page itself, and the reader decides for what it brings.
    await page.evaluate(
      (hash) => {
        location.hash = hash
      },
      linkTo(shared).replace(/^.*#/, ''),
    )
    await editorOf(page).getByRole('button', { name: 'Keep this one' }).click()
    await page.goto('about:blank')
    await window.open(path)
    await page.locator(`[data-edit="${name}"]`).first().click()
    await editorOf(page).locator('.cm-content').waitFor()
    expect(await textOf(page)).toBe(shared)
    expect(window.problems).toEqual([])
  })

  it.for([
    ['damaged', `${path}#edit=${name}&text=a*b`, 'damaged, or a part of it is missing'],
    ['too large', linkTo(new Uint8Array(2 ** 26)), 'larger than 256 KB'],
    ['of another page', linkTo(shared, 'no<b>such'), 'the program no<b>such, and this page has none'],
  ] as const)('that is %s says so, and the page is as it was', async ([, link, message]) => {
    await using window = await visit()
    const { page, problems, open } = window
    await open(link)
    const alert = page.getByRole('alert')
    await alert.waitFor()
    expect(await alert.textContent()).toContain(message)
    expect(await findBarriers(page)).toEqual([])
    await alert.getByRole('button', { name: 'Close the message' }).click()
    expect((await alert.count()) + (await editorOf(page).count())).toBe(0)
    expect(problems).toEqual([])
  })

  it('leaves the anchors of headings alone, also strange ones', async () => {
    await using window = await visit()
    const { page, open } = window
    await open(path)
    const id = await page.locator('.vp-doc h2[id]').last().getAttribute('id')
    await open(`${path}#${id}`)
    await page.waitForFunction((heading) => {
      const { top, bottom } = document.getElementById(heading)!.getBoundingClientRect()
      return scrollY > 0 && top >= 0 && bottom <= innerHeight
    }, id!)
    await page.evaluate(() => {
      location.hash = '#100%'
    })
    await page.locator(`[data-edit="${name}"]`).first().click()
    await editorOf(page).locator('.cm-content').waitFor()
    // VitePress itself decodes it.
    expect(window.problems.filter((problem) => !/URI malformed/.test(problem))).toEqual([])
  })
})
