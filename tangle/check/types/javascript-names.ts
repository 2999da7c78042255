import type TypeScript from 'typescript'
import type { JavaScriptCompiler } from './javascript-compiler.ts'
import {
  type CodeName,
  linkWords,
  type NameInfo,
  type NameService,
  type NameServiceInput,
  programRequest,
} from './name-service.ts'
import type { TypesDisk } from './types-disk.ts'

type Api = typeof TypeScript

/** A program that follows its files. */
interface LiveProgram {
  readonly service: TypeScript.LanguageService
  /** What the service reads when it is asked. */
  readonly state: { options: TypeScript.CompilerOptions; rootNames: readonly string[] }
}

/**
 * Names as the language service of TypeScript 5 and 6 knows them. It stays when files change: the compiler then looks
 * again at what is different only.
 */
export class JavaScriptNames implements NameService {
  readonly #ts: Api
  readonly #root: string
  readonly #open: (disk: TypesDisk) => JavaScriptCompiler
  /** By what they are compiled with, so that each stays with its program. */
  readonly #programs = new Map<string, LiveProgram>()
  readonly #programOf = new Map<string, LiveProgram>()
  #registry: TypeScript.DocumentRegistry | undefined
  #disk: TypesDisk | undefined
  #version = 0

  constructor(ts: Api, root: string, open: (disk: TypesDisk) => JavaScriptCompiler) {
    this.#ts = ts
    this.#root = root
    this.#open = open
  }

