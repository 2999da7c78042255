import { join, resolve } from 'node:path'
import type TypeScript from 'typescript'
import type {
  CodeRange,
  CompilerError,
  CompilerMessage,
  CompilerProgram,
  CompilerSession,
  ExportedSymbol,
  FileLinks,
  SymbolUse,
} from './compiler.ts'
import { isOptionError, isUsableConfigError, toConfigError } from './config-errors.ts'
import { emptyModuleName, emptyModuleText } from './empty-module.ts'
import { type LinkedFile, toFileLinks, toRange } from './file-links.ts'
import { findMembers, type MemberAnswer, type MemberQuestion } from './find-members.ts'
import { findLooseExpressions, type Syntax, type SyntaxNode } from './floating-promises.ts'
import { JavaScriptMembers } from './javascript-members.ts'
import type { ProgramRequest } from './program-request.ts'
import { alwaysOptions, strictDefaults } from './strict-defaults.ts'
import type { TypesDisk } from './types-disk.ts'

type Api = typeof TypeScript

/** Files by path, by what their syntax trees depend on. */
export type ParsedFiles = Map<string, Map<string, TypeScript.SourceFile>>

/** TypeScript 5 and 6, which runs in this process. */
export class JavaScriptCompiler implements CompilerSession {
  readonly emptyModule: string
  readonly isElsewhere = false
  readonly #ts: Api
  readonly #root: string
  readonly #disk: TypesDisk
  readonly #configs = new Map<string | undefined, TypeScript.ParsedCommandLine>()
  readonly #parsed: ParsedFiles

  /** @param parsed What sessions of one compiler have parsed: most of the time goes there. */
  constructor(ts: Api, root: string, disk: TypesDisk, parsed: ParsedFiles = new Map()) {
    this.#ts = ts
    this.#parsed = parsed
    this.#root = root
    this.#disk = disk
    this.emptyModule = join(root, emptyModuleName)
  }

  filesOf(configFile: string): readonly string[] {
    return this.parseConfig(configFile).fileNames
  }

