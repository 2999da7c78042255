import { relative, resolve, sep } from 'node:path'
import type TypeScript from 'typescript'
import { ConfigError } from '../config/config.ts'
import { findFloatingPromises } from './floating-promises.ts'
import type { TypesDisk } from './types-disk.ts'
import { lookIntoIncludedFolders } from './types-include.ts'

/** A place in a target or another file of the project that the compiler mentions as a reason. Counts from 0. */
export interface TypesReason {
  /** Relative to the project root, with `/`. */
  readonly file: string
  readonly line: number
  readonly column: number
  readonly length: number
  readonly message: string
}

/** What the compiler says about a part of a target. Plain data, so that it can be kept. */
export interface TypesFinding {
  /** The path of the target. */
  readonly target: string
  /** Characters of the target in front of the part. */
  readonly start: number
  readonly length: number
  readonly code: 'type-error' | 'floating-promise'
  readonly message: string
  readonly hint?: string
  readonly reasons: readonly TypesReason[]
}

export interface VerdictInput {
  /** The path of the TypeScript that compiles. */
  readonly compiler: string
  /** Absolute. */
  readonly root: string
  /** The tsconfig, absolute. */
  readonly configFile: string
  /** The paths of the targets to check, relative to the root. */
  readonly targets: readonly string[]
}

/**
 * Compiles targets in one program. What comes out depends on nothing but the input, the compiler, and what the disk
 * answers.
 *
 * @throws ConfigError if the tsconfig cannot be used.
 */
export function findTypeErrors(ts: typeof TypeScript, input: VerdictInput, disk: TypesDisk): TypesFinding[] {
  const program = createProgram(ts, input, disk)
  return input.targets.flatMap((target) => {
    const file = program.getSourceFile(resolve(input.root, target))
    return file ? findErrors(ts, program, file, target, input.root) : []
  })
}

function createProgram(ts: typeof TypeScript, input: VerdictInput, disk: TypesDisk) {
  const { options, rootNames, questions } = readSettings(ts, input, disk)
  const host: TypeScript.CompilerHost = { ...ts.createCompilerHost(options), ...questions }
  // The default one reads through the host that it was created with, not through this one.
  host.getSourceFile = (path, languageVersionOrOptions) => {
    const text = disk.text(path)
    return text === undefined ? undefined : ts.createSourceFile(path, text, languageVersionOrOptions)
  }
  return ts.createProgram({ rootNames, options, host })
}

/** What the compiler has to be told about a program of targets. */
export interface TypesSettings {
  readonly options: TypeScript.CompilerOptions
  /** The targets and the declarations that the tsconfig lists, absolute. */
  readonly rootNames: string[]
  /** What a host of the compiler passes on to the disk. */
  readonly questions: ReturnType<typeof questionsOf>
}

/**
 * The settings of the one program that all targets are compiled in.
 *
 * @throws ConfigError if the tsconfig cannot be used.
 */
export function readSettings(
  ts: typeof TypeScript,
  { root, configFile, targets }: Omit<VerdictInput, 'compiler'>,
  disk: TypesDisk,
): TypesSettings {
  const parsed = readConfig(ts, root, configFile, disk)
  const declarations = parsed.fileNames.filter((path) => /\.d\.[cm]?ts$/.test(path))
  const rootNames = [...new Set([...targets.map((target) => resolve(root, target)), ...declarations])]
  return { options: { ...parsed.options, noEmit: true }, rootNames, questions: questionsOf(root, disk) }
}

function readConfig(ts: typeof TypeScript, root: string, configFile: string, disk: TypesDisk) {
  const fail = (diagnostic: TypeScript.Diagnostic): never => {
    const message = ts.flattenDiagnosticMessageText(diagnostic.messageText, ' ')
    throw new ConfigError(`${toProjectPath(root, configFile)}: ${message}`)
  }
  const parsed = ts.getParsedCommandLineOfConfigFile(
    configFile,
    {},
    {
      ...questionsOf(root, disk),
      useCaseSensitiveFileNames: ts.sys.useCaseSensitiveFileNames,
      readDirectory(folder, extensions, excludes, includes, depth) {
        lookIntoIncludedFolders(disk, folder, includes)
        return ts.sys.readDirectory(folder, extensions, excludes, includes, depth)
      },
      onUnRecoverableConfigFileDiagnostic: fail,
    },
  )
  if (!parsed) throw new ConfigError(`${toProjectPath(root, configFile)} cannot be read.`)
  // That it lists no file is no error: the targets are listed by the pages (TS18002, TS18003).
  const error = ts.getConfigFileParsingDiagnostics(parsed).find(({ code }) => code !== 18002 && code !== 18003)
  return error ? fail(error) : parsed
}

/** The questions of the compiler, put to our disk. */
function questionsOf(root: string, disk: TypesDisk) {
  return {
    // Not that of the process: a verdict must not depend on where the command was called.
    getCurrentDirectory: () => root,
    fileExists: (path: string) => disk.isFile(path),
    readFile: (path: string) => disk.text(path),
    directoryExists: (path: string) => disk.isFolder(path),
    getDirectories: (path: string) => disk.folders(path),
    realpath: (path: string) => disk.realPath(path),
  }
}

function findErrors(
  ts: typeof TypeScript,
  program: TypeScript.Program,
  file: TypeScript.SourceFile,
  target: string,
  root: string,
): TypesFinding[] {
  const errors = [...program.getSyntacticDiagnostics(file), ...program.getSemanticDiagnostics(file)].map(
    (error): TypesFinding => ({
      target,
      start: error.start ?? 0,
      length: error.length ?? 0,
      code: 'type-error',
      message: `TS${error.code}: ${ts.flattenDiagnosticMessageText(error.messageText, '\n')}`,
      reasons: (error.relatedInformation ?? []).flatMap((reason) => toReason(ts, reason, root) ?? []),
    }),
  )
  const promises = findFloatingPromises(ts, program.getTypeChecker(), file).map(
    (node): TypesFinding => ({
      target,
      start: node.getStart(file),
      length: node.getEnd() - node.getStart(file),
      code: 'floating-promise',
      message: 'Nothing waits for this promise, so what follows runs before it is done, and its failure is lost.',
      hint: 'Put `await` in front of it.',
      reasons: [],
    }),
  )
  return [...errors, ...promises]
}

/** `undefined` for a place in a package, which is not what an author can mend. */
function toReason(
  ts: typeof TypeScript,
  { file, start, length, messageText }: TypeScript.DiagnosticRelatedInformation,
  root: string,
): TypesReason | undefined {
  if (!file || start === undefined) return undefined
  const path = toProjectPath(root, file.fileName)
  if (path.startsWith('..') || /(^|\/)node_modules\//.test(path)) return undefined
  const { line, character } = file.getLineAndCharacterOfPosition(start)
  // The range of a place that is only mentioned ends with its line.
  const lineEnd = file.getLineStarts()[line + 1] ?? file.text.length
  const message = ts.flattenDiagnosticMessageText(messageText, '\n')
  return { file: path, line, column: character, length: Math.min(length ?? 0, Math.max(0, lineEnd - start)), message }
}

function toProjectPath(root: string, path: string): string {
  return relative(root, path).split(sep).join('/')
}
