import { addStyle } from '../add-style.ts'
import css from '../edit/edit.css?inline'
import { openEdit } from '../edit/open-edit.ts'
import { element } from '../run/element.ts'
import type { RunSite } from '../site.ts'
import { LinkError, readLink } from './program-link.ts'

/** Opens the program that a link leads to in its editor, and runs nothing. What is wrong with the link stands over the page. */
export async function openShared(site: RunSite, hash: string): Promise<void> {
  document.querySelector('.share-message')?.remove()
  try {
    const { name, text } = await readLink(hash)
    const button = document.querySelector<HTMLElement>(`[data-edit="${CSS.escape(name)}"]`)
    if (!button) return showMessage(`The link leads to the program ${name}, and this page has none of this name.`, text)
    showPlace(button)
    await openEdit(site, button, text)
  } catch (error) {
    showMessage(error instanceof LinkError ? error.message : 'The program of the link could not be loaded. Try again.')
  }
}

/** Opens what a button is folded in, and the tab that it stands in. */
function showPlace(button: HTMLElement): void {
  for (let fold = button.closest('details'); fold; fold = fold.parentElement?.closest('details') ?? null) {
    fold.open = true
  }
  const tab = button.closest('.vp-code-group > .blocks > div')
  const at = tab ? [...(tab.parentElement?.children ?? [])].indexOf(tab) : -1
  tab?.closest('.vp-code-group')?.querySelectorAll<HTMLElement>('.tabs label')[at]?.click()
}

/** @param program What the link has brought all the same: a page changes, and the reader wants to see it. */
function showMessage(text: string, program?: string): void {
  addStyle(css)
  const copy = element('button', { type: 'button', class: 'run-button' }, 'Copy the program')
  copy.addEventListener('click', () => {
    navigator.clipboard.writeText(program ?? '').then(
      () => copy.replaceChildren('Copied'),
      () => copy.replaceWith(element('pre', { tabindex: '0' }, program ?? '')),
    )
  })
  const close = element('button', { type: 'button', class: 'run-close', 'aria-label': 'Close the message' }, '×')
  const message = element(
    'div',
    { class: 'share-message', role: 'alert' },
    element('p', {}, text),
    ...(program === undefined ? [] : [copy]),
    close,
  )
  close.addEventListener('click', () => message.remove())
  document.body.append(message)
}
