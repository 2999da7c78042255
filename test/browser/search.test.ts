import { expect, it } from 'vitest'
import { useSiteBrowser } from './site-browser.ts'

const visit = useSiteBrowser()

it.for([
  ['the name of a block', 'upload_with_reference_upload_document'],
  ['a word of its code', 'skipIngestion'],
])('the search finds a block by %s', async ([, words]) => {
  await using window = await visit()
  const { page } = window
  await window.open('reference/commands')
  await page.keyboard.press('Control+k')
  await page.locator('#localsearch-input').fill(words!)
  const result = page.locator('.VPLocalSearchBox a.result[href*="tutorials/upload-to-chat"]').first()
  await result.click()
  await page.waitForURL(/\/a\/sub\/path\/tutorials\/upload-to-chat/)
  await page.locator('#block-upload_with_reference_upload_document').waitFor()
  expect(window.problems).toEqual([])
})

// The words of people who have not read a page, and the page that they need.
const needs = {
  abort: /tutorials\/stop-chat-generation/,
  baseline: /check-the-docs-you-have#start-with-a-baseline/,
  ChatService: /reference\/api\/chat-service#chatservice$/,
  cancel: /tutorials\/stop-chat-generation/,
  CI: /guides\/test-in-ci#test-in-ci/,
  deploy: /tutorials\/go-to-production/,
  install: /tutorials\/set-up#install/,
  license: /why-parley#license/,
  retry: /go-to-production|options#repetitions/,
  sse: /tutorials\/streaming-response/,
  stale: /reference\/diagnostics#stale$/,
  timeout: /reference\/options#timeouts/,
  tsconfig: /reference\/configuration#types/,
  webhook: /tutorials\/webhook-app/,
  // Questions as people think them.
  'check my own docs': /guides\/check-the-docs-you-have#check/,
  'find the default time limit of a stream': /options#timeouts|go-to-production#time-limits/,
  'install the SDK': /tutorials\/set-up#install/,
  'put this in CI': /guides\/test-in-ci#test-in-ci/,
  'verify a webhook': /tutorials\/webhook-app/,
  'what does it cost to add to my VitePress site': /guides\/weave-your-site#see-what-it-costs/,
  'what does stale mean': /reference\/diagnostics#stale$/,
  'what happens when I abort a stream': /tutorials\/stop-chat-generation/,
  'which page is for Dify': /set-up#dify-ask-and-be-answered/,
  'write an example that is run': /guides\/(?:write-a-page#write-a-page|adopt#run-the-program)/,
}

it('the first result for a word is the page that explains it', async () => {
  await using window = await visit()
  const { page } = window
  await window.open('reference/commands')
  await page.keyboard.press('Control+k')
  const first = page.locator('.VPLocalSearchBox a.result').first()
  for (const [word, wanted] of Object.entries(needs)) {
    await page.locator('#localsearch-input').fill(word)
    // The list follows what is typed after a moment.
    await expect.poll(() => first.getAttribute('href'), { message: word, timeout: 20_000 }).toMatch(wanted)
  }
})

it('remembers on the next page which package manager somebody has chosen', async () => {
  await using window = await visit()
  const { page } = window
  await window.open('tutorials/set-up')
  await page.locator('.package-managers').getByText('pnpm', { exact: true }).click()
  expect(await page.locator('.package-managers').innerText()).toContain('pnpm add ../parley')
  await window.open('guides/check-the-docs-you-have')
  await page.locator('.package-managers .active', { hasText: 'pnpm add --save-dev @parley/tangle' }).waitFor()
  expect(window.problems).toEqual([])
})
