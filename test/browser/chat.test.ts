import { describe, expect, it } from 'vitest'
import { run } from './run-panel.ts'
import { useSiteBrowser } from './site-browser.ts'

const visit = useSiteBrowser()

describe.concurrent('the chat of a run', () => {
  it('answers a message of the reader, as often as they write', async () => {
    await using window = await visit()
    await window.open('tutorials/upload-to-chat')
    const shown = await run(window.page, 'upload_to_chat')
    await shown.reaches('listening')
    const before = await shown.transcript()
    for (const text of ['One for me, please.', 'And one more.']) {
      await shown.panel.getByRole('textbox').fill(text)
      await shown.panel.getByRole('button', { name: 'Send' }).click()
      await shown.panel.getByText(text, { exact: true }).waitFor()
      await shown.reaches('listening')
    }
    const said = (await shown.transcript()).slice(before.length)
    expect(said).toContain('user: One for me, please.\ninput: locked\nassistant: One moment')
    expect(said).toMatch(/user: And one more\..*\[1\] document\.txt \(text\/plain, 13 bytes\)\ninput: free\n$/s)
    expect(await shown.stdout()).toBe('Uploaded document.txt, 13 bytes.\n'.repeat(3))
    expect(window.problems).toEqual([])
  })

  it('opens the document of a reference', async () => {
    await using window = await visit()
    await window.open('tutorials/upload-to-chat')
    const shown = await run(window.page, 'upload_to_chat')
    await shown.reaches('listening')
    await shown.panel.getByRole('button', { name: 'document.txt' }).click()
    const dialog = window.page.getByRole('dialog', { name: 'document.txt' })
    expect(await dialog.locator('pre').textContent()).toBe('Hello, world!')
    const download = window.page.waitForEvent('download')
    await dialog.getByRole('link', { name: 'Download' }).click()
    expect((await download).suggestedFilename()).toBe('document.txt')
    // The key closes the document, and stops nothing.
    await window.page.keyboard.press('Escape')
    await dialog.waitFor({ state: 'detached' })
    expect(await shown.state()).toBe('listening')
    expect(window.problems).toEqual([])
  })

  it('takes a file that is chosen, and one that is dropped', async () => {
    await using window = await visit()
    await window.open('tutorials/images-and-documents')
    const shown = await run(window.page, 'minimal_chat_document_app')
    await shown.reaches('listening')
    const note = { name: 'mine.txt', mimeType: 'text/plain', buffer: Buffer.from('Twelve bytes') }
    await shown.panel.locator('input[type=file]').setInputFiles(note)
    await shown.panel.getByRole('button', { name: 'Remove mine.txt' }).waitFor()
    const data = await window.page.evaluateHandle((base64) => {
      const transfer = new DataTransfer()
      const bytes = Uint8Array.from(atob(base64), (char) => char.charCodeAt(0))
      transfer.items.add(new File([bytes], 'mine.png', { type: 'image/png' }))
      return transfer
    }, png)
    await shown.panel.locator('.run-chat').dispatchEvent('drop', { dataTransfer: data })
    await shown.panel.getByRole('button', { name: 'Remove mine.png' }).waitFor()
    await shown.panel.getByRole('textbox').fill('Look at this.')
    await shown.panel.getByRole('textbox').press('Enter')
    await shown.panel.getByText('Look at this.', { exact: true }).waitFor()
    await shown.reaches('listening')
    expect(await shown.stdout()).toContain('mine.txt: 12 bytes')
    expect(await shown.transcript()).toMatch(/user: Look at this\..*mine\.png \(image\/png.*assistant: /s)
    expect(window.problems).toEqual([])
  })
})

/** Four by three pixels. */
const png = 'iVBORw0KGgoAAAANSUhEUgAAAAQAAAADCAIAAAA7ljmRAAAAEElEQVR42mOQjUqDIwacHADGvQpdcsOr4AAAAABJRU5ErkJggg=='
