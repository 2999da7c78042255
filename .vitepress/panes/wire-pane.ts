import { addStyle } from '../../tangle/weave/client/add-style.ts'
import { element, oncePerFrame } from '../../tangle/weave/client/run/element.ts'
import type { CreatePane, Pane, PaneRun } from '../../tangle/weave/client/run/pane.ts'
import type { SiteEvent, WireEvent } from '../world/events.ts'
import css from './panes.css?inline'
import { WireExchange } from './wire-exchange.ts'

addStyle(css)

/** The page keeps this many exchanges, the newest. */
const maximumExchanges = 200

/** Each request and response of a run, as they go back and forth. */
class WirePane implements Pane {
  readonly root: HTMLDetailsElement
  readonly #count = element('span', { class: 'run-count' })
  readonly #list = element('ol', { class: 'run-exchanges' })
  readonly #run: PaneRun
  readonly #exchanges = new Map<number, WireExchange>()
  readonly #changed = new Set<WireExchange>()
  readonly #draw = oncePerFrame(() => this.#flush())
  #total = 0
  #hasChat = false

  constructor(run: PaneRun) {
    this.#run = run
    const summary = element('summary', {}, 'On the wire ', this.#count)
    this.root = element('details', { class: 'run-wire' }, summary, this.#list)
    this.clear()
  }

  clear(): void {
    this.#exchanges.clear()
    this.#changed.clear()
    this.#list.replaceChildren()
    this.#total = 0
    this.#hasChat = false
    this.#draw()
  }

  event(event: unknown): void {
    const told = event as SiteEvent
    if (told.kind === 'wire') this.#add(told.event)
    else {
      // Without a chat of the person, the requests are what there is to see.
      if (told.change.place.kind === 'conversation' && !this.#hasChat) this.root.open = true
      this.#hasChat = true
    }
  }

  #add(event: WireEvent): void {
    if (event.kind === 'request') {
      this.#total++
      const exchange = new WireExchange(event, this.#run)
      this.#exchanges.set(event.id, exchange)
      this.#changed.add(exchange)
      const [oldest] = this.#exchanges
      if (oldest && this.#exchanges.size > maximumExchanges) {
        this.#exchanges.delete(oldest[0])
        this.#changed.delete(oldest[1])
        oldest[1].root.remove()
      }
    } else {
      const exchange = this.#exchanges.get(event.id)
      if (!exchange) return
      exchange.add(event)
      this.#changed.add(exchange)
    }
    this.#draw()
  }

  #flush(): void {
    for (const exchange of this.#changed) {
      if (!exchange.root.isConnected) this.#list.append(exchange.root)
      exchange.draw()
    }
    this.#changed.clear()
    const kept = this.#total > maximumExchanges ? `, the last ${maximumExchanges} are shown` : ''
    this.#count.textContent = `${this.#total} ${this.#total === 1 ? 'request' : 'requests'}${kept}`
  }
}

const createWirePane: CreatePane = (run) => new WirePane(run)

export default createWirePane
