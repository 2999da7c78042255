import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core'
import { afterAll, beforeAll, inject } from 'vitest'

/** A page of the site in a window of its own, with everything that went wrong in it. */
export interface Visit extends AsyncDisposable {
  readonly page: Page
  /** Errors and warnings of the console, exceptions, failed requests, and requests to any other address. */
  readonly problems: readonly string[]
  /** Goes to a page of the site and waits until its scripts are at work. */
  open(path: string): Promise<void>
}

/** The address of the built site, with its base. */
export const siteAddress = inject('siteAddress')

/** Milliseconds: to end what hangs, also on a busy machine. */
const limit = 110_000

/** The same for the first test file, which waits for the site to be built. */
const buildLimit = 600_000

/** Connects a test file to the browser of the run, which is started with the first of them, for the site of this repository. */
export function useSiteBrowser(): (options?: BrowserContextOptions) => Promise<Visit> {
  const visit = useBrowser(inject('browserAddress'))
  return (options) => visit(siteAddress, options)
}

/** The same for any site. @param endpoint Where the browser is asked for. */
export function useBrowser(
  endpoint = `${inject('browserAddress')}/alone`,
): (address: string, options?: BrowserContextOptions) => Promise<Visit> {
  let browser: Browser
  beforeAll(async () => {
    const answer = await fetch(endpoint)
    const text = await answer.text()
    if (!answer.ok) throw new Error(text)
    browser = await chromium.connect(text)
  }, buildLimit)
  afterAll(() => browser?.close())
  return (address, options) => visit(browser, address, options)
}

/** @param address The address of a site, with its base. */
async function visit(browser: Browser, address: string, options: BrowserContextOptions = {}): Promise<Visit> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options })
  context.setDefaultTimeout(limit)
  const page = await context.newPage()
  const problems: string[] = []
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') problems.push(message.text())
  })
  page.on('pageerror', (error) => problems.push(String(error)))
  page.on('requestfailed', (request) => {
    // A page that is left gives up what it had asked for; one without scripts does not get those it names.
    const { errorText = '' } = request.failure() ?? {}
    if (!['net::ERR_ABORTED', 'csp'].includes(errorText)) problems.push(`${request.url()}: ${errorText}`)
  })
  page.on('request', (request) => {
    const isOwn = request.url().startsWith(address) || /^(?:blob|data):/.test(request.url())
    if (!isOwn) problems.push(`a request to ${request.url()}`)
  })
  page.on('response', (response) => {
    if (response.status() >= 400) problems.push(`${response.url()}: ${response.status()}`)
  })
  return {
    page,
    problems,
    async open(path) {
      await page.goto(new URL(path, address).href)
      // The theme is at work as soon as Vue has taken over what the server has drawn.
      if (options.javaScriptEnabled !== false) await page.waitForFunction(isHydrated)
    },
    [Symbol.asyncDispose]: () => context.close(),
  }
}

function isHydrated(): boolean {
  const app = document.getElementById('app')
  return app !== null && '__vue_app__' in app
}
