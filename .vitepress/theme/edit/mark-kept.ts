import { withBase } from 'vitepress'
import { keptKey } from './kept-text.ts'

/** Says with the buttons of this page which examples the reader has changed in this browser. */
export function markKept(): void {
  for (const button of document.querySelectorAll<HTMLElement>('[data-edit]')) {
    try {
      const isKept = localStorage.getItem(keptKey(withBase('/'), button.dataset.edit ?? '')) !== null
      button.toggleAttribute('data-kept', isKept)
      button.title = isKept ? 'You have changed this example in this browser' : ''
    } catch {
      // A browser that gives no storage keeps nothing.
      return
    }
  }
}
