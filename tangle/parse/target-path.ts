/**
 * `./a//b/../c` becomes `a/c`; backslashes become slashes. Parts that lead outside stay in front (`../x`, `/x`), for the
 * check that refuses them to see.
 */
export function normalizeTargetPath(path: string): string {
  const parts: string[] = []
  const slashed = path.replaceAll('\\', '/')
  for (const part of slashed.split('/')) {
    if (part === '' || part === '.') continue
    if (part === '..' && parts.length > 0 && parts.at(-1) !== '..') parts.pop()
    else parts.push(part)
  }
  return (slashed.startsWith('/') ? '/' : '') + parts.join('/')
}
