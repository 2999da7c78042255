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
