import { type App, type Component, h, render, shallowReactive, watchEffect } from 'vue'
import { element, oncePerFrame } from './element.ts'
import type { Pane, PaneRun } from './pane.ts'
import type { RunState } from './session.ts'

/** The props of a pane that is a Vue component. */
export interface VuePaneProps {
  /** The run that the pane belongs to, and the ways to send something back to it. */
  readonly run: PaneRun
  /** The events of the world in this run, in order: another list whenever there is more. */
  readonly events: readonly unknown[]
  /** The lines of the transcript, in the same way. */
  readonly transcript: readonly string[]
  /** How far the run is: `loading`, `running`, `finished` and so on. */
  readonly state: RunState
}

/**
 * A pane that is a Vue component.
 *
 * @param app The app of the site: its components and what it provides are there.
 */
export function createVuePane(component: Component, run: PaneRun, app: App): Pane {
  const root = element('div')
  const props = shallowReactive<{ -readonly [Key in keyof VuePaneProps]: VuePaneProps[Key] }>({
    ...{ run, events: [], transcript: [], state: 'loading' },
  })
  // What a component does not ask for would become attributes of its element.
  const { props: asked = [] } = component as { readonly props?: readonly string[] | object }
  const names = Array.isArray(asked) ? asked : Object.keys(asked)
  let [events, lines]: [unknown[], string[]] = [[], []]
  const flush = () => {
    if (events.length > 0) props.events = props.events.concat(events.splice(0))
    if (lines.length > 0) props.transcript = props.transcript.concat(lines.splice(0))
  }
  // A program may tell of thousands at once.
  const draw = oncePerFrame(flush)
  watchEffect(() => {
    const node = h(component, Object.fromEntries(Object.entries(props).filter(([name]) => names.includes(name))))
    node.appContext = app._context
    render(node, root)
  })
  return {
    root,
    clear() {
      ;[events, lines] = [[], []]
      Object.assign(props, { events: [], transcript: [] })
    },
    event(event) {
      events.push(event)
      draw()
    },
    transcript(line) {
      lines.push(line)
      draw()
    },
    state(state) {
      flush()
      props.state = state
    },
  }
}
