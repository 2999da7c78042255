// This module runs inside examples, like the network guard.

/**
 * Makes what a program prints arrive as it is printed. At a terminal it does so anyway; at a pipe Node keeps it in
 * memory, so that a loop that prints for ever would fill that, and `process.exit` would lose what is still there.
 */
export function makeOutputBlocking(): void {
  for (const name of ['stdout', 'stderr'] as const) {
    const get = Object.getOwnPropertyDescriptor(process, name)?.get
    if (!get) continue
    let isNew = true
    // Only once it is used: to make a stream takes time.
    Object.defineProperty(process, name, {
      configurable: true,
      enumerable: true,
      get() {
        const stream = get.call(process)
        if (isNew) stream._handle?.setBlocking?.(true)
        isNew = false
        return stream
      },
    })
  }
}
