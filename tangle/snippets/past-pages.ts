/** Pages of a time: what a package changed, posts of a blog, records of what somebody decided or proposed. */
const history =
  /(?:^|\/)(?:changelog|changes|history|releases?|release[-_]?notes)(?:[-_.]?v?\d[\w.-]*)?\.(?:mdx?|markdown)$|(?:^|\/)(?:\(?blog\)?|decisions|adrs?|rfcs?|proposals)\//i

/**
 * Tells the pages that say what was at some time, and that nobody keeps up to date: histories, and those of earlier
 * versions. What they show is not measured by the packages of today.
 *
 * @param paths Of all pages.
 */
export function findPastPages(paths: readonly string[]): (path: string) => boolean {
  const isOldVersion = findOldVersions(paths)
  const isOldUpgrade = findOldUpgrades(paths)
  return (path) => history.test(path) || isOldVersion(path) || isOldUpgrade(path)
}

/** Pages about what a version changed: `migrate-to-v4.md`, `upgrading-v3-to-v4.md`, `breaking10.md`, `migration/v4.md`. */
const upgrade = /(?:migrat|upgrad|breaking)/i
const numbered = /^(.*?)v?(\d+(?:[.-](?:\d+|x))*)$/i
/** The version before: `v3-to-` of `upgrading-v3-to-v4.md`. */
const before = /v?\d+(?:[.-](?:\d+|x))*[-_.]to[-_.]$/i

/** Tells the pages about a version where another one beside them is about a later version. */
function findOldUpgrades(paths: readonly string[]): (path: string) => boolean {
  const read = (path: string) => {
    const [, stem = '', version] = (upgrade.test(path) && numbered.exec(path.replace(/\.[a-z]+$/i, ''))) || []
    return { stem: stem.replace(before, ''), version: version?.replaceAll('-', '.') }
  }
  const newest = new Map<string, string>()
  for (const { stem, version } of paths.map(read)) {
    const known = newest.get(stem)
    if (version !== undefined && (known === undefined || compare(version, known) > 0)) newest.set(stem, version)
  }
  return (path) => {
    const { stem, version } = read(path)
    return version !== undefined && compare(version, newest.get(stem) ?? version) < 0
  }
}

/** A folder of a version: `docs-v3`, `v3`, `version-2.1`. */
const versioned = /^(?:(.*?)[-_.])?v(?:ersion[-_]?)?(\d+(?:\.(?:\d+|x))*)$/i

/** Where Docusaurus keeps what pages were in earlier versions. */
const kept = /(?:^|\/)versioned_docs\//

/**
 * Tells the pages of versions that are not the newest: another folder beside theirs is of a later version (`v3` beside
 * `v4`), or of no version at all (`docs-v3` beside `docs`).
 */
function findOldVersions(paths: readonly string[]): (path: string) => boolean {
  const folders = new Set(paths.flatMap(foldersOf))
  const newest = new Map<string, string>()
  for (const folder of folders) {
    const { home, version } = readFolder(folder)
    const known = newest.get(home)
    if (version !== undefined && (known === undefined || compare(version, known) > 0)) newest.set(home, version)
  }
  const old = new Set(
    [...folders].filter((folder) => {
      const { home, version } = readFolder(folder)
      if (version === undefined) return false
      return folders.has(home) || compare(version, newest.get(home) ?? version) < 0
    }),
  )
  return (path) => kept.test(path) || foldersOf(path).some((folder) => old.has(folder))
}

/** `a/b/c.md` is in `a` and in `a/b`. */
function foldersOf(path: string): string[] {
  const parts = path.split('/').slice(0, -1)
  return parts.map((_, at) => parts.slice(0, at + 1).join('/'))
}

/** The version of a folder, and what versions of the same have in common: `a/docs` of `a/docs-v3`, `a/` of `a/v3`. */
function readFolder(folder: string): { readonly home: string; readonly version: string | undefined } {
  const at = folder.lastIndexOf('/') + 1
  const [, stem = '', version] = versioned.exec(folder.slice(at)) ?? []
  return { home: folder.slice(0, at) + stem, version }
}

/** Compares versions number by number; `x` is later than any. */
function compare(one: string, other: string): number {
  const numbers = [one, other].map((version) =>
    version.split('.').map((part) => (part === 'x' ? Number.POSITIVE_INFINITY : Number(part))),
  )
  const [left = [], right = []] = numbers
  for (let at = 0; at < Math.max(left.length, right.length); at++) {
    const [a, b] = [left[at] ?? 0, right[at] ?? 0]
    if (a !== b) return a < b ? -1 : 1
  }
  return 0
}
