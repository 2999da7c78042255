import { ChatPane } from './chat-pane.ts'
import type { Edition } from './edition.ts'
import { element } from './element.ts'
import { OutputPane } from './output-pane.ts'
import type { Failure, FromWorker } from './protocol.ts'
import type { RunnableExample } from './runnable-example.ts'
import { type RunState, Session } from './session.ts'
import { SourceLines } from './source-lines.ts'
import { WirePane } from './wire-pane.ts'

const states: Readonly<Record<RunState, string>> = {
  loading: 'Starting',
  running: 'Running',
  listening: 'Listening to the chat: it is your turn',
  finished: 'Finished',
  failed: 'Failed',
  stopped: 'Stopped',
}

/** Everything that a reader sees of the runs of one example. */
export class RunPanel {
  readonly root: HTMLElement
  readonly example: RunnableExample
  readonly #output = new OutputPane()
  readonly #chat: ChatPane
  readonly #wire: WirePane
  readonly #lines: SourceLines
  readonly #failure = element('div', { class: 'run-failure', role: 'alert' })
  readonly #status = element('span', { class: 'run-status', role: 'status' })
  readonly #again = element('button', { type: 'button', class: 'run-button' }, 'Run again')
  readonly #stop = element('button', { type: 'button', class: 'run-button', title: 'Esc' }, 'Stop')
  readonly #name = element('span', { class: 'run-name' })
  #session: Session | undefined

  constructor(example: RunnableExample) {
    this.example = example
    this.#lines = new SourceLines(example)
    this.#chat = new ChatPane((turn) => this.#session?.say(turn))
    this.#wire = new WirePane(this.#lines)
    const close = element('button', { type: 'button', class: 'run-close', 'aria-label': 'Close the run' }, '×')
    const bar = element('div', { class: 'run-bar' }, this.#name, this.#status, this.#again, this.#stop, close)
    const panes = element('div', { class: 'run-panes' }, this.#output.root, this.#chat.root)
    const label = `Run of ${example.file}`
    // The site's button for copying takes the text of a block: this is none of it.
    const attributes = { class: 'run-panel vp-copy-ignore', 'aria-label': label, 'data-example': example.name }
    this.root = element('section', attributes, bar, this.#failure, panes, this.#wire.root)
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
    this.#chat.clear()
    this.#wire.clear()
    this.#lines.clear()
    this.#failure.replaceChildren()
    const { edition } = this.#lines
    this.#name.textContent = this.example.file + (edition?.isChanged ? ', your version' : '')
    const program = edition ? { ...this.example, code: edition.text, isSource: true } : this.example
    this.#session = new Session(program, {
      message: (message) => {
        this.#receive(message)
        edition?.message(message)
      },
      state: (state, exitCode) => {
        this.#enter(state, exitCode)
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

  #enter(state: RunState, exitCode = 0): void {
    if (state !== 'loading' && state !== 'running') this.#output.flush()
    this.root.dataset.state = state
    this.#status.textContent =
      states[state] + (state === 'failed' && exitCode !== 1 ? ` with exit code ${exitCode}` : '')
    const isRunning = state === 'loading' || state === 'running' || state === 'listening'
    const focused = document.activeElement
    this.#stop.hidden = !isRunning
    this.#again.hidden = isRunning
    // A button that goes takes the focus with it.
    if (focused === this.#stop && !isRunning) this.#again.focus({ preventScroll: true })
    if (focused === this.#again && isRunning) this.#stop.focus({ preventScroll: true })
    this.#chat.enter(state)
  }

  #receive(message: FromWorker): void {
    if (message.kind === 'output') this.#output.write(message.stream, message.text, message.left)
    else if (message.kind === 'chat') {
      // Without a chat of the person, the requests are what there is to see.
      if (message.change.place.kind === 'conversation' && this.#chat.root.hidden) this.#wire.root.open = true
      this.#chat.change(message.change, message.files)
    } else if (message.kind === 'transcript') this.#chat.transcript(message.line)
    else if (message.kind === 'wire') this.#wire.add(message.event)
    else if (message.kind === 'deviation') this.#note(`A request deviates from the platform. ${message.text}`)
    else if (message.kind === 'failure') this.#fail(message.failure)
  }

  #note(text: string): void {
    this.#failure.append(element('p', { class: 'run-deviation' }, text))
  }

  #fail({ text, frames }: Failure): void {
    this.#failure.append(element('p', { class: 'run-failure-text' }, text))
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
