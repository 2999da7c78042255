import { expect, it } from 'vitest'
import { run } from './run-panel.ts'
import { useSiteBrowser } from './site-browser.ts'

const visit = useSiteBrowser()

it('shows requests with masked keys, the pieces of a stream, and the line that asked', async () => {
  await using window = await visit()
  await window.open('tutorials/streaming-response')
  const shown = await run(window.page, 'streaming_response')
  await shown.reaches('finished')
  const wire = shown.panel.locator('.run-wire')
  const exchange = wire.locator('.run-exchanges > li').first()
  if ((await wire.getAttribute('open')) === null) await wire.locator('> summary').click()
  expect(await wire.locator('> summary').textContent()).toMatch(/^On the wire [1-9]\d* requests?$/)
  expect(await exchange.locator('summary').textContent()).toMatch(/^POST \/v1\/chat-messages 200, \d+ pieces$/)
  await exchange.locator('summary').click()
  // What an exchange holds is drawn when it is opened.
  await exchange.locator('pre').nth(2).waitFor()
  const [request = '', response = '', stream = ''] = await exchange.locator('pre').allTextContents()
  expect(request).toMatch(/^authorization: Bearer [^\w]*\S*\*|^authorization: Bearer …/m)
  expect(request).toContain('"response_mode"')
  expect(response).toMatch(/^200\n/)
  expect(response).toContain('content-type: text/event-stream')
  expect(stream).toMatch(/^data: \{"event":/)
  expect(await exchange.textContent()).toContain('The stream has ended.')
  const link = exchange.locator('a.run-line')
  expect(await link.textContent()).toMatch(/^tutorials\/[\w-]+\.md:\d+$/)
  await link.click()
  const lit = window.page.locator('.line.run-lit').first()
  expect(await lit.textContent()).toMatch(/await/)
  expect(window.problems).toEqual([])
})
