import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import picomatch from 'picomatch'
import type TypeScript from 'typescript'
import { findCompiler } from '../check/types-compiler.ts'
import { ConfigError } from '../config/config.ts'
import type { Target } from '../model/origin-map.ts'
import type { Project } from '../project/project.ts'

/** A compiler and what it knows about the targets of a project. */
export interface TypesProgram {
  readonly ts: typeof TypeScript
  readonly program: TypeScript.Program
}

/** Those of the targets that are type-checked, as the configuration says; none if there is no `tsconfig.json`. */
export function typedTargets(project: Project, targets: readonly Target[] = project.tangled.targets): Target[] {
  const { types } = project.config
  if (types === false) return []
  if (types?.tsconfig === undefined && !existsSync(tsconfigOf(project))) return []
  const isIncluded = types?.include ? picomatch([...types.include]) : () => true
  return targets.filter((target) => /\.[cm]?tsx?$/.test(target.path) && isIncluded(target.path))
}

/**
 * One TypeScript program over targets, as the pages say them now, and over further files of the project.
 *
 * @throws ConfigError if there is no TypeScript to make it with, or the tsconfig cannot be read.
 */
export function createTypesProgram(
  project: Project,
  targets: readonly Target[],
  furtherFiles: readonly string[] = [],
): TypesProgram {
  const ts = findCompiler(project.root).load()
  const configFile = tsconfigOf(project)
  const fail = (diagnostic: TypeScript.Diagnostic) => {
    throw new ConfigError(ts.flattenDiagnosticMessageText(diagnostic.messageText, ' '))
  }
  const parsed = ts.getParsedCommandLineOfConfigFile(
    configFile,
    {},
    { ...ts.sys, onUnRecoverableConfigFileDiagnostic: fail },
  )
  if (!parsed) throw new ConfigError(`${configFile} cannot be read.`)
  const options = { ...parsed.options, noEmit: true }
  const texts = new Map(project.tangled.targets.map((target) => [resolve(project.root, target.path), target.text]))
  const host = ts.createCompilerHost(options)
  const { fileExists, readFile } = host
  host.fileExists = (path) => texts.has(resolve(path)) || fileExists(path)
  host.readFile = (path) => texts.get(resolve(path)) ?? readFile(path)
  const rootNames = [...targets.map(({ path }) => path), ...furtherFiles].map((path) => resolve(project.root, path))
  const declarations = parsed.fileNames.filter((path) => path.endsWith('.d.ts'))
  return { ts, program: ts.createProgram({ rootNames: [...rootNames, ...declarations], options, host }) }
}

function tsconfigOf({ root, config }: Project): string {
  const { types } = config
  return resolve(root, (types === false ? undefined : types?.tsconfig) ?? 'tsconfig.json')
}
