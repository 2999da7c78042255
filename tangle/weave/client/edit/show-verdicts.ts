import { element } from '../run/element.ts'
import type { RunnableExample } from '../run/runnable-example.ts'
import type { ComparedLine } from './compare-lines.ts'
import type { Verdict } from './run-result.ts'

const titles = { stdout: 'Output', stderr: 'Standard error', transcript: 'In the chat' } as const
const signs = { same: ' ', gone: '−', new: '+' } as const
const spoken = { same: '', gone: 'Only on the page: ', new: 'Only in the edited version: ' } as const
/** Longer comparisons are cut: the first differences tell most. */
const maximumLines = 300

/** Shows how a run compares, where the page says what is expected, and in short with the run. */
export class ShownVerdicts {
  /** One line for each verdict. */
  readonly root = element('div', { class: 'edit-verdicts', role: 'status' })
  readonly #places: RunnableExample['places']
  readonly #marks: Element[] = []

  constructor({ places }: RunnableExample) {
    this.#places = places
  }

  show(verdicts: readonly Verdict[]): void {
    this.clear()
    for (const verdict of verdicts) {
      const { kind, isSame } = verdict
      const id = this.#places[kind] ?? ''
      const figure = id === '' ? null : document.getElementById(id)
      const text = `${titles[kind]}: ${summarize(verdict)}`
      const line = element('p', { class: 'edit-verdict', 'data-same': String(isSame) }, text)
      this.root.append(line)
      if (figure) {
        if (!isSame) line.append(' ', element('a', { href: `#${id}` }, 'Compare'))
        this.#mark(figure, verdict)
      } else if (!isSame) this.root.append(drawLines(verdict.lines))
    }
  }

  clear(): void {
    this.root.replaceChildren()
    for (const mark of this.#marks.splice(0)) mark.remove()
  }

  #mark(figure: HTMLElement, verdict: Verdict): void {
    const note = element('p', { class: 'edit-verdict' }, `Edited version: ${summarize(verdict)}`)
    const lines = verdict.isSame ? [] : [drawLines(verdict.lines)]
    const attributes = { class: 'edit-comparison vp-copy-ignore', 'data-same': String(verdict.isSame) }
    const mark = element('div', attributes, note, ...lines)
    figure.querySelector('figcaption')?.after(mark)
    this.#marks.push(mark)
  }
}

function summarize({ isSame, lines }: Verdict): string {
  if (isSame) return 'as on the page.'
  if (lines.length === 0) return 'too far from the page to be compared line by line.'
  const count = (mark: ComparedLine['mark']) => lines.filter((line) => line.mark === mark).length
  const name = (number: number) => `${number} ${number === 1 ? 'line' : 'lines'}`
  const parts = [
    ...(count('gone') > 0 ? [`${name(count('gone'))} of the page missing`] : []),
    ...(count('new') > 0 ? [`${name(count('new'))} new`] : []),
  ]
  return `differs from the page, ${parts.join(', ')}.`
}

function drawLines(lines: readonly ComparedLine[]): HTMLElement {
  const drawn = lines.slice(0, maximumLines).map(({ mark, text }) => {
    const sign = element('span', { class: 'edit-sign', 'aria-hidden': 'true' }, signs[mark])
    const said = spoken[mark] === '' ? [] : [element('span', { class: 'visually-hidden' }, spoken[mark])]
    const name = mark === 'same' ? 'span' : mark === 'gone' ? 'del' : 'ins'
    return element(name, { class: 'edit-line' }, sign, ...said, text)
  })
  const rest = lines.length - maximumLines
  const note = rest > 0 ? [element('span', { class: 'edit-line' }, `and ${rest} more lines`)] : []
  const attributes = { class: 'edit-diff', tabindex: '0', role: 'group', 'aria-label': 'Differences from the page' }
  return element('div', attributes, ...drawn, ...note)
}
