import { realpathSync } from 'node:fs'
import { join } from 'node:path'
import { findInstalledPackage } from '../../project/installed-package.ts'
import { readRegularFile } from '../../state/read-regular-file.ts'

/** Remembers what was found. */
export class MissingPeers {
  readonly #known = new Map<string, string | undefined>()
  readonly #root: string
  readonly #links: ReadonlyMap<string, string>

  /**
   * @param root Absolute.
   * @param links Packages that are sought in it and are elsewhere: where, and where they are.
   */
  constructor(root: string, links: ReadonlyMap<string, string>) {
    this.#root = root
    this.#links = links
  }

  /**
   * The first package that an installed one builds on and that is not there; `undefined` if all are, or if the package
   * itself is not there. Types that come from it are not whole.
   *
   * @param module As an import names it.
   * @param folder From which it is imported, absolute.
   */
  of(module: string, folder: string): string | undefined {
    const [name] = /^(?:@[\w.-]+\/)?[\w-][\w.-]*/.exec(module) ?? []
    if (name === undefined) return undefined
    const key = `${folder} ${name}`
    if (!this.#known.has(key)) this.#known.set(key, this.#find(name, folder))
    return this.#known.get(key)
  }

  #find(name: string, folder: string): string | undefined {
    const found = findInstalledPackage(name, folder) ?? this.#links.get(join(this.#root, 'node_modules', name))
    if (found === undefined) return undefined
    // A package may be a link, and then what it needs stands beside the real one.
    const own = realpathSync(found)
    return requiredPackages(own).find((other) => findInstalledPackage(other, own) === undefined)
  }
}

/** The packages without which another one is not whole: all that it depends on, and peers that are not optional. */
function requiredPackages(folder: string): string[] {
  try {
    const text = readRegularFile(join(folder, 'package.json')).toString()
    const { dependencies = {}, peerDependencies = {}, peerDependenciesMeta = {} } = JSON.parse(text)
    const peers = Object.keys(peerDependencies).filter((name) => peerDependenciesMeta[name]?.optional !== true)
    return [...Object.keys(dependencies), ...peers]
  } catch {
    // A package that cannot be read asks for nothing.
    return []
  }
}
