import type { Locator } from 'playwright-core'
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
        for (const [at, button] of buttons.entries()) {
          runs++
          const name = (await button.getAttribute('data-run')) ?? ''
          const differences = await compareRun(button, name)
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

/** Runs one example, and says where it does something else than the pages say. */
async function compareRun(button: Locator, name: string): Promise<string[]> {
  const page = button.page()
  const response = await fetch(new URL(`run/${name}.json`, siteAddress))
  const { expected } = (await response.json()) as RunnableExample
  await button.evaluate(reveal)
  await button.click()
  const run = new ShownRun(page, name)
  // A run from another button of the page is shown until this one begins.
  await page.waitForFunction(
    ([selector, at]) => {
      const panel = document.querySelector(`${selector}`)
      return (
        panel?.closest('.weave, .full-example') ===
        document.querySelectorAll('[data-run]')[Number(at)]?.closest('.weave, .full-example')
      )
    },
    [`.run-panel[data-example="${name}"]`, String(await indexOf(button))] as const,
  )
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
