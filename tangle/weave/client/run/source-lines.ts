import { blockElement } from './block-element.ts'
import type { Edition } from './edition.ts'
import { element } from './element.ts'
import type { RunnableExample } from './runnable-example.ts'

/** A line of a program as the page knows it. */
export interface SourceLine {
  /** Such as `docs/tutorials/upload-to-chat.md:34`. */
  readonly label: string
  /** Where it stands on the site; empty where no page shows it. */
  readonly href: string
  /** The text of the line. */
  readonly text: string
}

/** Leads from lines of an example to what the pages show of them. */
export class SourceLines {
  readonly #example: RunnableExample
  #lit: Element[] = []
  /** Where there is one, lines are those of the program that it has composed. */
  edition: Edition | undefined

  constructor(example: RunnableExample) {
    this.#example = example
  }

  /** @param line 1-based. */
  find(line: number): SourceLine {
    const { file, elementId } = this.#example
    const own = this.edition?.lineOf(line)
    if (own) return { label: `${file}:${own.line}`, href: elementId && `#${elementId}`, text: own.text.trim() }
    const pageLine = this.edition ? this.edition.pageLineOf(line) : line
    return pageLine === undefined ? { label: file, href: '', text: '' } : this.#findInPage(pageLine)
  }

  #findInPage(line: number): SourceLine {
    const { origins, blocks, file, source, elementId } = this.#example
    const text = source.split('\n')[line - 1]?.trim() ?? ''
    const [index, , pageLine] = origins[line - 1] ?? []
    const block = index === undefined ? undefined : blocks[index]
    const full = document.getElementById(`${elementId}-L${line}`) ? `#${elementId}-L${line}` : ''
    if (!block || pageLine === undefined) return { label: `${file}:${line}`, href: full, text }
    const href = block.id && document.getElementById(block.id) ? `#${block.id}` : full || block.href
    return { label: `${block.page}:${pageLine}`, href, text }
  }

  /** A link to a line that lights it. */
  link(line: number, className: string): HTMLElement {
    const { label, href } = this.find(line)
    const text = label.replace(/^docs\//, '')
    if (href === '') return element('span', { class: className }, text)
    const link = element('a', { class: className, href, title: `Where this line is written: ${label}` }, text)
    link.addEventListener('click', () => this.light(line, true))
    return link
  }

  /** Lights a line wherever this page shows it: in its block, and in the full view. */
  light(line: number, scroll = false): void {
    this.clear()
    const own = this.edition?.lineOf(line)
    const pageLine = this.edition ? this.edition.pageLineOf(line) : line
    if (own) this.edition?.light(own.line, scroll)
    else if (pageLine !== undefined) this.#lightInPage(pageLine, scroll)
  }

  #lightInPage(line: number, scroll: boolean): void {
    const { origins, blocks, elementId } = this.#example
    const [index, lineInBlock = 0] = origins[line - 1] ?? []
    const id = index === undefined ? '' : (blocks[index]?.id ?? '')
    const inBlock = id === '' ? undefined : blockElement(id)?.querySelectorAll('pre .line')[lineInBlock]
    const inFull = document.getElementById(`${elementId}-L${line}`)
    this.#lit = [inBlock, inFull].filter((one) => one !== undefined && one !== null)
    for (const one of this.#lit) one.classList.add('run-lit')
    if (!scroll) return
    const shown = this.#lit[0]
    for (let fold = shown?.closest('details'); fold; fold = fold.parentElement?.closest('details')) fold.open = true
    // After the browser has gone to the block itself. Up and down only: the code keeps its beginning in sight.
    if (shown) setTimeout(() => scrollTo({ top: shown.getBoundingClientRect().top + scrollY - innerHeight / 3 }))
  }

  clear(): void {
    this.edition?.clearLight()
    for (const one of this.#lit.splice(0)) one.classList.remove('run-lit')
  }
}
