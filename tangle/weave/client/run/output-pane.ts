import { element, keepAtEnd, oncePerFrame } from './element.ts'

type Stream = 'stdout' | 'stderr' | 'answer' | 'statement' | 'value'

/** The page keeps this many UTF-16 units of the output. More is a loop without an end. */
const outputLimit = 200_000

/** A line that declares something, by its name. */
const constant = /^(?:export\s+)?(?:const|let|var)\s+([\w$]+|\{[^}]*\}|\[[^\]]*\])/

/** So many lines of a value are shown. */
const valueLines = 24

/** What the program prints, as it prints it. */
export class OutputPane {
  readonly root: HTMLElement
  readonly #log = element('pre', {
    class: 'run-log',
    role: 'log',
    tabindex: '0',
    'aria-label': 'Output of the program',
  })
  readonly #note = element('p', { class: 'run-left', hidden: true })
  // Nobody reads what floods the page, and to lay it out takes long.
  readonly #draw = oncePerFrame(
    () => this.flush(),
    () => (this.#left > 0 ? 400 : 0),
  )
  #waiting: { stream: Stream; text: string }[] = []
  #length = 0
  #left = 0
  /** What the page shows is no longer part of what is kept. */
  #isStale = false

  constructor() {
    const heading = element('p', { class: 'run-heading' }, 'Output')
    this.root = element('div', { class: 'run-output' }, heading, this.#note, this.#log)
  }

  /** @param left how much in front of the text was left out by the sender. */
  write(stream: Stream, text: string, left = 0): void {
    const last = this.#waiting.at(-1)
    if (left > 0) {
      // What is on the page stood before the gap.
      this.#left += left + this.#length + this.#waiting.reduce((sum, waiting) => sum + waiting.text.length, 0)
      this.#waiting = [{ stream, text }]
      this.#length = 0
      this.#isStale = true
    } else if (last?.stream === stream) last.text += text
    else this.#waiting.push({ stream, text })
    this.#draw()
  }

  /** What a statement comes to, behind its first line. Of what is long, the beginning says enough. */
  writeValue(line: string, value: string): void {
    const code = constant.exec(line)?.[1] ?? line.replace(/\s*\/\/.*$/, '').replace(/;$/, '')
    const lines = value.split('\n')
    const shown = lines.length > valueLines ? [...lines.slice(0, valueLines), '…'] : lines
    this.write('statement', `${code}${/[([{,]$/.test(code) ? '…' : ''} → `)
    this.write('value', `${shown.join('\n')}\n`)
  }

  clear(): void {
    this.#waiting = []
    this.#length = 0
    this.#left = 0
    this.#log.replaceChildren()
    this.#log.hidden = false
    this.#note.hidden = true
  }

  /** The program is over, and an empty screen says less than a sentence. */
  finish(): void {
    this.flush()
    if (this.#length > 0 || this.#left > 0) return
    this.#log.hidden = true
    this.#note.hidden = false
    this.#note.textContent = 'The program printed nothing.'
  }

  /** Shows at once what waits for the next frame: a run is not over before its last line is there. */
  flush(): void {
    keepAtEnd(this.#log, () => {
      if (this.#isStale) this.#log.replaceChildren()
      this.#isStale = false
      for (const { stream, text } of this.#waiting.splice(0)) this.#append(stream, text)
      this.#cut()
    })
    this.#note.hidden = this.#left === 0
    if (this.#left > 0) {
      const left = this.#left.toLocaleString('en')
      this.#note.textContent = `The program prints more than a page can show: ${left} characters before this are left out.`
    }
  }

  #append(stream: Stream, text: string): void {
    const last = this.#log.lastElementChild
    if (last?.className === `run-${stream}` && last.lastChild instanceof Text) last.lastChild.appendData(text)
    else this.#log.append(element('span', { class: `run-${stream}` }, text))
    this.#length += text.length
  }

  #cut(): void {
    while (this.#length > outputLimit) {
      const first = this.#log.firstElementChild
      const text = first?.firstChild
      if (!first || !(text instanceof Text)) return
      const surplus = Math.min(this.#length - outputLimit, text.length)
      text.deleteData(0, surplus)
      if (text.length === 0) first.remove()
      this.#length -= surplus
      this.#left += surplus
    }
  }
}
