import { lstatSync, realpathSync, type Stats, statSync } from 'node:fs'

/** What an operation on the disk gives; `undefined` if there is nothing at the path that it looks at. */
export function ifExists<T>(operation: () => T): T | undefined {
  try {
    return operation()
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined
    throw error
  }
}

/** The path with all links followed. */
export function realPathIfExists(path: string): string | undefined {
  return ifExists(() => realpathSync.native(path))
}

/** Of what a link leads to. */
export function statIfExists(path: string): Stats | undefined {
  return ifExists(() => statSync(path, { throwIfNoEntry: false }))
}

/** Of a link itself. */
export function lstatIfExists(path: string): Stats | undefined {
  return ifExists(() => lstatSync(path, { throwIfNoEntry: false }))
}
