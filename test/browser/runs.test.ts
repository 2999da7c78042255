import type { Locator, Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import type { RunnableExample } from '../../tangle/weave/client/run/runnable-example.ts'
import { reveal, ShownRun } from './run-panel.ts'
import { siteAddress, useSiteBrowser } from './site-browser.ts'
import { manyPages, sitePages } from './site-pages.ts'

const visit = useSiteBrowser()

/** Pages that are open at the same time. */
const windows = 3

describe('each Run button', () => {
  it('runs to the output and the transcript that are printed', { timeout: manyPages }, async () => {
    const pages = await sitePages()
    const wrong: string[] = []
    let runs = 0
    const work = async () => {
      await using window = await visit()
      for (let path = pages.shift(); path !== undefined; path = pages.shift()) {
        await window.open(path)
        const buttons = await window.page.locator('[data-run]').all()
        const names = await Promise.all(buttons.map(async (button) => (await button.getAttribute('data-run')) ?? ''))
        for (const [at, button] of buttons.entries()) {
          runs++
          const name = names[at] ?? ''
          await startRun(button, name)
          // Each begins where its button is. What the program does then is the same, and is waited for once.
          if (names.includes(name, at + 1)) {
            await window.page.keyboard.press('Escape')
            await new ShownRun(window.page, name).settles()
            continue
          }
          const differences = await compareRun(window.page, name)
          wrong.push(...differences.map((difference) => `${path}, button ${at + 1}, ${name}: ${difference}`))
        }
      }
      wrong.push(...window.problems)
    }
    await Promise.all(Array.from({ length: windows }, work))
    expect(wrong).toEqual([])
    expect(runs).toBeGreaterThan(50)
  })
})

/** Presses a button, and waits for its program to run beside it. */
async function startRun(button: Locator, name: string): Promise<void> {
  await button.evaluate(reveal)
  // Where the last button was, there may be a name now, whose type would lie over this one.
  await button.page().mouse.move(0, 0)
  await button.click()
  // A run from another button of the page is shown until this one begins.
  await button.page().waitForFunction(
    ([selector, at]) => {
      const panel = document.querySelector(`${selector}`)
      return (
        panel?.closest('.weave, .full-example') ===
        document.querySelectorAll('[data-run]')[Number(at)]?.closest('.weave, .full-example')
      )
    },
    [`.run-panel[data-example="${name}"]`, String(await indexOf(button))] as const,
  )
}

/** Waits for the end of a run, and says where it did something else than the pages say. */
async function compareRun(page: Page, name: string): Promise<string[]> {
  const response = await fetch(new URL(`run/${name}.json`, siteAddress))
  const { expected } = (await response.json()) as RunnableExample
  const run = new ShownRun(page, name)
  await run.settles()
  const found = { stdout: await run.stdout(), transcript: await run.transcript() }
  const differences = (['stdout', 'transcript'] as const).flatMap((kind) => {
    const wanted = expected[kind]
    if (wanted === undefined || found[kind].trimEnd() === wanted) return []
    return [`${kind} is ${JSON.stringify(found[kind])}, not ${JSON.stringify(wanted)}`]
  })
  const state = await run.state()
  return state === 'finished' || state === 'listening' ? differences : [...differences, `the run has ${state}`]
}

function indexOf(button: Locator): Promise<number> {
  return button.evaluate((element) => [...document.querySelectorAll('[data-run]')].indexOf(element))
}
