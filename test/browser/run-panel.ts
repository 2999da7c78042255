import type { Locator, Page } from 'playwright-core'
import type { RunnableExample } from '../../tangle/weave/client/run/runnable-example.ts'

/** The panel of a run, as a reader meets it. */
export class ShownRun {
  readonly panel: Locator
  readonly #page: Page

  constructor(page: Page, example: string) {
    this.#page = page
    this.panel = page.locator(`.run-panel[data-example="${example}"]`)
  }

  /** Waits until the run is in one of some states. */
  async reaches(...states: readonly string[]): Promise<void> {
    await this.panel.and(this.#page.locator(states.map((state) => `[data-state="${state}"]`).join())).waitFor()
  }

  /** Waits until nothing more happens by itself: the program has ended, or the reader has the word. */
  async settles(): Promise<void> {
    await this.reaches('finished', 'failed', 'stopped', 'listening')
  }

  state(): Promise<string | null> {
    return this.panel.getAttribute('data-state')
  }

  /** What the program has printed to standard output. */
  async stdout(): Promise<string> {
    return (await this.panel.locator('.run-log .run-stdout').allTextContents()).join('')
  }

  /** Everything that the output shows. */
  async log(): Promise<string> {
    return (await this.panel.locator('.run-log').textContent()) ?? ''
  }

  /** The transcript of the chat. */
  async transcript(): Promise<string> {
    return (await this.panel.locator('.run-transcript').textContent()) ?? ''
  }
}

/** Runs an example from the first of its buttons on a page. */
export async function run(page: Page, example: string): Promise<ShownRun> {
  await buttonOf(page, example).evaluate(reveal)
  await buttonOf(page, example).click()
  return new ShownRun(page, example)
}

/** Lets a page load another program in the place of an example: line by line, so that lines keep their numbers. */
export async function changeExample(page: Page, name: string, change: (line: string) => string): Promise<void> {
  await page.route(`**/run/${name}.json`, async (route) => {
    const response = await route.fetch()
    const example = (await response.json()) as RunnableExample
    const code = example.code.split('\n').map(change).join('\n')
    if (code === example.code) throw new Error(`Nothing was changed in ${name}.`)
    await route.fulfill({ response, json: { ...example, code } })
  })
}

function buttonOf(page: Page, example: string): Locator {
  return page.locator(`[data-run="${example}"]`).first()
}

/** Opens whatever an element is folded in. */
export function reveal(element: Element): void {
  for (let fold = element.closest('details'); fold; fold = fold.parentElement?.closest('details') ?? null) {
    fold.open = true
  }
}
