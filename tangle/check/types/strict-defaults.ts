/**
 * The options of targets that no tsconfig is near to, as a tsconfig spells them: what a new project of today would
 * choose (syntax specification, 16). JavaScript of the project has the types that its code shows.
 *
 * @param version Of the compiler. `preserve` came with 5.4; from 6.0 on, packages in `node_modules/@types` count only if they are asked for.
 */
export function strictDefaults(version: string): Record<string, unknown> {
  return {
    strict: true,
    target: 'esnext',
    module: isBefore(version, 5, 4) ? 'esnext' : 'preserve',
    moduleResolution: 'bundler',
    moduleDetection: 'force',
    allowImportingTsExtensions: true,
    resolveJsonModule: true,
    allowJs: true,
    jsx: 'react-jsx',
    skipLibCheck: true,
    ...(Number.parseInt(version, 10) >= 6 && { types: ['*'] }),
  }
}

function isBefore(version: string, major: number, minor: number): boolean {
  const [first = 0, second = 0] = version.split('.').map(Number)
  return first < major || (first === major && second < minor)
}

/** What holds whatever a tsconfig says: nothing is emitted, and a program may be any part of a project. */
export const alwaysOptions = { noEmit: true, composite: false, incremental: false } as const
