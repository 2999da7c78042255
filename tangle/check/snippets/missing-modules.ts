/** The module of an import cannot be found, or has no types. */
const missingCodes = new Set([2307, 2792, 7016, 2664, 2665, 2732, 6137, 2882])

/** The module or the types behind JSX cannot be found. */
const jsxCodes = new Set([7026, 2875, 2874, 2879, 2602, 2604])

/** The module that an error says is not there; `undefined` if it says something else. */
export function missingModule(code: number, text: string): string | undefined {
  if (jsxCodes.has(code)) return /'([^' ]+)\/jsx-(?:dev-)?runtime'/.exec(text)?.[1] ?? 'JSX'
  return missingCodes.has(code) ? /['"]([^'"]+)['"]/.exec(text)?.[1] : undefined
}
