import { type CodeBlock, codeBlockOf, nameAt, rangeOf } from './code-block.ts'
import { type CodeName, namesIn, nextName } from './code-names.ts'
import { forgetTypes, typesOfPage } from './page-types.ts'
import type { TypesSite } from './site.ts'
import { hintId, Tooltip, tooltipId } from './tooltip.ts'

/** Milliseconds that a pointer rests on a name before its type appears. */
const openDelay = 220

/** Milliseconds to get from a name to its tooltip. */
const closeDelay = 250

/** Pixels between a name that the keyboard reaches and the edge of what scrolls. */
const scrollMargin = 24

/** What is shown now. */
interface Shown {
  readonly name: CodeName
  readonly block: CodeBlock
  readonly by: 'pointer' | 'keys'
}

/** What Vite adds in development. */
interface ViteMeta {
  readonly hot?: { on(event: string, listener: () => void): void }
}

let types: TypesOnCode | undefined

/** Shows the types of names in code from now on, and at once for the event that brought the reader here. */
export function showTypes(site: TypesSite, event: Event): void {
  if (!types) {
    types = new TypesOnCode(site)
    types.listen()
  }
  if (event.type === 'click') void types.tap(event as MouseEvent)
  else if (event.type === 'focusin') types.enter(event.target)
  else types.point(event as PointerEvent)
}

class TypesOnCode {
  readonly #site: TypesSite
  readonly #tooltip = new Tooltip()
  #shown: Shown | undefined
  #timer: ReturnType<typeof setTimeout> | undefined
  #pointerType = 'mouse'
  /** The code that has the focus and was reached by key. */
  #focused: HTMLElement | undefined

  constructor(site: TypesSite) {
    this.#site = site
  }

