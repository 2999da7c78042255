type Attributes = Readonly<Record<string, string | boolean | undefined>>

/** Makes an element. Text stays text; an attribute that is `true` has no value, one that is missing is left out. */
export function element<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  attributes: Attributes = {},
  ...children: (Node | string)[]
): HTMLElementTagNameMap[Name] {
  const made = document.createElement(name)
  for (const [key, value] of Object.entries(attributes)) {
    if (value !== undefined && value !== false) made.setAttribute(key, value === true ? '' : value)
  }
  made.append(...children)
  return made
}

/**
 * Calls back once per frame at most, however often it is asked to; less often where `pause` says so, in milliseconds.
 */
export function oncePerFrame(callback: () => void, pause: () => number = () => 0): () => void {
  let isAsked = false
  return () => {
    if (isAsked) return
    isAsked = true
    // A tab in the background has no frames.
    const milliseconds = document.hidden ? 200 : pause()
    const wait = milliseconds > 0 ? (then: () => void) => setTimeout(then, milliseconds) : requestAnimationFrame
    wait(() => {
      isAsked = false
      callback()
    })
  }
}

/** Scrolls a log to its end after a change, unless the reader has scrolled up in it. */
export function keepAtEnd(log: HTMLElement, change: () => void): void {
  const isAtEnd = log.scrollHeight - log.scrollTop - log.clientHeight < 24
  change()
  if (isAtEnd) log.scrollTop = log.scrollHeight
}
