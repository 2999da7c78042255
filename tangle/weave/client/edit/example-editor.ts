import type { Edition, EditionLine } from '../run/edition.ts'
import { element } from '../run/element.ts'
import { makeRoom } from '../run/open-run.ts'
import type { FromWorker } from '../run/protocol.ts'
import type { RunPanel } from '../run/run-panel.ts'
import type { RunState } from '../run/session.ts'
import { withShownValues } from '../run/shown-values.ts'
import { forgetLink } from '../share/forget-link.ts'
import { createShareBar } from '../share/share-bar.ts'
import { CodeEditor } from './code-editor.ts'
import { type ComposedLine, composeProgram } from './compose-program.ts'
import { type Choices, EditNotice } from './edit-notice.ts'
import { KeptText, keptKey } from './kept-text.ts'
import { longestRun } from './longest-run.ts'
import { markKept } from './mark-kept.ts'
import { RunResult } from './run-result.ts'
import { ShownVerdicts } from './show-verdicts.ts'
import { shownLines } from './shown-lines.ts'

/** One example that a reader changes: its text, what it runs as, and how that compares with the page. */
export class ExampleEditor implements Edition {
  readonly root: HTMLElement
  readonly #panel: RunPanel
  readonly #base: string
  readonly #kept: KeptText
  readonly #code: CodeEditor
  readonly #verdicts: ShownVerdicts
  #result: RunResult
  readonly #notice = new EditNotice()
  readonly #status = element('span', { class: 'edit-status', role: 'status' })
  readonly #reset = element('button', { type: 'button', class: 'run-button' }, 'Reset')
  readonly #tabHint = element('span', { 'aria-live': 'polite' })
  /** The page's text, which the reader begins with. */
  readonly #original: string
  /** What ran last. */
  #composed: readonly ComposedLine[] = []
  /** What the reset took away. */
  #undone: string | undefined
  /** What the reader has kept, while the text is another one that a link has brought. */
  #own: string | undefined
  #isReplacing = false
  #onClose: () => void = () => {}

