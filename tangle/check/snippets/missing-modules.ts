/** The module of an import cannot be found, or has no types. */
const missingCodes = new Set([2307, 2792, 7016, 2664, 2665, 2688, 2732, 6137, 2882])

/** The module or the types behind JSX cannot be found. */
const jsxCodes = new Set([7026, 2875, 2874, 2879, 2602, 2604])

/** What a module does not export. */
const memberCodes = new Set([2305, 2614, 2724, 2459, 2460, 2694])

export function isMissingExport(code: number): boolean {
  return memberCodes.has(code)
}

/** Whether a module belongs to an example: a file beside it, or what an alias leads to (`@/a`, `~/a`, `#a`, `$lib/a`). */
export function isExampleModule(module: string): boolean {
  return /^(?:[./]|[@~#]\/|[#$])/.test(module)
}

/** The module of an example, of which an error says that it lacks a name: it is another one than was found. */
export function wrongModule(code: number, text: string): string | undefined {
  const module = memberCodes.has(code) ? /['"]+([^'"]+)/.exec(text)?.[1] : undefined
  // A module that was found is told by its path, and is no example.
  return module !== undefined && !module.startsWith('/') && isExampleModule(module) ? module : undefined
}

/** `declare module '*.vue'`: all that it says is there, and no module of that name has to be. */
export function isPattern(code: number, text: string): boolean {
  return (code === 2664 || code === 2665) && /'[^']*\*[^']*'/.test(text)
}

/** The module that an error says is not there; `undefined` if it says something else. */
export function missingModule(code: number, text: string): string | undefined {
  if (jsxCodes.has(code)) return /'([^' ]+)\/jsx-(?:dev-)?runtime'/.exec(text)?.[1] ?? 'JSX'
  return missingCodes.has(code) ? /['"]([^'"]+)['"]/.exec(text)?.[1] : undefined
}