  *createPrograms(requests: readonly ProgramRequest[]): Generator<CompilerProgram> {
    for (const { rootNames, ...request } of requests) {
      const options = this.optionsOf(request)
      const host = this.#createHost(options)
      yield new JavaScriptProgram(this.#ts, this.#ts.createProgram({ rootNames, options, host }))
    }
  }

  /**
   * The options of a program.
   *
   * @throws ConfigError if its tsconfig cannot be used.
   */
  optionsOf({
    configFile,
    defaults = {},
    options = {},
  }: Omit<ProgramRequest, 'rootNames'>): TypeScript.CompilerOptions {
    const read = (json: object) => this.#ts.convertCompilerOptionsFromJson(json, this.#root).options
    const before = configFile === undefined ? {} : read(defaults)
    return { ...before, ...this.parseConfig(configFile).options, ...read(options) }
  }

  unknownOptionsOf(configFile: string): readonly CompilerError[] {
    const problems = this.#ts.getConfigFileParsingDiagnostics(this.parseConfig(configFile))
    return problems.flatMap(({ file, start = 0, length = 0, code, messageText }) => {
      if (!isOptionError(code)) return []
      const text = this.#ts.flattenDiagnosticMessageText(messageText, '\n')
      return [{ path: file?.fileName ?? configFile, start, length, code, text, related: [] }]
    })
  }

  close(): void {}

  /**
   * The options that a tsconfig, or the defaults, lead to.
   *
   * @throws ConfigError if the tsconfig cannot be used.
   */
  parseConfig(configFile: string | undefined): TypeScript.ParsedCommandLine {
    const known = this.#configs.get(configFile)
    if (known) return known
    const parsed = configFile === undefined ? this.#parseDefaults() : this.#parseFile(configFile)
    const { tsBuildInfoFile: _, ...options } = parsed.options
    const result = { ...parsed, options: { ...options, ...alwaysOptions } }
    this.#configs.set(configFile, result)
    return result
  }

  #parseDefaults(): TypeScript.ParsedCommandLine {
    const json = { compilerOptions: strictDefaults(this.#ts.version), files: [] }
    return this.#ts.parseJsonConfigFileContent(json, this.#configHost(), this.#root)
  }

  #parseFile(configFile: string): TypeScript.ParsedCommandLine {
    const fail = (diagnostic: TypeScript.Diagnostic): never => {
      throw toConfigError(this.#root, configFile, this.#ts.flattenDiagnosticMessageText(diagnostic.messageText, ' '))
    }
    const host = { ...this.#configHost(), onUnRecoverableConfigFileDiagnostic: fail }
    const parsed = this.#ts.getParsedCommandLineOfConfigFile(configFile, {}, host)
    if (!parsed) throw toConfigError(this.#root, configFile, 'It cannot be read.')
    const problems = this.#ts.getConfigFileParsingDiagnostics(parsed)
    const error = problems.find(({ code }) => !isUsableConfigError(code) && !isOptionError(code))
    return error ? fail(error) : parsed
  }

  #configHost() {
    return {
      ...this.questions(),
      useCaseSensitiveFileNames: this.#ts.sys.useCaseSensitiveFileNames,
      readDirectory: this.#readFolder,
    }
  }

  /** The declarations and targets that `include` of a tsconfig means. */
  readonly #readFolder = (
    folder: string,
    extensions: readonly string[],
    excludes: readonly string[] | undefined,
    includes: readonly string[],
    depth?: number,
  ): string[] => {
    const entriesOf = (path: string) => this.#disk.entries(path)
    const realPath = (path: string) => this.#disk.realPath(path)
    // It is internal, and the same in all versions that this file serves: 6.0 is the last one.
    const { matchFiles, sys } = this.#ts as Api & { matchFiles(...args: unknown[]): string[] }
    const isCaseSensitive = sys.useCaseSensitiveFileNames
    return matchFiles(folder, extensions, excludes, includes, isCaseSensitive, this.#root, depth, entriesOf, realPath)
  }

  #createHost(compilerOptions: TypeScript.CompilerOptions): TypeScript.CompilerHost {
    // Several tsconfigs of a workspace may say the same.
    const options = this.#ts.createDocumentRegistry().getKeyForCompilationSettings(compilerOptions)
    const host: TypeScript.CompilerHost = { ...this.#ts.createCompilerHost(compilerOptions), ...this.questions() }
    // The default one reads through the host that it was created with, not through this one.
    host.getSourceFile = (path, languageVersionOrOptions) => {
      const text = path === this.emptyModule ? emptyModuleText : this.#disk.text(path)
      if (text === undefined) return undefined
      const files = this.#parsedWith(isDeclaration(path) ? JSON.stringify(languageVersionOrOptions) : options)
      const known = files.get(path)
      if (known?.text === text) return known
      const file = this.#ts.createSourceFile(path, text, languageVersionOrOptions)
      files.set(path, file)
      return file
    }
    return host
  }

  #parsedWith(key: string): Map<string, TypeScript.SourceFile> {
    const files = this.#parsed.get(key) ?? new Map<string, TypeScript.SourceFile>()
    this.#parsed.set(key, files)
    return files
  }

  /** The questions of the compiler, put to our disk. */
  questions() {
    return {
      // Not that of the process: a verdict must not depend on where the command was called.
      getCurrentDirectory: () => this.#root,
      fileExists: (path: string) => this.#disk.isFile(path),
      readFile: (path: string) => this.#disk.text(path),
      directoryExists: (path: string) => this.#disk.isFolder(path),
      getDirectories: (path: string) => this.#disk.folders(path),
      realpath: (path: string) => this.#disk.realPath(path),
    }
  }
}

/**
 * Declarations are the same under all options but the version and the format that they are parsed for: a workspace of
 * many tsconfigs has one copy of the language and of its packages.
 */
function isDeclaration(path: string): boolean {
  return /\.d\.[cm]?ts$/.test(path)
}

interface InternalFile extends LinkedFile {
  readonly fileName: string
  readonly jsGlobalAugmentations?: { readonly size: number }
}

class JavaScriptProgram implements CompilerProgram {
  readonly #ts: Api
  readonly #program: TypeScript.Program
  readonly #symbols: SymbolNumbers<TypeScript.Symbol> = new SymbolNumbers()

  constructor(ts: Api, program: TypeScript.Program) {
    this.#ts = ts
    this.#program = program
  }

  get fileNames(): readonly string[] {
    return this.#program.getSourceFiles().map(({ fileName }) => resolve(fileName))
  }

  linksOf(path: string): FileLinks | undefined {
    const file = this.#program.getSourceFile(path) as (TypeScript.SourceFile & InternalFile) | undefined
    if (!file) return undefined
    const links = toFileLinks(file, this.#ts.isExternalModule(file))
    return this.#declaresByUse(file) ? { ...links, reachesOut: true } : links
  }

  /** In JavaScript, a member that is given to a name which nothing declares declares that name, in all files. */
  #declaresByUse(file: InternalFile): boolean {
    if (!/\.[cm]?jsx?$/.test(file.fileName)) return false
    // It is known as soon as the program has a checker.
    this.#program.getTypeChecker()
    return (file.jsGlobalAugmentations?.size ?? 0) > 0
  }

  errorsIn(paths: readonly string[]): CompilerError[] {
    const files = paths.flatMap((path) => this.#program.getSourceFile(path) ?? [])
    const errors = files.flatMap((file) => [
      ...this.#program.getSyntacticDiagnostics(file),
      ...this.#program.getSemanticDiagnostics(file),
    ])
    return errors.flatMap((error) => {
      const message = this.#toMessage(error)
      const related = (error.relatedInformation ?? []).flatMap((reason) => this.#toMessage(reason) ?? [])
      return message ? [{ ...message, code: error.code, related }] : []
    })
  }

  #toMessage({
    file,
    start,
    length,
    messageText,
  }: TypeScript.DiagnosticRelatedInformation): CompilerMessage | undefined {
    if (!file || start === undefined) return undefined
    const text = this.#ts.flattenDiagnosticMessageText(messageText, '\n')
    return { path: resolve(file.fileName), start, length: length ?? 0, text }
  }

  floatingPromisesIn(paths: readonly string[]): CodeRange[] {
    const checker = this.#program.getTypeChecker()
    const isPromise = (node: TypeScript.Node) => {
      const type = checker.getTypeAtLocation(node)
      const parts = type.isUnion() ? type.types : [type]
      return parts.some((part) => checker.getPropertyOfType(part, 'then') !== undefined)
    }
    return paths.flatMap((path) => {
      const file = this.#program.getSourceFile(path)
      if (!file) return []
      // Both are the compiler's own; ours name only what is asked.
      const syntax = this.#ts as unknown as Syntax
      const loose = findLooseExpressions(syntax, file as SyntaxNode & TypeScript.SourceFile)
      return loose
        .filter(({ values }) => (values as readonly TypeScript.Node[]).some(isPromise))
        .map(({ expression }) => toRange(path, expression.getStart(), expression.end))
    })
  }

  symbolsIn(path: string): readonly SymbolUse[] {
    const file = this.#program.getSourceFile(path)
    if (!file) return []
    const checker = this.#program.getTypeChecker()
    const uses: SymbolUse[] = []
    const visit = (node: TypeScript.Node): void => {
      if (this.#ts.isIdentifier(node)) {
        const symbol = checker.getSymbolAtLocation(node)
        if (symbol) uses.push({ start: node.getStart(file), id: this.#symbols.of(this.#original(checker, symbol)) })
      }
      this.#ts.forEachChild(node, visit)
    }
    visit(file)
    return uses
  }

  exportsOf(path: string): readonly ExportedSymbol[] | undefined {
    const checker = this.#program.getTypeChecker()
    const file = this.#program.getSourceFile(path)
    const module = file && checker.getSymbolAtLocation(file)
    if (!module) return undefined
    return checker.getExportsOfModule(module).map((symbol) => {
      const declaration = symbol.declarations?.[0]
      const home = declaration?.getSourceFile()
      return {
        name: symbol.name,
        id: this.#symbols.of(this.#original(checker, symbol)),
        declaration:
          declaration && home && toRange(resolve(home.fileName), declaration.getStart(home), declaration.end),
      }
    })
  }

  findMembers(questions: readonly MemberQuestion[]): (MemberAnswer | undefined)[] {
    return findMembers(new JavaScriptMembers(this.#ts, this.#program), questions)
  }

  /** The symbol that a name was imported or exported for. */
  #original(checker: TypeScript.TypeChecker, symbol: TypeScript.Symbol): TypeScript.Symbol {
    return symbol.flags & this.#ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol
  }
}

/** Numbers for things that are told apart by identity. */
class SymbolNumbers<T> {
  readonly #numbers = new Map<T, number>()

  of(symbol: T): number {
    const number = this.#numbers.get(symbol) ?? this.#numbers.size
    this.#numbers.set(symbol, number)
    return number
  }
}
