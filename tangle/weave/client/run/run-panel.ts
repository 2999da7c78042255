import type { Edition } from './edition.ts'
import { element } from './element.ts'
import { OutputPane } from './output-pane.ts'
import type { CreatePane, Pane } from './pane.ts'
import type { Failure, FromWorker } from './protocol.ts'
import type { RunnableExample } from './runnable-example.ts'
import { type RunState, Session } from './session.ts'
import { SourceLines } from './source-lines.ts'

const states: Readonly<Record<RunState, string>> = {
  loading: 'Starting',
  running: 'Running',
  listening: 'It is your turn',
  finished: 'Finished',
  failed: 'Failed',
  stopped: 'Stopped',
}

/** Everything that a reader sees of the runs of one example. */
export class RunPanel {
  readonly root: HTMLElement
  readonly example: RunnableExample
  readonly #output = new OutputPane()
  readonly #panes: readonly Pane[]
  readonly #folder: string
  readonly #lines: SourceLines
  readonly #failure = element('div', { class: 'run-failure', role: 'alert' })
  readonly #status = element('span', { class: 'run-status', role: 'status' })
  readonly #again = element('button', { type: 'button', class: 'run-button' }, 'Run again')
  readonly #stop = element('button', { type: 'button', class: 'run-button', title: 'Esc' }, 'Stop')
  readonly #name = element('span', { class: 'run-name' })
  #session: Session | undefined
  /** The reader has been told what the program waits for. */
  #isWaiting = false

  /** @param folder The address of the folder of the runs. */
  constructor(example: RunnableExample, folder: string, panes: readonly CreatePane[]) {
    this.example = example
    this.#folder = folder
    this.#lines = new SourceLines(example)
    this.#panes = panes.map((create) =>
      create({
        name: example.name,
        send: (message) => this.#session?.say(message),
        link: (line) => this.#lines.link(line, 'run-line'),
      }),
    )
    const [beside, below] = [true, false].map((isBeside) =>
      this.#panes.filter(({ place }) => (place === 'beside') === isBeside).map(({ root }) => root),
    )
    const close = element('button', { type: 'button', class: 'run-close', 'aria-label': 'Close the run' }, '×')
    const bar = element('div', { class: 'run-bar' }, this.#name, this.#status, this.#again, this.#stop, close)
    const shown = element('div', { class: 'run-panes' }, this.#output.root, ...(beside ?? []))
    const label = `Run of ${example.file}`
    // The site's button for copying takes the text of a block: this is none of it.
    const attributes = { class: 'run-panel vp-copy-ignore', 'aria-label': label, 'data-example': example.name }
    this.root = element('section', attributes, bar, this.#failure, shown, ...(below ?? []))
    this.#again.addEventListener('click', () => this.start())
    this.#stop.addEventListener('click', () => this.stop())
    close.addEventListener('click', () => this.close())
  }

  get isRunning(): boolean {
    return this.#session !== undefined && !this.#session.isOver
  }

  /** What the reader has made of the example: it runs in place of the page's program. */
  set edition(edition: Edition | undefined) {
    this.#lines.edition = edition
  }

  /** Runs the example from the start. */
  start(): void {
    this.#session?.stop()
    this.#output.clear()
    for (const pane of this.#panes) pane.clear()
    this.#lines.clear()
    this.#failure.replaceChildren()
    const { edition } = this.#lines
    this.#name.textContent = this.example.file + (edition?.isChanged ? ', edited' : '')
    const code = edition?.compose()
    const program = code !== undefined && edition?.isChanged ? { ...this.example, code, isSource: true } : this.example
    this.#session = new Session(program, this.#folder, {
      message: (message) => {
        this.#receive(message)
        edition?.message(message)
      },
      state: (state, exitCode, text) => {
        this.#enter(state, exitCode, text)
        edition?.state(state, exitCode)
      },
    })
  }

  stop(): void {
    this.#session?.stop()
  }

  close(): void {
    this.stop()
    this.#lines.clear()
    this.root.remove()
  }

  #enter(state: RunState, exitCode = 0, text = states[state]): void {
    if (state === 'finished') this.#output.finish()
    else if (state !== 'loading' && state !== 'running') this.#output.flush()
    this.root.dataset.state = state
    this.#status.textContent = text + (state === 'failed' && exitCode !== 1 ? ` with exit code ${exitCode}` : '')
    const isRunning = state === 'loading' || state === 'running' || state === 'listening'
    const focused = document.activeElement
    this.#stop.hidden = !isRunning
    this.#again.hidden = isRunning
    // A button that goes takes the focus with it.
    if (focused === this.#stop && !isRunning) this.#again.focus({ preventScroll: true })
    if (focused === this.#again && isRunning) this.#stop.focus({ preventScroll: true })
    for (const pane of this.#panes) pane.state?.(state)
  }

  #receive(message: FromWorker): void {
    if (message.kind === 'waiting') this.#status.textContent = message.text
    // It goes on after all.
    else if (this.#isWaiting) this.#status.textContent = states.running
    this.#isWaiting = message.kind === 'waiting'
    if (message.kind === 'output') this.#output.write(message.stream, message.text, message.left)
    else if (message.kind === 'value') this.#output.writeValue(this.#lines.find(message.line).text, message.text)
    else if (message.kind === 'event') for (const pane of this.#panes) pane.event(message.event)
    else if (message.kind === 'transcript') for (const pane of this.#panes) pane.transcript?.(message.line)
    else if (message.kind === 'note') this.#note(message.text)
    else if (message.kind === 'failure') this.#fail(message.failure)
  }

  #note(text: string): void {
    this.#failure.append(element('p', { class: 'run-note-text' }, text))
  }

  #fail({ text, frames, place }: Failure): void {
    const line = place && (this.#lines.edition?.lineOf(place.line)?.line ?? place.line)
    const where = place?.column === undefined ? `line ${line}` : `line ${line}, column ${place.column}`
    this.#failure.append(element('p', { class: 'run-failure-text' }, place ? `${text} (${where})` : text))
    const items = frames.map(({ line }) => {
      return element(
        'li',
        {},
        this.#lines.link(line, 'run-line'),
        ' ',
        element('code', {}, this.#lines.find(line).text),
      )
    })
    if (items.length > 0) this.#failure.append(element('ol', {}, ...items))
    const [first] = frames
    if (first) this.#lines.light(first.line)
  }
}
