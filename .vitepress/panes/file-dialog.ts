import type { MockFile } from '../../src/mock/index.ts'
import { element } from '../../tangle/weave/client/run/element.ts'

/** Longer texts are there to be downloaded. */
const maximumText = 100_000

/** Opens a file of the chat over the page: its text, its picture, or a link to save it. */
export function openFile({ name, mimeType, bytes }: MockFile): void {
  const url = URL.createObjectURL(new Blob([bytes], { type: mimeType }))
  const close = element('button', { type: 'button', class: 'run-close', 'aria-label': 'Close the document' }, '×')
  const save = element('a', { href: url, download: name, class: 'run-save' }, 'Download')
  const about = element('span', { class: 'run-file-facts' }, `${mimeType}, ${bytes.byteLength} bytes`)
  const head = element('p', { class: 'run-file-head' }, element('b', {}, name), about, save, close)
  const dialog = element('dialog', { class: 'run-file', 'aria-label': name }, head, preview(name, mimeType, bytes, url))
  close.addEventListener('click', () => dialog.close())
  // A click beside the document.
  dialog.addEventListener('click', (event) => event.target === dialog && dialog.close())
  // Escape closes the dialog, and stops nothing.
  dialog.addEventListener('keydown', (event) => event.key === 'Escape' && event.stopPropagation())
  dialog.addEventListener('close', () => {
    dialog.remove()
    URL.revokeObjectURL(url)
  })
  document.body.append(dialog)
  dialog.showModal()
}

function preview(name: string, mimeType: string, bytes: Uint8Array, url: string): HTMLElement {
  if (/^image\/(?:png|jpeg|gif|webp|bmp|svg\+xml)$/.test(mimeType)) return element('img', { src: url, alt: name })
  const isText = /^text\/|[/+](?:json|xml|yaml|csv)\b/.test(mimeType)
  if (!isText || bytes.byteLength > maximumText) return element('p', {}, 'Download the file to look at it.')
  return element('pre', { tabindex: '0' }, new TextDecoder().decode(bytes))
}
