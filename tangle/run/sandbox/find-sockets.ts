import { accessSync, constants, readFileSync, realpathSync, statSync } from 'node:fs'

/** As many as fit on a command line in any case. */
const limit = 1000

/**
 * The sockets that programs of this machine listen at by a path, and that this user may connect to: a network of its own
 * does not keep a program from them, since they are files. Absolute, with links followed.
 */
export function findSockets(table = '/proc/net/unix'): string[] {
  const found = new Set<string>()
  // Behind seven fields, a path may have spaces; with `@` in front it is a name that belongs to a network.
  for (const [, path] of readLines(table).matchAll(/^(?:\S+ +){6}\S+ (\/.*)$/gm)) {
    try {
      if (path === undefined || !statSync(path).isSocket()) continue
      accessSync(path, constants.W_OK)
      found.add(realpathSync(path))
    } catch {
      // Nobody listens there any more, or not to this user.
    }
  }
  return [...found].slice(0, limit)
}

function readLines(table: string): string {
  try {
    return readFileSync(table, 'utf8')
  } catch {
    return ''
  }
}
