import { createHash } from 'node:crypto'
import { readFile, realpath } from 'node:fs/promises'
import { dirname, join, sep } from 'node:path'

/** What says which version of every package is installed: npm, pnpm, Yarn, Bun, and npm's record of what it did. */
const records = [
  'package-lock.json',
  'npm-shrinkwrap.json',
  'pnpm-lock.yaml',
  'yarn.lock',
  'bun.lock',
  'node_modules/.package-lock.json',
]

/**
 * A hash of the lockfiles and the `package.json` of a folder and the folders around it; `undefined` if there is no
 * lockfile at all, so that the versions are not known.
 */
export async function hashPackages(root: string): Promise<string | undefined> {
  const hash = createHash('sha256')
  let isKnown = false
  for (const folder of withParents(root)) {
    for (const name of [...records, 'package.json']) {
      const text = await readFile(join(folder, name), 'utf8').catch(() => undefined)
      if (text === undefined) continue
      if (name !== 'package.json') isKnown = true
      hash.update(JSON.stringify([name, text]))
    }
  }
  return isKnown ? hash.digest('hex') : undefined
}

/**
 * The first of some packages that is a link to a folder of sources, as those of a workspace are: they change, and no
 * lockfile says so.
 */
export async function findLinkedPackage(root: string, packages: readonly string[]): Promise<string | undefined> {
  for (const name of packages) {
    for (const folder of withParents(root)) {
      const real = await realpath(join(folder, 'node_modules', name)).catch(() => undefined)
      if (real === undefined) continue
      if (!real.split(sep).includes('node_modules')) return name
      break
    }
  }
  return undefined
}

function withParents(folder: string): string[] {
  const parent = dirname(folder)
  return parent === folder ? [folder] : [folder, ...withParents(parent)]
}
