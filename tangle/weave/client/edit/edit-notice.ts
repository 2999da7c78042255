import { element } from '../run/element.ts'

/** A way out of what a notice says, by the text of its button. */
export type Choices = Readonly<Record<string, () => void>>

/** What the reader has to know about the text of an editor, above it, with the choices that there are. */
export class EditNotice {
  readonly root = element('div', { class: 'edit-notice', role: 'status' })

  /** The notice goes with each choice. @param then called after it. */
  ask(text: string, choices: Choices, then: () => void): void {
    const buttons = Object.entries(choices).map(([name, choose]) => {
      const button = element('button', { type: 'button', class: 'run-button' }, name)
      button.addEventListener('click', () => {
        this.clear()
        choose()
        then()
      })
      return button
    })
    const bar = element('div', { class: 'share-bar' }, ...buttons)
    this.root.replaceChildren(element('p', { tabindex: '-1' }, text), bar)
  }

  /** A reader who has not asked for the editor begins here. */
  focus(): void {
    this.root.querySelector('p')?.focus({ preventScroll: true })
  }

  clear(): void {
    this.root.replaceChildren()
  }
}