  update({ programs, disk }: NameServiceInput): void {
    const compiler = this.#open(disk)
    const filesOf = (configFile: string | undefined) => compiler.parseConfig(configFile).fileNames
    const left = new Set(this.#programs.keys())
    this.#version++
    this.#disk = disk
    this.#programOf.clear()
    for (const [at, program] of programs.entries()) {
      const { rootNames, ...request } = programRequest(program, filesOf(program.configFile))
      const key = `${at} ${program.configFile}`
      left.delete(key)
      const live = this.#programs.get(key) ?? this.#createProgram()
      this.#programs.set(key, live)
      Object.assign(live.state, { options: compiler.optionsOf(request), rootNames })
      for (const target of program.targets) this.#programOf.set(target, live)
    }
    for (const key of left) {
      this.#programs.get(key)?.service.dispose()
      this.#programs.delete(key)
    }
  }

  #createProgram(): LiveProgram {
    const disk = () => this.#disk
    const ts = this.#ts
    this.#registry ??= ts.createDocumentRegistry()
    const state: LiveProgram['state'] = { options: {}, rootNames: [] }
    const host: TypeScript.LanguageServiceHost = {
      getCurrentDirectory: () => this.#root,
      fileExists: (path) => disk()?.isFile(path) ?? false,
      readFile: (path) => disk()?.text(path),
      directoryExists: (path) => disk()?.isFolder(path) ?? false,
      getDirectories: (path) => disk()?.folders(path) ?? [],
      realpath: (path) => disk()?.realPath(path) ?? path,
      getDefaultLibFileName: (options) => ts.getDefaultLibFilePath(options),
      getCompilationSettings: () => state.options,
      getScriptFileNames: () => [...state.rootNames],
      // Otherwise the compiler asks for the version of each file whenever it is asked for a name.
      getProjectVersion: () => String(this.#version),
      // What changes with a text and with nothing else is the text.
      getScriptVersion: (path) => disk()?.text(path) ?? '',
      getScriptSnapshot: (path) => {
        const text = disk()?.text(path)
        return text === undefined ? undefined : ts.ScriptSnapshot.fromString(text)
      },
    }
    return { state, service: ts.createLanguageService(host, this.#registry) }
  }

  namesIn(path: string): CodeName[] {
    const file = this.#programOf.get(path)?.service.getProgram()?.getSourceFile(path)
    if (!file) return []
    const names: CodeName[] = []
    const visit = (node: TypeScript.Node): void => {
      if ((this.#ts.isIdentifier(node) || this.#ts.isPrivateIdentifier(node)) && node.getWidth(file) > 0) {
        names.push({ text: node.getText(file), start: node.getStart(file) })
      }
      this.#ts.forEachChild(node, visit)
    }
    visit(file)
    return names
  }

  describe(path: string, offset: number): NameInfo | undefined {
    const service = this.#programOf.get(path)?.service
    const program = service?.getProgram()
    const info = service && program && this.#withoutFiles(program, () => service.getQuickInfoAtPosition(path, offset))
    if (!info) return undefined
    const tags = (info.tags ?? []).map(({ name, text = [] }) => {
      const parameter = name === 'param' ? textOf(text.filter(({ kind }) => kind === 'parameterName')) : ''
      if (parameter === '') return { name, text: textOf(text) }
      return { name, parameter, text: textOf(text.filter(({ kind }) => kind !== 'parameterName')) }
    })
    const signature = textOf(info.displayParts ?? [])
    const documentation = textOf(info.documentation ?? [])
    const file = program.getSourceFile(path)
    const node = file && nodeAt(this.#ts, file, info.textSpan.start)
    if (!node) return { signature, documentation, tags }
    const checker = program.getTypeChecker()
    const type = this.#typeOf(node, info, checker)
    return { signature, documentation, tags, declaredIn: this.#declaredIn(node, checker), ...(type && { type }) }
  }

  /**
   * Asks while the compiler sees no list of files. For nearly every name it looks into each of them for a module that
   * exports the name as well: most of the time that the types of a site take, and no type is another one for it, since
   * what a block names, it imports.
   */
  #withoutFiles<T>(program: TypeScript.Program, ask: () => T): T {
    const { getSourceFiles } = program
    program.getSourceFiles = () => []
    try {
      return ask()
    } finally {
      program.getSourceFiles = getSourceFiles
    }
  }

  /** An imported name is declared where it comes from. */
  #declaredIn(node: TypeScript.Node, checker: TypeScript.TypeChecker): string | undefined {
    const symbol = this.#expectedProperty(node, checker) ?? checker.getSymbolAtLocation(node)
    const isAlias = symbol !== undefined && (symbol.flags & this.#ts.SymbolFlags.Alias) !== 0
    return fileOf(isAlias ? checker.getAliasedSymbol(symbol) : symbol)
  }

  /** The key of an object stands for the property that the object has to have. */
  #expectedProperty(node: TypeScript.Node, checker: TypeScript.TypeChecker): TypeScript.Symbol | undefined {
    const { parent } = node
    const isKey =
      (this.#ts.isPropertyAssignment(parent) || this.#ts.isShorthandPropertyAssignment(parent)) && parent.name === node
    if (!isKey || !this.#ts.isObjectLiteralExpression(parent.parent)) return undefined
    return checker.getContextualType(parent.parent)?.getNonNullableType().getProperty(node.getText())
  }

  #typeOf(node: TypeScript.Node, info: TypeScript.QuickInfo, checker: TypeScript.TypeChecker): NameInfo['type'] {
    const { ScriptElementKind: kinds } = this.#ts
    const variables: TypeScript.ScriptElementKind[] = [
      kinds.constElement,
      kinds.letElement,
      kinds.variableElement,
      kinds.localVariableElement,
      kinds.parameterElement,
    ]
    if (!variables.includes(info.kind)) return undefined
    const type = checker.getTypeAtLocation(node)
    const symbol = type.aliasSymbol ?? type.getSymbol()
    if (!symbol) return undefined
    const documentation = textOf(symbol.getDocumentationComment(checker))
    return { name: symbol.name, documentation, declaredIn: fileOf(symbol) }
  }

  close(): void {
    for (const { service } of this.#programs.values()) service.dispose()
    this.#programs.clear()
    this.#programOf.clear()
  }
}

function fileOf(symbol: TypeScript.Symbol | undefined): string | undefined {
  return symbol?.declarations?.[0]?.getSourceFile().fileName
}

function nodeAt(ts: Api, file: TypeScript.SourceFile, offset: number): TypeScript.Node | undefined {
  const find = (node: TypeScript.Node): TypeScript.Node | undefined =>
    node.getStart(file) <= offset && offset < node.getEnd()
      ? (ts.forEachChild(node, find) ?? (ts.isIdentifier(node) ? node : undefined))
      : undefined
  return find(file)
}

function textOf(parts: readonly TypeScript.SymbolDisplayPart[]): string {
  return parts.map(({ kind, text }) => (kind === 'link' ? '' : kind === 'linkText' ? linkWords(text) : text)).join('')
}
