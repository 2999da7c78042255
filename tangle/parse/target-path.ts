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

/** Why a path cannot be that of a target. */
export interface TargetPathProblem {
  readonly code: 'path-outside-project' | 'unusable-path'
  readonly message: string
  readonly hint?: string
}

/** No file system in use holds a longer name. In bytes of UTF-8. */
const maximumName = 255

/** Names that Windows keeps for devices, with any extension ("Naming Files, Paths, and Namespaces"). */
const device = /^(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\$|conout\$)$/

/** What decides how the toolchain works, or remembers what it did: no page may change it. */
const own =
  /^(tangle\.config\.(ts|mts|js|mjs|json)|tangle\.ledger|tangle\.baseline\.json|entangled\.toml|\.(tangle|entangled)(\/.*)?)$/

/**
 * What is wrong with the normalized path of a target, on any system, before a disk is asked. A page may come from
 * anyone: what it writes stays in the project, and away from what other programs obey. Links are followed when writing
 * is planned.
 */
export function targetPathProblem(path: string): TargetPathProblem | undefined {
  if (path === '') return { code: 'unusable-path', message: 'The path of the target is empty.' }
  // Control characters, and those that turn the direction of writing: nobody sees what is really there.
  if (/[\p{Cc}\p{Cs}\u202A-\u202E\u2066-\u2069]/u.test(path)) {
    const hint = 'Name the file with characters that can be seen.'
    return { code: 'unusable-path', message: `The path ${shown(path)} has control characters.`, hint }
  }
  if (path.startsWith('/') || /^[a-z]:/i.test(path)) {
    const hint = 'Paths are relative to the root of the project.'
    return { code: 'path-outside-project', message: `The target ${path} has an absolute path.`, hint }
  }
  const parts = path.split('/')
  if (parts.includes('..')) {
    return { code: 'path-outside-project', message: `The target ${path} lies outside the project.` }
  }
  for (const part of parts) {
    const problem = partProblem(part)
    if (problem) return { ...problem, message: `The target ${shown(path)} ${problem.message}` }
  }
  if (own.test(foldPath(path))) {
    const message = `The target ${path} would change how the toolchain works.`
    return unusable(message)
  }
  return undefined
}

function partProblem(part: string): TargetPathProblem | undefined {
  const name = fold(part)
  // `git~1` is the short name of `.git` on Windows.
  if (name === '.git' || /^git~\d+$/.test(name)) {
    return { code: 'path-outside-project', message: "would be written into the repository's own data." }
  }
  if (part.includes(':')) return unusable('has a colon, which stands for a drive or a stream on Windows.')
  if (name === 'node_modules') return unusable('would be written into installed packages.')
  if (device.test(name.replace(/\..*$/s, '').trimEnd())) {
    return unusable(`has the name of a device on Windows, ${part}.`)
  }
  if (/[. ]$/.test(part)) return unusable('has a name that ends with a dot or a space, which Windows takes away.')
  // A unit of a string is at most three bytes.
  if (part.length * 3 > maximumName && new TextEncoder().encode(part).length > maximumName) {
    return unusable(`has a name of more than ${maximumName} bytes.`)
  }
  return undefined
}

function unusable(message: string): TargetPathProblem {
  return { code: 'unusable-path', message, hint: 'Choose another path.' }
}

/** A path in the one form of all that some disk takes for the same. */
export function foldPath(path: string): string {
  return path.split('/').map(fold).join('/')
}

/** One name for all that some disk takes for the same: in any case, with characters that have no width, dots behind. */
function fold(part: string): string {
  // Most names are ASCII, for which the tables of Unicode need not be asked.
  const plain = /^[ -~]*$/.test(part) ? part : part.normalize('NFKC').replace(/\p{Cf}/gu, '')
  return plain.replace(/[. ]+$/, '').toLowerCase()
}

/** A path as it can be printed, cut where it is too long to be read. */
function shown(path: string): string {
  const visible = path.replace(/[\p{Cc}\p{Cs}\u202A-\u202E\u2066-\u2069]/gu, '\u{FFFD}')
  return visible.length > 100 ? `${visible.slice(0, 100)}…` : visible
}
