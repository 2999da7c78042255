import type { MockFile } from '../../src/mock/index.ts'
import { element } from '../../tangle/weave/client/run/element.ts'

/** A file for the chat may be this big, in bytes: the mock keeps everything in memory. */
const maximumSize = 20_000_000
let count = 0

/** Where the reader writes as the person at the chat: a text, with files that were chosen, dropped or pasted. */
export class Composer {
  readonly root: HTMLFormElement
  readonly #send: (text: string, uploads: readonly MockFile[]) => void
  readonly #text: HTMLTextAreaElement
  readonly #label: HTMLLabelElement
  readonly #note = element('p', { class: 'run-note', 'aria-live': 'polite' })
  readonly #list = element('ul', { class: 'chat-files', hidden: true })
  readonly #controls: (HTMLButtonElement | HTMLInputElement | HTMLTextAreaElement)[]
  #files: MockFile[] = []
  #isFree = false

  constructor(send: (text: string, uploads: readonly MockFile[]) => void) {
    this.#send = send
    const id = `run-composer-${++count}`
    this.#text = element('textarea', { id, rows: '2', placeholder: 'Write a message, or drop a file' })
    this.#label = element('label', { for: id, class: 'run-label' })
    const picker = element('input', { type: 'file', multiple: true, hidden: true, tabindex: '-1' })
    const attach = element('button', { type: 'button', class: 'run-attach' }, 'Attach a file')
    const submit = element('button', { type: 'submit', class: 'run-send' }, 'Send')
    this.#controls = [this.#text, attach, submit]
    const row = element('div', { class: 'run-composer-row' }, attach, picker, submit)
    this.root = element('form', { class: 'run-composer' }, this.#label, this.#text, this.#list, row, this.#note)
    attach.addEventListener('click', () => picker.click())
    picker.addEventListener('change', () => {
      void this.#add(picker.files)
      picker.value = ''
    })
    this.root.addEventListener('submit', (event) => {
      event.preventDefault()
      this.#submit()
    })
    this.#text.addEventListener('keydown', (event) => {
      if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return
      event.preventDefault()
      this.#submit()
    })
    this.#text.addEventListener('paste', ({ clipboardData }) => void this.#add(clipboardData?.files))
    this.hide()
  }

  /** Takes the files that are dropped on an element. */
  acceptDrops(place: HTMLElement): void {
    const mark = (isOver: boolean) => place.classList.toggle('run-drop', isOver && this.#isFree)
    place.addEventListener('dragover', (event) => {
      event.preventDefault()
      mark(true)
    })
    place.addEventListener('dragleave', () => mark(false))
    place.addEventListener('drop', (event) => {
      event.preventDefault()
      mark(false)
      if (this.#isFree) void this.#add(event.dataTransfer?.files)
    })
  }

  /** There is no chat to write in. */
  hide(): void {
    this.root.hidden = true
    this.#set(false)
  }

  lock(reason: string): void {
    this.root.hidden = false
    this.#label.textContent = reason
    this.#set(false)
  }

  free(label: string): void {
    this.root.hidden = false
    this.#label.textContent = label
    this.#set(true)
  }

  #set(isFree: boolean): void {
    // The reader who has just sent something goes on writing.
    const hadFocus = this.root.contains(document.activeElement) || this.root.dataset.focus === ''
    this.#isFree = isFree
    this.root.dataset.state = isFree ? 'free' : 'locked'
    for (const control of this.#controls) control.disabled = !isFree
    if (hadFocus && isFree) this.#text.focus({ preventScroll: true })
    this.root.toggleAttribute('data-focus', hadFocus && !isFree)
  }

  #submit(): void {
    const text = this.#text.value.trim()
    if (!this.#isFree || (text === '' && this.#files.length === 0)) return
    const files = this.#files
    this.#files = []
    this.#text.value = ''
    this.#note.textContent = ''
    this.#showFiles()
    this.#send(text, files)
  }

  async #add(files: FileList | null | undefined): Promise<void> {
    for (const file of [...(files ?? [])]) {
      if (file.size > maximumSize) {
        this.#note.textContent = `${file.name} is too big for this page: 20 MB is the limit.`
        continue
      }
      const bytes = new Uint8Array(await file.arrayBuffer())
      this.#files.push({ name: file.name, mimeType: file.type || 'application/octet-stream', bytes })
    }
    this.#showFiles()
  }

  #showFiles(): void {
    const chips = this.#files.map((file) => {
      const label = `Remove ${file.name}`
      const remove = element(
        'button',
        { type: 'button', class: 'chat-open', 'aria-label': label, title: label },
        `${file.name} ×`,
      )
      remove.addEventListener('click', () => {
        this.#files = this.#files.filter((other) => other !== file)
        this.#showFiles()
        this.#text.focus()
      })
      return element('li', { class: 'chat-chip' }, remove)
    })
    this.#list.replaceChildren(...chips)
    this.#list.hidden = chips.length === 0
  }
}
