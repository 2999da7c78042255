/** What a program may import in a page. An example that imports anything else cannot be run there. */
export const moduleNames = [
  '@parley/sdk',
  '@parley/sdk/unique',
  '@parley/sdk/dify',
  '@parley/sdk/mock',
  '@parley/sdk/node',
  'mime-types',
] as const

/** The names of the modules that compiled code asks for. */
export function requiredBy(code: string): string[] {
  return [...code.matchAll(/\brequire\((['"])(.+?)\1\)/g)].map(([, , name = '']) => name)
}
