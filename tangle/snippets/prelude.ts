import { realpathSync, statSync } from 'node:fs'
import { isAbsolute, relative, resolve } from 'node:path'
import { ConfigError } from '../config/config.ts'
import { readRegularFile } from '../state/read-regular-file.ts'
import { listOf, parseCode } from './syntax.ts'

/** Files whose names blocks use without an import. */
export interface Prelude {
  /** What a module that imports from them has to say, most important first. */
  readonly modules: readonly string[]
  /** All of them, absolute: what they declare globally holds without an import. */
  readonly files: readonly string[]
}

/** Whether a file may be a prelude that a page asks for: it is there, and in the project. */
export function isInProject(root: string, path: string, texts: ReadonlyMap<string, string>): boolean {
  const file = resolve(root, path)
  if (texts.has(file)) return true
  try {
    const inside = relative(realpathSync.native(root), realpathSync.native(file))
    return !inside.startsWith('..') && !isAbsolute(inside) && statSync(file).isFile()
  } catch {
    return false
  }
}

/**
 * Reads the files of a prelude.
 *
 * @param texts Files that are not on the disk, by absolute path.
 * @throws ConfigError if one is not there.
 */
export function readPrelude(root: string, paths: readonly string[], texts: ReadonlyMap<string, string>): Prelude {
  const files = paths.map((path) => resolve(root, path))
  const modules = files.filter((file, at) => isModule(textOf(file, paths[at] ?? file, texts), file))
  // With an extension of JavaScript, which leads to the source in every way to resolve modules.
  return { files, modules: modules.map((file) => file.replace(/(?:\.d)?\.([cm]?)[tj]sx?$/, '.$1js')) }
}

function textOf(file: string, path: string, texts: ReadonlyMap<string, string>): string {
  const known = texts.get(file)
  if (known !== undefined) return known
  try {
    return readRegularFile(file).toString('utf8')
  } catch (cause) {
    throw new ConfigError(`The prelude ${path} cannot be read. Name a file, relative to the root of the project.`, {
      cause,
    })
  }
}

function isModule(text: string, file: string): boolean {
  const { program } = parseCode(text, file.endsWith('x') ? 'tsx' : /\.d\.[cm]?ts$/.test(file) ? 'dts' : 'ts')
  return listOf(program, 'body').some(({ type }) => /^(?:Import|Export)|^TSExportAssignment$/.test(type))
}
