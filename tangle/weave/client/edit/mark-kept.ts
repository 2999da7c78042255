import { keptKey } from './kept-text.ts'

/** Says with the buttons of this page which examples the reader has changed in this browser. @param base The base of the site. */
export function markKept(base: string): void {
  for (const button of document.querySelectorAll<HTMLElement>('[data-edit]')) {
    try {
      const isKept = localStorage.getItem(keptKey(base, button.dataset.edit ?? '')) !== null
      button.toggleAttribute('data-kept', isKept)
      button.title = isKept ? 'You have changed this example in this browser' : ''
    } catch {
      // A browser that gives no storage keeps nothing.
      return
    }
  }
}
