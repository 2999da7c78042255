import type { HoverInfo } from '../hover/page-hovers.ts'
import { inlineCode, spokenInfo } from './code-names.ts'
import { placeTooltip } from './tooltip-place.ts'

export const tooltipId = 'type-tooltip'
export const hintId = 'type-hint'

/** What is drawn over the page: a box with a type, a line below its name, and a word about the keys. */
export class Tooltip {
  readonly #box = add('div', 'type-tooltip', { id: tooltipId, role: 'tooltip', hidden: '' })
  readonly #mark = add('div', 'type-mark', { 'aria-hidden': 'true', hidden: '' })
  readonly #hint = add('p', 'type-hint', { id: hintId })
  readonly #status = add('div', 'visually-hidden', { role: 'status' })

  constructor() {
    this.#hint.textContent = 'Left and right arrow: the type of each name. Escape closes.'
  }

  contains(target: EventTarget | null): boolean {
    return target instanceof Node && this.#box.contains(target)
  }

  get isOpen(): boolean {
    return !this.#box.hidden
  }

  /**
   * Shows a type at its name.
   *
   * @param isSpoken Whether a screen reader reads it out: nobody listens to what a pointer passes.
   */
  show(info: HoverInfo, name: DOMRect, isSpoken: boolean): void {
    this.#box.replaceChildren(...describe(info, isSpoken))
    this.#box.hidden = false
    this.#mark.hidden = false
    this.move(name)
    this.#status.textContent = isSpoken ? spokenInfo(info) : ''
  }

  /** Follows the name, which scrolls with its code. */
  move(name: DOMRect): void {
    const { clientWidth, clientHeight } = document.documentElement
    const top = document.querySelector('.VPNav')?.getBoundingClientRect().bottom ?? 0
    const view = { left: 0, top: Math.max(0, top), right: clientWidth, bottom: clientHeight }
    const { width, height } = this.#box.getBoundingClientRect()
    const place = placeTooltip(name, { width, height }, view)
    moveTo(this.#box, place.left, place.top)
    moveTo(this.#mark, name.left, name.bottom)
    this.#mark.style.width = `${name.width}px`
  }

  /** Goes to the page that explains the name, if there is one. */
  follow(): void {
    this.#box.querySelector('a')?.click()
  }

  close(): void {
    this.#box.hidden = true
    this.#mark.hidden = true
    this.#status.textContent = ''
  }

  /** Says to people who see it, too, which keys there are. */
  showHint(isShown: boolean): void {
    // What is said about the code of a page belongs to its content, which may be another element by now.
    document.querySelector('main')?.append(this.#hint)
    this.#hint.classList.toggle('shown', isShown)
  }
}

/** In the page, so that it scrolls along. */
function moveTo(element: HTMLElement, left: number, top: number): void {
  element.style.left = `${left + scrollX}px`
  element.style.top = `${top + scrollY}px`
}

function describe({ signature, documentation, tags = [], reference }: HoverInfo, byKeys: boolean): Node[] {
  const type = element('code', 'type-signature')
  type.textContent = signature
  const about = documentation === undefined ? [] : [paragraph(documentation)]
  const more = reference === undefined ? [] : [link(reference, byKeys)]
  return [type, ...about, ...tags.map(([label, text]) => paragraph(text, label)), ...more]
}

/** Enter does the same, so the tooltip takes no focus. */
function link(address: string, byKeys: boolean): HTMLElement {
  const result = element('a', 'type-reference')
  result.setAttribute('href', address)
  result.setAttribute('tabindex', '-1')
  result.textContent = byKeys ? 'Enter: open in the reference' : 'Open in the reference'
  return result
}

function paragraph(text: string, label?: string): HTMLElement {
  const result = element('p', label === undefined ? 'type-about' : 'type-tag')
  if (label !== undefined) {
    const name = element('b', '')
    name.textContent = label
    result.append(name, ' ')
  }
  for (const piece of inlineCode(text)) {
    const code = piece.isCode ? element('code', '') : undefined
    if (code) code.textContent = piece.text
    result.append(code ?? piece.text)
  }
  return result
}

function element(tag: string, name: string): HTMLElement {
  const result = document.createElement(tag)
  if (name !== '') result.className = name
  return result
}

function add(tag: string, name: string, attributes: Readonly<Record<string, string>>): HTMLElement {
  const result = element(tag, name)
  for (const [key, value] of Object.entries(attributes)) result.setAttribute(key, value)
  document.body.append(result)
  return result
}