  listen(): void {
    addEventListener('pointermove', (event) => this.point(event))
    addEventListener('pointerdown', (event) => {
      this.#pointerType = event.pointerType
      if (!this.#tooltip.contains(event.target)) this.close()
    })
    addEventListener('click', (event) => void this.tap(event))
    // Before those who stop a run with the same key.
    addEventListener('keydown', (event) => void this.#press(event), { capture: true })
    addEventListener('focusin', ({ target }) => this.enter(target))
    addEventListener('focusout', () => this.#leave())
    addEventListener('scroll', ({ target }) => this.#follow(target), { capture: true, passive: true })
    addEventListener('resize', () => this.close())
    addEventListener('beforeprint', () => this.close())
    const { router } = this.#site
    const before = router.onBeforeRouteChange
    router.onBeforeRouteChange = (to) => {
      this.close()
      return before?.(to)
    }
    ;(import.meta as unknown as ViteMeta).hot?.on('vite:afterUpdate', () => {
      this.close()
      forgetTypes()
    })
  }

  /** A pointer that moves over the page. A finger does not move over it: it taps. */
  point(event: PointerEvent): void {
    this.#pointerType = event.pointerType
    if (event.pointerType === 'touch') {
      // To have the types when the finger is lifted.
      if (codeBlockOf(event.target)) void typesOfPage(this.#site)
      return
    }
    if (event.buttons !== 0) return
    if (this.#tooltip.contains(event.target)) {
      this.#wait()
      return
    }
    void this.#nameUnder(event).then((found) => {
      const shown = this.#shown
      if (found && found.name === shown?.name) this.#wait()
      else if (found) {
        // What it took to load the types has been waited for.
        const rest = openDelay - (performance.now() - event.timeStamp)
        this.#wait(rest, () => this.#show({ ...found, by: 'pointer' }))
      } else if (shown?.by === 'pointer') this.#wait(closeDelay, () => this.close())
      else if (!shown) this.#wait()
    })
  }

  /** Code that gets the focus says which keys there are. */
  enter(target: EventTarget | null): void {
    const block = codeBlockOf(target)
    if (!block || target !== block.scroller) return
    void typesOfPage(this.#site).then((types) => {
      if (document.activeElement !== block.scroller || namesIn(types, block.id).length === 0) return
      this.#focused = block.scroller
      block.scroller.setAttribute('aria-describedby', hintId)
      this.#tooltip.showHint(block.scroller.matches(':focus-visible'))
    })
  }

  close(): void {
    this.#wait()
    if (!this.#shown) return
    this.#shown = undefined
    this.#tooltip.close()
    this.#focused?.setAttribute('aria-describedby', hintId)
  }

  #leave(): void {
    this.#tooltip.showHint(false)
    this.#focused?.removeAttribute('aria-describedby')
    this.#focused = undefined
    if (this.#shown?.by === 'keys') this.close()
  }

  /** A finger shows the type of what it taps, and puts it away beside it. */
  async tap(event: MouseEvent): Promise<void> {
    if (this.#pointerType !== 'touch' || this.#tooltip.contains(event.target)) return
    const found = await this.#nameUnder(event)
    if (found) this.#show({ ...found, by: 'pointer' })
    else this.close()
  }

  async #press(event: KeyboardEvent): Promise<void> {
    if (event.key === 'Escape' && this.#tooltip.isOpen) {
      event.preventDefault()
      return this.close()
    }
    if (event.key === 'Enter' && this.#shown?.by === 'keys' && event.target === this.#focused) {
      event.preventDefault()
      return this.#tooltip.follow()
    }
    const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : undefined
    const hasModifier = event.altKey || event.ctrlKey || event.metaKey || event.shiftKey
    const block = codeBlockOf(event.target)
    if (!step || hasModifier || !block || event.target !== block.scroller || this.#focused !== block.scroller) return
    event.preventDefault()
    const names = namesIn(await typesOfPage(this.#site), block.id)
    const boxOf = (index: number) => boxOfName(names[index], block)
    const shown = this.#shown
    const current = shown ? names.indexOf(shown.name) : -1
    const isInView = (index: number) => {
      const box = boxOf(index)
      return box !== undefined && box.top >= 0 && box.bottom <= document.documentElement.clientHeight
    }
    const next = nextName(names.length, current, step, (index) => boxOf(index) !== undefined, isInView)
    const name = next === undefined ? undefined : names[next]
    if (!name) return
    scrollTo(name, block)
    this.#show({ name, block, by: 'keys' })
    block.scroller.setAttribute('aria-describedby', tooltipId)
  }

  #show(shown: Shown): void {
    this.#wait()
    const box = boxOfName(shown.name, shown.block)
    if (!box) return
    this.#shown = shown
    this.#tooltip.show(shown.name.info, box, shown.by === 'keys')
  }

  /** The page scrolls with its tooltip; code that scrolls sideways takes its names along. */
  #follow(target: EventTarget | null): void {
    const shown = this.#shown
    if (!shown || !(target instanceof Element) || !target.contains(shown.block.scroller)) return
    const box = boxOfName(shown.name, shown.block)
    const view = shown.block.scroller.getBoundingClientRect()
    if (!box || box.right < view.left || box.left > view.right) this.close()
    else this.#tooltip.move(box)
  }

  async #nameUnder(event: MouseEvent): Promise<{ readonly name: CodeName; readonly block: CodeBlock } | undefined> {
    const block = codeBlockOf(event.target)
    if (!block) return undefined
    const { target, clientX, clientY } = event
    const name = nameAt(namesIn(await typesOfPage(this.#site), block.id), block, target, clientX, clientY)
    return name && { name, block }
  }

  /** One thing at a time is waited for; nothing without arguments. */
  #wait(delay?: number, then?: () => void): void {
    clearTimeout(this.#timer)
    this.#timer = then && setTimeout(then, delay)
  }
}

function boxOfName(name: CodeName | undefined, block: CodeBlock): DOMRect | undefined {
  const box = name && rangeOf(name, block)?.getBoundingClientRect()
  return box && box.width > 0 ? box : undefined
}

/** Brings a name into what is seen, in its code and in the window, with room for a tooltip. */
function scrollTo(name: CodeName, block: CodeBlock): void {
  const box = boxOfName(name, block)
  const view = block.scroller.getBoundingClientRect()
  if (!box) return
  const missingRight = box.right + scrollMargin - view.right
  const missingLeft = view.left + scrollMargin - box.left
  if (missingRight > 0) block.scroller.scrollLeft += missingRight
  else if (missingLeft > 0) block.scroller.scrollLeft -= missingLeft
  const { clientHeight } = document.documentElement
  if (box.top < 100 || box.bottom > clientHeight - 60) scrollBy({ top: box.top - clientHeight / 3 })
}
