import { isBuiltin } from 'node:module'
import { join } from 'node:path'
import { findInstalledPackage } from '../../project/installed-package.ts'
import { readRegularFile } from '../../state/read-regular-file.ts'
import type { ProjectParts } from '../client/run/runnable-example.ts'
import type { SiteShareOptions } from '../vitepress/tangle-site-options.ts'
import type { PageProgram } from './find-programs.ts'

/** What runs a project, and what an editor knows the globals of Node from. */
const tools = ['tsx', '@types/node']

/**
 * Finds out what the projects need that readers make of programs: the versions that the pages were made with.
 *
 * @param root Packages are looked for from here.
 * @param modules What programs import, by name.
 * @param own The folders of packages of the repository itself, by name: those that are not installed have their versions.
 * @returns The parts for one program.
 */
export function createProjectParts(
  root: string,
  modules: readonly string[],
  { stackblitz = false, dependencies = {}, readme }: SiteShareOptions,
  own: ReadonlyMap<string, string> = new Map(),
): (program: PageProgram) => ProjectParts {
  const known = new Map<string, string | undefined>()
  const versionOf = (name: string) => {
    if (!known.has(name)) known.set(name, dependencies[name] ?? findVersion(name, root, own))
    return known.get(name)
  }
  const versions = (names: readonly string[]) => {
    const found = [...new Set(names)].sort().map((name) => [name, versionOf(name)] as const)
    return Object.fromEntries(found.filter((entry): entry is [string, string] => entry[1] !== undefined))
  }
  const running = versions(tools)
  return ({ name, target }) => {
    const text = readme?.(name)
    return {
      packages: versions([...modules, ...typesFrom(target.text)].filter((one) => !isBuiltin(one)).map(packageOf)),
      tools: running,
      ...(text !== undefined && { readme: text }),
      stackblitz,
    }
  }
}

/** The modules of a program, with those that it has only types from. */
function typesFrom(text: string): string[] {
  return [...text.matchAll(/\bfrom\s*(['"])([\w@][\w@./-]*)\1/g)].map(([, , name = '']) => name)
}

/** The package of a module: `hono` of `hono/jwt`. */
function packageOf(module: string): string {
  return module
    .split('/')
    .slice(0, module.startsWith('@') ? 2 : 1)
    .join('/')
}

/** The version of a package: as the project finds it, or of the repository itself; the tools come with the toolchain. */
function findVersion(name: string, root: string, own: ReadonlyMap<string, string>): string | undefined {
  const folder = findInstalledPackage(name, root) ?? own.get(name)
  if (folder !== undefined) return readPackage(folder).version
  const ours = tools.includes(name) ? findInstalledPackage(name, import.meta.dirname) : undefined
  return ours && readPackage(ours).version
}

function readPackage(folder: string): { readonly version?: string } {
  try {
    const { version } = JSON.parse(readRegularFile(join(folder, 'package.json')).toString('utf8'))
    return typeof version === 'string' ? { version } : {}
  } catch {
    // What cannot be read has no version.
    return {}
  }
}
