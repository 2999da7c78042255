import { randomUUID } from 'node:crypto'
import { mkdirSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { BrowserServer } from 'playwright-core'
import type { TestProject } from 'vitest/node'
import { buildSite } from './build-site.ts'
import { findChromium } from './find-chromium.ts'
import { launchChromium } from './launch-chromium.ts'
import { staticSite } from './static-site.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** The address of the built site, with its base. */
    readonly siteAddress: string
    /**
     * Answers with the address of the browser as soon as site and browser are ready, or says why they are not; with
     * `/alone` behind it, as soon as the browser is.
     */
    readonly browserAddress: string
  }
}

/** Not the root of a host: the site works below any path. */
const base = '/a/sub/path/'

/**
 * One site and one browser for all tests of a run. They are made when the first test asks for them: a run without browser
 * tests pays nothing.
 */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  // Two names and no folders yet.
  const folder = join(tmpdir(), `parley-browser-${randomUUID()}`)
  const site = join(folder, 'site')
  const ending = new AbortController()
  let launching: Promise<BrowserServer> | undefined
  let building: Promise<void> | undefined
  const serveSite = staticSite(site, base)
  const server = createServer(async (request, response) => {
    const needsSite = request.url === '/browser'
    if (!needsSite && request.url !== '/browser/alone') return serveSite(request, response)
    mkdirSync(folder, { recursive: true })
    launching ??= findChromium(folder).then(launchChromium)
    if (needsSite) building ??= buildSite(site, base, ending.signal)
    const [status, answer] = await Promise.all([launching, building]).then(
      ([browser]) => [200, browser.wsEndpoint()] as const,
      (error: Error) => [500, error.message] as const,
    )
    response.writeHead(status).end(answer)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  project.provide('siteAddress', `${origin}${base}`)
  project.provide('browserAddress', `${origin}/browser`)
  return async () => {
    server.closeAllConnections()
    server.close()
    ending.abort()
    const [browser] = await Promise.allSettled([launching, building])
    if (browser?.status === 'fulfilled') await browser.value?.close()
    await rm(folder, { recursive: true, force: true })
  }
}