  constructor(panel: RunPanel, base: string) {
    this.#base = base
    const { example } = panel
    const { name, file, source, shown, blocks } = example
    const original = shown?.text ?? source
    this.#panel = panel
    this.#original = original
    this.#kept = new KeptText(() => localStorage, keptKey(base, name))
    this.#verdicts = new ShownVerdicts(example)
    this.#result = new RunResult(example.expected)
    const hintId = `edit-hint-${name}`
    const kept = this.#kept.read()
    this.#code = new CodeEditor({
      text: kept?.text ?? original,
      // Where the page shows all of it, no line stands out.
      pageLines: { text: original, shown: shown ? new Set() : shownLines(example) },
      label: `Program ${file}`,
      hintId,
      onChange: () => this.#change(),
      onRun: () => this.run(),
      onStop: () => this.#stop(),
      onTabLeaves: (leaves) => this.#sayTab(leaves),
    })
    const run = element('button', { type: 'button', class: 'run-button edit-run', title: 'Ctrl-Enter' }, 'Run')
    const close = element('button', { type: 'button', class: 'run-close', 'aria-label': 'Close the editor' }, '×')
    const title = element('span', { class: 'run-name' }, file)
    const bar = element('div', { class: 'run-bar' }, title, this.#status, run, this.#reset, close)
    const isAlone = !shown || blocks.length < 2
    const before = isAlone ? [] : ['The earlier blocks of the page that it goes on from run first. ']
    const keys = element('span', { class: 'edit-keys' }, 'Ctrl-Enter runs, Esc stops, Ctrl-Z undoes. ', this.#tabHint)
    const hint = element('p', { class: 'edit-hint', id: hintId }, ...before, keys)
    const attributes = { class: 'edit-panel vp-copy-ignore', 'aria-label': `Editor of ${file}` }
    this.root = element(
      'section',
      attributes,
      bar,
      this.#notice.root,
      this.#code.root,
      hint,
      ...createShareBar(this, example),
    )
    run.addEventListener('click', () => this.run())
    close.addEventListener('click', () => this.close())
    this.#reset.addEventListener('click', () => this.#resetOrUndo())
    this.#sayTab(false)
    this.#showState(true)
    if (kept && kept.original !== original) this.#offerBoth()
  }

  get isChanged(): boolean {
    return this.text !== this.#original
  }

  /** The reader's text as it is now. */
  get text(): string {
    return this.#code.text
  }

  compose(): string {
    const { example } = this.#panel
    this.#composed = composeProgram(example, this.text)
    const text = this.#composed.map((line) => line.text).join('\n')
    return example.shown ? withShownValues(text, (line) => this.#composed[line - 1]?.edited !== undefined) : text
  }

  lineOf(programLine: number): EditionLine | undefined {
    const { edited: line } = this.#composed[programLine - 1] ?? {}
    return line === undefined ? undefined : { line, text: this.text.split('\n')[line - 1] ?? '' }
  }

  pageLineOf(programLine: number): number | undefined {
    return this.#composed[programLine - 1]?.original
  }

  /** Makes this what the example runs as. @param onClose called when it no longer is. */
  open(onClose: () => void): void {
    this.#onClose = onClose
    this.#panel.edition = this
    this.#panel.root.append(this.#verdicts.root)
    this.#code.measure()
  }

  run(): void {
    this.root.after(this.#panel.root)
    this.#panel.start()
    makeRoom(this.#panel.root)
  }

  /** Goes to the lines of a block of the page. Any other id leaves the text where it is. */
  showBlock(id: string): void {
    const { origins, blocks, shown } = this.#panel.example
    if (shown) return
    const lines = origins.flatMap((origin, at) => (origin && blocks[origin[0]]?.id === id ? [at + 1] : []))
    // What a block imports stands by itself, far above what it does.
    const first = longestRun(lines)
    if (id !== '' && first !== undefined) this.#code.showFragment(new Set(lines), first)
  }

  /** Shows a text that a link has brought. Nothing runs, and what the reader has kept stays until the reader decides. */
  showShared(text: string): void {
    const { text: before } = this
    if (text === before) return
    const own = this.isChanged ? (this.#own ?? before) : undefined
    this.#own = own
    this.#undone = undefined
    this.#replace(text)
    this.#showState(true)
    this.say('From a link')
    const keep = (kept: string) => {
      forgetLink()
      this.#own = undefined
      this.#replace(kept)
      this.#showState(this.#keep())
    }
    this.#ask('This text comes from a link. It is not the page’s, and it has not been run.', {
      'Back to the page’s text': () => this.#resetOrUndo(),
      ...(own !== undefined && { 'Back to your version': () => keep(own), 'Keep this one': () => keep(this.text) }),
    })
    this.#notice.focus()
  }

  focus(): void {
    this.#code.focus()
  }

  /** Tells the reader what has happened to the text, until it changes. */
  say(text: string): void {
    this.#status.textContent = text
  }

  close(): void {
    // What it shows belongs to the text that goes.
    this.#panel.close()
    this.#panel.edition = undefined
    this.#verdicts.clear()
    this.#verdicts.root.remove()
    this.root.remove()
    markKept(this.#base)
    this.#onClose()
  }

  /** The page goes: there is nothing to return to. */
  destroy(): void {
    this.#onClose = () => {}
    this.close()
    this.#code.destroy()
  }

  light(line: number, scroll: boolean): void {
    this.#code.light(line)
    if (scroll) this.root.scrollIntoView({ block: 'nearest' })
  }

  clearLight(): void {
    this.#code.light(undefined)
  }

  message(message: FromWorker): void {
    this.#result.receive(message)
  }

  state(state: RunState): void {
    if (state === 'loading') {
      this.#result = new RunResult(this.#panel.example.expected)
      this.#verdicts.clear()
    }
    const verdicts = this.#result.enter(state)
    if (verdicts) this.#verdicts.show(verdicts)
  }

  #stop(): boolean {
    const { isRunning } = this.#panel
    if (isRunning) this.#panel.stop()
    return isRunning
  }

  #change(): void {
    if (this.#isReplacing) return
    this.#undone = undefined
    this.#showState(this.#keep())
  }

  /** Whether the text is kept: in place of another one that the reader has kept, only when the reader says so. */
  #keep(): boolean {
    return this.#own === undefined && this.#kept.write({ text: this.text, original: this.#original })
  }

  /** Puts another text in place, which is no change of the reader's. */
  #replace(text: string): void {
    this.#isReplacing = true
    this.#code.replace(text)
    this.#isReplacing = false
  }

  #showState(isKept: boolean): void {
    const { isChanged } = this
    const changed = isKept ? 'Changed, and kept in this browser' : 'Changed'
    this.#status.textContent = isChanged ? changed : 'As on the page'
    this.#reset.disabled = !isChanged && this.#undone === undefined
    this.#reset.textContent = this.#undone === undefined ? 'Reset' : 'Undo reset'
  }

  #resetOrUndo(): void {
    const undone = this.#undone
    const own = this.#own
    const before = own ?? this.text
    forgetLink()
    this.#own = undefined
    this.#notice.clear()
    // What the reader had kept before a link stays, until there is something new to keep.
    if (own === undefined) this.#code.replace(undone ?? this.#original)
    else this.#replace(this.#original)
    this.#undone = undone === undefined ? before : undefined
    this.#showState(true)
  }

  /** The page is another one than that which the reader has changed. */
  #offerBoth(): void {
    const text = 'The page’s program has changed since you edited it. This is your version of the old one.'
    this.#ask(text, {
      'Keep mine': () => this.#showState(this.#keep()),
      'Take the page’s': () => this.#resetOrUndo(),
    })
  }

  #ask(text: string, choices: Choices): void {
    this.#notice.ask(text, choices, () => this.focus())
  }

  #sayTab(leaves: boolean): void {
    const text = leaves ? 'Tab leaves the editor now.' : 'Tab indents; Esc, then Tab leaves the editor.'
    if (this.#tabHint.textContent !== text) this.#tabHint.textContent = text
  }
}
