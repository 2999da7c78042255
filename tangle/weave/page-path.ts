import { realpathSync } from 'node:fs'
import { isAbsolute, relative, sep } from 'node:path'

const realRoots = new Map<string, string>()

/**
 * A file as the project calls it. A site generator names the same page by the path it was given and, where it bundles,
 * by the path with symbolic links followed.
 */
export function pagePath(root: string, file: string): string {
  if (!isAbsolute(file)) return file.split(sep).join('/')
  const inside = relative(root, file)
  return (inside.startsWith('..') ? relative(realRoot(root), file) : inside).split(sep).join('/')
}

function realRoot(root: string): string {
  const known = realRoots.get(root)
  if (known !== undefined) return known
  let real = root
  try {
    real = realpathSync(root)
  } catch {
    // A project in memory has no folder: its root is only a name.
  }
  realRoots.set(root, real)
  return real
}
