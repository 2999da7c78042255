/**
 * Remembers who called, for errors that come about in the background: their own stack names nobody whom a reader knows.
 * Call it in the function that the caller called, `callee`.
 */
export function rememberCaller(callee: (...args: never[]) => unknown): (error: unknown) => void {
  const caller: { stack?: string } = {}
  // V8 only, which is where stacks are printed. It formats the stack when it is first read, so this costs little.
  const { captureStackTrace } = Error as { captureStackTrace?: (target: object, above: unknown) => void }
  captureStackTrace?.(caller, callee)
  return (error) => {
    const frames = caller.stack?.replace(/^(?!\s+at ).*\n?/, '')
    if (frames && error instanceof Error && error.stack && !error.stack.includes(frames)) {
      error.stack += `\n${frames}`
    }
  }
}
