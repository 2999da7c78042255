/** One registered symbol per class name, so that two copies of this package agree on it. */
const brandOf = (className: string) => Symbol.for(`@parley/sdk/${className}`)

/**
 * Marks a prototype and names it. On the prototype and not enumerable, so that the first line of a stack is right and
 * nothing of it shows in `console.log` or `Object.keys`. The name is a literal because a minifier renames classes.
 */
export function brand(prototype: Error, className: string): void {
  Object.defineProperty(prototype, brandOf(className), { value: true })
  Object.defineProperty(prototype, 'name', { value: className, configurable: true, writable: true })
}

/** Whether `value` or a class it extends was marked with this name, in this copy of the package or another one. */
export function hasBrand(value: unknown, className: string): boolean {
  return typeof value === 'object' && value !== null && brandOf(className) in value
}
