import { realpathSync, statSync } from 'node:fs'
import { isAbsolute, relative, resolve } from 'node:path'
import { ConfigError } from '../config/config.ts'
import { readRegularFile } from '../state/read-regular-file.ts'
import { childOf, listOf, parseCode, type SyntaxNode } from './syntax.ts'

/** Files whose names blocks use without an import. */
export interface Prelude {
  /** What a module that imports from them has to say, most important first. */
  readonly modules: readonly string[]
  /** All of them, absolute: what they declare globally holds without an import. */
  readonly files: readonly string[]
  /** Names that they declare to be anything, `any`, so that nothing is known of them after all. */
  readonly untyped: readonly string[]
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
 * @throws ConfigError if one is not there, or is no TypeScript.
 */
export function readPrelude(root: string, paths: readonly string[], texts: ReadonlyMap<string, string>): Prelude {
  const files = paths.map((path) => resolve(root, path))
  const programs = files.map((file, at) => {
    const path = paths[at] ?? file
    return parsePrelude(textOf(file, path, texts), path)
  })
  const modules = files.filter((_, at) => isModule(programs[at]))
  return {
    files,
    // With an extension of JavaScript, which leads to the source in every way to resolve modules.
    modules: modules.map((file) => file.replace(/(?:\.d)?\.([cm]?)[tj]sx?$/, '.$1js')),
    untyped: programs.flatMap(untypedNames),
  }
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

function parsePrelude(text: string, path: string): SyntaxNode {
  const language = path.endsWith('x') ? 'tsx' : /\.d\.[cm]?ts$/.test(path) ? 'dts' : 'ts'
  const { program, problem } = parseCode(text, language)
  if (!problem) return program
  const before = text.slice(0, problem.start).split('\n')
  const place = `${path}:${before.length}:${(before.at(-1)?.length ?? 0) + 1}`
  throw new ConfigError(`The prelude ${path} cannot be read: ${problem.message} (${place}).`)
}

function isModule(program: SyntaxNode | undefined): boolean {
  return listOf(program, 'body').some(({ type }) => /^(?:Import|Export)|^TSExportAssignment$/.test(type))
}

/** The names that a program declares as `const a: any` and `type A = any`. */
function untypedNames(program: SyntaxNode): string[] {
  return listOf(program, 'body').flatMap((statement) => {
    const declaration = childOf(statement, 'declaration') ?? statement
    const isAny = (holder: SyntaxNode | undefined) =>
      holder !== undefined && childOf(holder, 'typeAnnotation')?.type === 'TSAnyKeyword'
    if (declaration.type === 'TSTypeAliasDeclaration') return isAny(declaration) ? [nameOf(declaration)] : []
    return listOf(declaration, 'declarations').flatMap((one) => {
      const id = childOf(one, 'id')
      return id && isAny(childOf(id, 'typeAnnotation')) ? [nameOf(one)] : []
    })
  })
}

function nameOf(declaration: SyntaxNode): string {
  return String(childOf(declaration, 'id')?.name)
}
