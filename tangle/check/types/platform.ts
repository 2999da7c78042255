import { readConfig } from './nearest-config.ts'

/**
 * Whether a tsconfig says by itself that a program has neither a browser nor Node: `lib` without `dom`, and `types`
 * without `node`. `false` where that is a matter of what it extends, or of what is installed.
 *
 * @param version Of the compiler. From 6.0 on, packages in `node_modules/@types` count only if they are asked for.
 */
export function leavesPlatformOut(text: string | undefined, version: string): boolean {
  const { compilerOptions, extends: base } = readConfig(text)
  const { lib, types } = (compilerOptions ?? {}) as Readonly<Record<string, unknown>>
  const isBareLib = Array.isArray(lib) && !lib.some((one) => /^(?:dom|webworker|scripthost)/i.test(String(one)))
  const isBareTypes = Array.isArray(types)
    ? types.every((one) => typeof one === 'string' && !/[*]|^(?:node|bun|deno)\b|^[./]|^@cloudflare/.test(one))
    : base === undefined && Number.parseInt(version, 10) >= 6
  return isBareLib && isBareTypes
}
