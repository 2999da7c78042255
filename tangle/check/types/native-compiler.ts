import type { ChildProcess } from 'node:child_process'
import { basename, dirname, join, resolve } from 'node:path'
import type * as Ast from 'ts7/unstable/ast'
import type { API, Diagnostic, Symbol as NativeSymbol, Project, Snapshot, Type } from 'ts7/unstable/sync'
import { ConfigError } from '../../config/config.ts'
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
import type { NativeApi } from './native-api.ts'
import { NativeMembers } from './native-members.ts'
import type { ProgramRequest } from './program-request.ts'
import { alwaysOptions, strictDefaults } from './strict-defaults.ts'
import type { TypesDisk } from './types-disk.ts'

/**
 * TypeScript 7, which runs in a process of its own: one for all programs, started when the first is made. Each program
 * is a tsconfig that exists nowhere but in this session, since that is how a program is named there.
 */
export class NativeCompiler implements CompilerSession {
  readonly emptyModule: string
  readonly isElsewhere = true
  readonly #native: NativeApi
  readonly #root: string
  readonly #disk: TypesDisk
  /** The files of the session, by path. */
  readonly #own: Map<string, string>
  #configs = 0
  readonly #unknownOptions = new Map<string, readonly CompilerError[]>()
  #api: API | undefined

  constructor(native: NativeApi, root: string, disk: TypesDisk) {
    this.#native = native
    this.#root = root
    this.#disk = disk
    this.emptyModule = join(root, emptyModuleName)
    this.#own = new Map([[this.emptyModule, emptyModuleText]])
  }

  filesOf(configFile: string): readonly string[] {
    return this.ask((api) => api.parseConfigFile(configFile).fileNames.map((name) => resolve(name)))
  }

