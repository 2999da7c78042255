/** Whether a path matches a glob of `watch_list`: from the root, `**` crosses folders, hidden names count (1.5). */
export function matchesWatchGlob(glob: string): (path: string) => boolean {
  const segments = glob.split('/').filter((segment) => segment !== '' && segment !== '.')
  const pattern = segments.map((segment, at) => {
    const last = at === segments.length - 1
    if (segment !== '**') return segmentPattern(segment) + (last ? '' : '/')
    return last ? '(?:[^/]+/)*[^/]+' : '(?:[^/]+/)*'
  })
  const regExp = new RegExp(`^${pattern.join('')}$`, 'u')
  return (path) => regExp.test(path)
}

/**
 * Whether a path matches a glob of `ignore_list`: compared from the right end, so that `README.md` is the file in any
 * folder; `**` stands for one segment, so that `**\/README.md` is none in the root (1.5).
 */
export function matchesIgnoreGlob(glob: string): (path: string) => boolean {
  const segments = glob.split('/').filter((segment) => segment !== '' && segment !== '.')
  const patterns = segments.map((segment) => new RegExp(`^${segmentPattern(segment)}$`, 'u'))
  return (path) => {
    const parts = path.split('/').slice(-patterns.length)
    return patterns.length > 0 && patterns.length === parts.length && patterns.every((p, at) => p.test(parts[at] ?? ''))
  }
}

function segmentPattern(segment: string): string {
  return segment.replace(/\*+|\?|\[!?\]?[^\]]*\]|[$()+.[\\\]^{|}]/g, (token) => {
    if (token.startsWith('*')) return '[^/]*'
    if (token === '?') return '[^/]'
    if (token.length < 3) return `\\${token}`
    const [, negated, set = ''] = /^\[(!?)(.*)\]$/s.exec(token) ?? []
    return `[${negated ? '^' : ''}${set.replace(/[[\]\\^]/g, '\\$&')}]`
  })
}

/**
 * A glob of `watch_list` as globs of our file systems, which pass by hidden names unless they are asked for, and know
 * braces and groups, which Python does not.
 */
export function toFileSystemGlobs(glob: string): string[] {
  let globs = ['']
  for (const segment of glob.split('/').filter((part) => part !== '' && part !== '.')) {
    const variants = segmentVariants(segment.replace(/[{}()!+@|]/g, '\\$&').replaceAll('[\\!', '[!'))
    globs = globs.flatMap((start) => variants.map((variant) => (start === '' ? variant : `${start}/${variant}`)))
  }
  return globs
}

function segmentVariants(segment: string): string[] {
  if (segment === '**') return ['**', ...['.*/**', '.*/**/.*/**'].flatMap((hidden) => [hidden, `**/${hidden}`])]
  return /^[*?]/.test(segment) ? [segment, `.${segment}`] : [segment]
}
