import { element } from '../../tangle/weave/client/run/element.ts'
import type { PaneRun } from '../../tangle/weave/client/run/pane.ts'
import type { WireEvent, WireRequest } from '../world/events.ts'

type Headers = readonly (readonly [string, string])[]

/** An exchange keeps this many frames, the newest. */
const maximumFrames = 300

/** One request with its answer. Its details are drawn as soon as somebody looks at them. */
export class WireExchange {
  readonly root: HTMLElement
  readonly #fold: HTMLDetailsElement
  readonly #status = element('span', { class: 'run-http-status' }, '…')
  readonly #details = element('div', { class: 'run-exchange-body' })
  readonly #request: WireRequest
  #requestBody = ''
  #status_: number | undefined
  #responseHeaders: Headers = []
  #responseBody = ''
  #frames: string[] = []
  #leftFrames = 0
  #isStream = false
  #end = ''

  constructor(request: WireRequest, run: PaneRun) {
    this.#request = request
    const summary = element(
      'summary',
      {},
      element('span', { class: 'run-method' }, request.method),
      ' ',
      element('span', { class: 'run-path' }, request.path),
      ' ',
      this.#status,
    )
    this.#fold = element('details', {}, summary, this.#details)
    this.root = element('li', {}, this.#fold)
    if (request.line !== undefined) this.root.append(run.link(request.line))
    this.#fold.addEventListener('toggle', () => this.draw())
  }

  add(event: WireEvent): void {
    if (event.kind === 'request-body') this.#requestBody = event.text
    else if (event.kind === 'response') {
      this.#status_ = event.status
      this.#responseHeaders = event.headers
      this.#isStream = event.isStream
    } else if (event.kind === 'response-body') this.#responseBody = event.text
    else if (event.kind === 'frame') {
      this.#frames.push(event.text)
      if (this.#frames.length > maximumFrames) {
        this.#frames.shift()
        this.#leftFrames++
      }
    } else if (event.kind === 'stream-end') this.#end = endings[event.how]
    else if (event.kind === 'lost') this.#end = event.message
  }

  draw(): void {
    const isOpen = this.#isStream && this.#end === ''
    const frames = this.#frames.length + this.#leftFrames
    const pieces = this.#isStream ? `, ${frames} ${frames === 1 ? 'piece' : 'pieces'}${isOpen ? ', open' : ''}` : ''
    this.#status.textContent =
      this.#status_ === undefined ? (this.#end === '' ? '…' : 'no answer') : `${this.#status_}${pieces}`
    this.#status.dataset.bad = String((this.#status_ ?? (this.#end === '' ? 0 : 500)) >= 400)
    if (!this.#fold.open) return
    const { method, path, headers } = this.#request
    const parts = [part('Request', `${method} ${path}\n${show(headers)}${body(this.#requestBody)}`)]
    if (this.#status_ !== undefined) {
      parts.push(part('Response', `${this.#status_}\n${show(this.#responseHeaders)}${body(this.#responseBody)}`))
    }
    if (this.#frames.length > 0) {
      const left = this.#leftFrames > 0 ? `… ${this.#leftFrames} pieces before these are left out\n\n` : ''
      parts.push(part('Stream', left + this.#frames.join('').trimEnd()))
    }
    if (this.#end !== '') parts.push(element('p', { class: 'run-note' }, this.#end))
    this.#details.replaceChildren(...parts)
  }
}

const endings = {
  ended: 'The stream has ended.',
  left: 'The program has let go of the stream.',
  broken: 'The connection broke.',
}

function part(title: string, text: string): HTMLElement {
  const code = element('pre', { tabindex: '0', 'aria-label': title }, text)
  return element('div', {}, element('p', { class: 'run-part' }, title), code)
}

function show(headers: Headers): string {
  return headers.map(([name, value]) => `${name}: ${value}\n`).join('')
}

function body(text: string): string {
  return text === '' ? '' : `\n${text}`
}