  createPrograms(requests: readonly ProgramRequest[]): CompilerProgram[] {
    return this.openProjects(requests).map((project) => new NativeProgram(this.#native, project, this.ask))
  }

  /** The same, as the compiler has them. */
  openProjects(requests: readonly ProgramRequest[]): Project[] {
    const paths = requests.map((request) => this.#addConfig(request))
    return this.ask((api) => {
      const snapshot = api.updateSnapshot({ openProjects: paths })
      return requests.map(({ configFile }, at) => this.#openProject(snapshot, paths[at] ?? '', configFile))
    })
  }

  unknownOptionsOf(configFile: string): readonly CompilerError[] {
    return this.#unknownOptions.get(configFile) ?? []
  }

  close(): void {
    if (!this.#api) return
    endProcess(this.#api)
    running.delete(this.#api)
    this.#api = undefined
  }

  #openProject(snapshot: Snapshot, path: string, configFile: string | undefined): Project {
    const project = snapshot.getProject(path)
    if (!project) throw new Error(`There is no project ${path}.`)
    if (configFile === undefined) return project
    const problems = project.program.getConfigFileParsingDiagnostics().filter(({ code }) => !isUsableConfigError(code))
    const error = problems.find(({ code }) => !isOptionError(code))
    if (error) throw toConfigError(this.#root, configFile, flatten(error, ' '))
    const unknown = problems.map((problem): CompilerError => {
      const { fileName = configFile, pos: start, end, code } = problem
      return { path: fileName, start, length: end - start, code, text: flatten(problem, '\n'), related: [] }
    })
    this.#unknownOptions.set(configFile, unknown)
    return project
  }

  #addConfig({ configFile, rootNames, defaults, options }: ProgramRequest): string {
    const folder = configFile === undefined ? this.#root : dirname(configFile)
    const path = join(folder, `tsconfig.tangle-${this.#configs++}.json`)
    const config =
      configFile === undefined
        ? { compilerOptions: { ...strictDefaults(this.#native.version), ...options, ...alwaysOptions } }
        : {
            extends: [...(defaults ? [this.#addDefaults(folder, defaults)] : []), `./${basename(configFile)}`],
            compilerOptions: { ...options, ...alwaysOptions, tsBuildInfoFile: null },
          }
    this.#own.set(path, JSON.stringify({ ...config, files: rootNames, include: [] }))
    return path
  }

  /** A tsconfig for others to extend in front of their own. */
  #addDefaults(folder: string, compilerOptions: object): string {
    const name = 'tsconfig.tangle-defaults.json'
    this.#own.set(join(folder, name), JSON.stringify({ compilerOptions }))
    return `./${name}`
  }

  #open(): API {
    if (this.#api) return this.#api
    this.#api = new this.#native.sync.API({
      cwd: this.#root,
      fs: {
        readFile: (path) => this.#own.get(resolve(path)) ?? this.#read(path),
        fileExists: (path) => this.#own.has(resolve(path)) || this.#disk.isFile(path),
        directoryExists: (path) => this.#disk.isFolder(path),
        getAccessibleEntries: (path) => this.#disk.entries(path),
        realpath: (path) => (this.#own.has(resolve(path)) ? path : this.#disk.realPath(path)),
      },
    })
    running.add(this.#api)
    return this.#api
  }

  /** A package is megabytes, which need not travel through a pipe if its times stand for its content. */
  #read(path: string): string | null | undefined {
    return this.#disk.isKnownByTimes(path) ? undefined : (this.#disk.text(path) ?? null)
  }

  /** An interface that calls itself unstable may have changed, and a process may end: neither is a crash of ours. */
  readonly ask: Ask = (question) => {
    try {
      return question(this.#open())
    } catch (cause) {
      if (cause instanceof ConfigError) throw cause
      this.close()
      const reason = cause instanceof Error ? cause.message : String(cause)
      const message = `TypeScript ${this.#native.version} does not answer as 7.0 does: ${reason}. Install another version of \`typescript\`, or set \`types: false\`.`
      throw new ConfigError(message, { cause })
    }
  }
}

export type Ask = <T>(question: (api: API) => T) => T

/** Those that have not been closed. */
const running = new Set<API>()

// Whoever forgets to close one, or throws, leaves no process behind.
process.on('exit', () => {
  for (const api of running) endProcess(api)
})

/** A process that is asked to end writes that it was cancelled to the terminal; one that is ended writes nothing. */
function endProcess(api: API): void {
  const { client } = api as unknown as { client?: { channel?: { child?: ChildProcess; close?: () => void } } }
  const child = client?.channel?.child
  child?.kill('SIGKILL')
  if (child && client?.channel?.close) client.channel.close()
  else api.close()
}

class NativeProgram implements CompilerProgram {
  readonly #native: NativeApi
  readonly #project: Project
  readonly #ask: Ask

  constructor(native: NativeApi, project: Project, ask: Ask) {
    this.#native = native
    this.#project = project
    this.#ask = ask
  }

  get fileNames(): readonly string[] {
    return this.#ask(() => this.#project.program.getSourceFileNames().map((name) => resolve(name)))
  }

  linksOf(path: string): FileLinks | undefined {
    return this.#ask(() => {
      const file = this.#project.program.getSourceFile(path)
      return file && toFileLinks(file as unknown as LinkedFile, file.externalModuleIndicator !== undefined)
    })
  }

  errorsIn(paths: readonly string[]): CompilerError[] {
    return this.#ask(() => {
      const { program } = this.#project
      // Asked about all at once, the compiler works on all processors.
      const found = paths.length > 1 ? [...program.getSyntacticDiagnostics(), ...program.getSemanticDiagnostics()] : []
      const [only] = paths
      if (paths.length === 1 && only !== undefined) {
        found.push(...program.getSyntacticDiagnostics(only), ...program.getSemanticDiagnostics(only))
      }
      const wanted = new Set(paths)
      return found.flatMap((error) => {
        const message = toMessage(error)
        if (!message || !wanted.has(message.path)) return []
        const related = (error.relatedInformation ?? []).flatMap((reason) => toMessage(reason) ?? [])
        return [{ ...message, code: error.code, related }]
      })
    })
  }

  floatingPromisesIn(paths: readonly string[]): CodeRange[] {
    return this.#ask(() => {
      const loose = paths.flatMap((path) => {
        const file = this.#project.program.getSourceFile(path)
        // Its syntax trees are the compiler's own; ours name only what is asked.
        const syntax = this.#native.ast as unknown as Syntax
        const found = file ? findLooseExpressions(syntax, file as unknown as SyntaxNode) : []
        return found.map((one) => ({ path, ...one }))
      })
      // Each question is a way to another process and back, so all types are asked for at once.
      const nodes = loose.flatMap(({ values }) => values) as unknown as Ast.Node[]
      const types = nodes.length === 0 ? [] : this.#project.checker.getTypeAtLocation(nodes)
      const promises = new Map<number, boolean>()
      const isPromise = (node: SyntaxNode) => {
        const type = types[nodes.indexOf(node as unknown as Ast.Node)]
        return type !== undefined && this.#hasThen(type, promises)
      }
      return loose
        .filter(({ values }) => values.some(isPromise))
        .map(({ path, expression }) => toRange(path, expression.getStart(), expression.end))
    })
  }

  #hasThen(type: Type, known: Map<number, boolean>): boolean {
    const { TypeFlags } = this.#native.sync
    const object = TypeFlags.Object | TypeFlags.Intersection | TypeFlags.TypeParameter | TypeFlags.IndexedAccess
    const found =
      known.get(type.id) ??
      (type.isUnionType()
        ? type.getTypes().some((part) => this.#hasThen(part, known))
        : (type.flags & (object | TypeFlags.Conditional)) !== 0 &&
          this.#project.checker.getPropertyOfType(type, 'then') !== undefined)
    known.set(type.id, found)
    return found
  }

  symbolsIn(path: string): readonly SymbolUse[] {
    return this.#ask(() => {
      const file = this.#project.program.getSourceFile(path)
      if (!file) return []
      const names: Ast.Node[] = []
      const visit = (node: Ast.Node): void => {
        if (this.#native.ast.isIdentifier(node)) names.push(node)
        node.forEachChild(visit)
      }
      visit(file)
      const symbols = names.length === 0 ? [] : this.#project.checker.getSymbolAtLocation(names)
      const ids = new Map<number, number>()
      return names.flatMap((name, at) => {
        const symbol = symbols[at]
        if (!symbol) return []
        const id = ids.get(symbol.id) ?? this.#original(symbol).id
        ids.set(symbol.id, id)
        return [{ start: name.getStart(file), id }]
      })
    })
  }

  exportsOf(path: string): readonly ExportedSymbol[] | undefined {
    return this.#ask(() => {
      const file = this.#project.program.getSourceFile(path)
      const module = file && this.#project.checker.getSymbolAtLocation(file)
      if (!module) return undefined
      return this.#project.checker.getExportsOfModule(module).map((symbol) => {
        const node = symbol.declarations[0]?.resolve(this.#project)
        const home = node?.getSourceFile()
        const declaration = node && home && toRange(resolve(home.fileName), node.getStart(home), node.end)
        return { name: symbol.name, id: this.#original(symbol).id, declaration }
      })
    })
  }

  findMembers(questions: readonly MemberQuestion[]): (MemberAnswer | undefined)[] {
    return this.#ask(() => findMembers(new NativeMembers(this.#native, this.#project), questions))
  }

  /** The symbol that a name was imported or exported for. */
  #original(symbol: NativeSymbol): NativeSymbol {
    const isAlias = (symbol.flags & this.#native.sync.SymbolFlags.Alias) !== 0
    return isAlias ? this.#project.checker.getAliasedSymbol(symbol) : symbol
  }
}

function toMessage(diagnostic: Diagnostic): CompilerMessage | undefined {
  const { fileName, pos, end } = diagnostic
  return fileName === undefined
    ? undefined
    : { ...toRange(resolve(fileName), pos, end), text: flatten(diagnostic, '\n') }
}

/** A message and its reasons, each deeper one two spaces further in, as TypeScript 5 and 6 spell them. */
function flatten({ text, messageChain = [] }: Diagnostic, newLine: string, depth = 1): string {
  const reasons = messageChain.map((reason) => `${newLine}${'  '.repeat(depth)}${flatten(reason, newLine, depth + 1)}`)
  return [text, ...reasons].join('')
}
