import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join, resolve } from 'node:path'
import picomatch from 'picomatch'
import type TypeScript from 'typescript'
import { ConfigError } from '../config/config.ts'
import type { Diagnostic } from '../model/diagnostic.ts'
import { locationAt, originAt, type Target } from '../model/origin-map.ts'
import type { Project } from '../project/project.ts'
import { type PlacedError, settleExpectedErrors } from './expected-errors.ts'
import { findFloatingPromises } from './floating-promises.ts'

/** What the compiler says about a part of a target, at the place in the page where it was written. */
interface Finding {
  readonly target: Target
  readonly start: number
  readonly length: number
  readonly code: 'type-error' | 'floating-promise'
  readonly message: string
  readonly hint?: string
}

/**
 * Type-checks all TypeScript targets in one program, as the pages say them now, whatever is on the disk. A promise that
 * nothing waits for is an error too: the next line would run before this one is done.
 *
 * @throws ConfigError if there is a tsconfig but no TypeScript to read it with.
 */
export function checkTypes(project: Project, targets: readonly Target[] = project.tangled.targets): Diagnostic[] {
  const { types } = project.config
  if (types === false) return []
  const configFile = resolve(project.root, types?.tsconfig ?? 'tsconfig.json')
  const isIncluded = types?.include ? picomatch([...types.include]) : () => true
  const checked = targets.filter((target) => /\.[cm]?tsx?$/.test(target.path) && isIncluded(target.path))
  if (checked.length === 0 || (types?.tsconfig === undefined && !existsSync(configFile))) return []
  const ts = loadTypeScript(project.root)
  const program = createProgram(ts, configFile, project, checked)
  const errors = checked
    .flatMap((target) => checkTarget(ts, program, resolve(project.root, target.path), target))
    .map(placeError)
  return settleExpectedErrors(mergeErrors(errors), checked)
}

function loadTypeScript(root: string): typeof TypeScript {
  try {
    return createRequire(join(root, 'package.json'))('typescript')
  } catch (cause) {
    const message = 'Type-checking needs TypeScript: run `npm install --save-dev typescript`, or set `types: false`.'
    throw new ConfigError(message, { cause })
  }
}

function createProgram(ts: typeof TypeScript, configFile: string, project: Project, targets: readonly Target[]) {
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
  const rootNames = targets.map((target) => resolve(project.root, target.path))
  const declarations = parsed.fileNames.filter((path) => path.endsWith('.d.ts'))
  return ts.createProgram({ rootNames: [...rootNames, ...declarations], options, host })
}

function checkTarget(ts: typeof TypeScript, program: TypeScript.Program, path: string, target: Target): Finding[] {
  const file = program.getSourceFile(path)
  if (!file) return []
  const errors = [...program.getSyntacticDiagnostics(file), ...program.getSemanticDiagnostics(file)].map(
    (error): Finding => ({
      target,
      start: error.start ?? 0,
      length: error.length ?? 0,
      code: 'type-error',
      message: `TS${error.code}: ${ts.flattenDiagnosticMessageText(error.messageText, '\n')}`,
    }),
  )
  const promises = findFloatingPromises(ts, program.getTypeChecker(), file).map(
    (node): Finding => ({
      target,
      start: node.getStart(file),
      length: node.getEnd() - node.getStart(file),
      code: 'floating-promise',
      message: 'Nothing waits for this promise, so what follows runs before it is done, and its failure is lost.',
      hint: 'Put `await` in front of it.',
    }),
  )
  return [...errors, ...promises]
}

function placeError({ target, start, length, code, message, hint }: Finding): PlacedError {
  const before = target.text.slice(0, start).split('\n')
  const position = { line: before.length - 1, column: before.at(-1)?.length ?? 0 }
  const firstLine = target.text.slice(start, start + length).split('\n')[0] ?? ''
  const location = locationAt(target, position, firstLine.length)
  const generated = { file: target.path, start: position }
  const related = [{ message: 'in the generated file', location: generated }]
  const diagnostic: Diagnostic = {
    ...{ code, severity: 'error', message, location, related },
    ...(hint !== undefined && { hint }),
  }
  return { diagnostic, block: originAt(target, position)?.block }
}

/** A mistake in a block that many targets contain is one mistake, with many places where it shows. */
function mergeErrors(errors: readonly PlacedError[]): PlacedError[] {
  const merged = new Map<string, PlacedError>()
  for (const error of errors) {
    const { code, message, location, related = [] } = error.diagnostic
    const key = JSON.stringify([code, message, location])
    const same = merged.get(key)
    if (!same) merged.set(key, error)
    else {
      const all = [...(same.diagnostic.related ?? []), ...related]
      merged.set(key, { ...same, diagnostic: { ...same.diagnostic, related: all } })
    }
  }
  return [...merged.values()]
}
