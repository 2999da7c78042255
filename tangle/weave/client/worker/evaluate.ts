type AsyncFunctionConstructor = new (...parts: string[]) => (...values: unknown[]) => Promise<unknown>

// The constructor has no name of its own.
const AsyncFunction = Object.getPrototypeOf(async () => {}).constructor as AsyncFunctionConstructor

/**
 * Runs code as the body of an async function, so that it may wait at its top level. The names are what it sees of the
 * world besides the global ones. Rejects with what the code throws, and with a `SyntaxError`.
 */
export async function evaluate(
  { code, file }: { readonly code: string; readonly file: string },
  names: Readonly<Record<string, unknown>>,
): Promise<void> {
  const run = new AsyncFunction(...Object.keys(names), `${code}\n//# sourceURL=${file}`)
  await run(...Object.values(names))
}

/** How many lines a browser puts in front of the first line of such a function: two in most of them. */
export function measureOffset(): number {
  const file = 'probe-of-lines.ts'
  let stack = ''
  const tell = (error: Error) => {
    stack = error.stack ?? ''
  }
  // It runs at once: nothing in it is waited for.
  void new AsyncFunction('tell', `tell(new Error('probe'))\n//# sourceURL=${file}`)(tell)
  const [, line] = new RegExp(`${file}:(\\d+)`).exec(stack) ?? []
  return line === undefined ? 0 : Number(line) - 1
}
