/** The extension of a path with its dot, as Node's `path.extname` finds it: a file that begins with a dot has none there. */
export function extname(path: string): string {
  return /[^/](\.[^./]*)\/*$/.exec(path)?.[1] ?? ''
}
