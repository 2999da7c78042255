import type TypeScript from 'typescript'
import type { JavaScriptCompiler } from './javascript-compiler.ts'
import { type CodeName, linkWords, type NameInfo, type NameService, type NameServiceInput } from './name-service.ts'
import type { TypesDisk } from './types-disk.ts'

type Api = typeof TypeScript

/**
 * Names as the language service of TypeScript 5.5 to 6 knows them. It stays when files change: the compiler then looks
 * again at what is different only.
 */
export class JavaScriptNames implements NameService {
  readonly #ts: Api
  readonly #root: string
  readonly #open: (disk: TypesDisk) => JavaScriptCompiler
  #state: { disk: TypesDisk; options: TypeScript.CompilerOptions; rootNames: readonly string[] } | undefined
  #service: TypeScript.LanguageService | undefined
  #version = 0

  constructor(ts: Api, root: string, open: (disk: TypesDisk) => JavaScriptCompiler) {
    this.#ts = ts
    this.#root = root
    this.#open = open
  }

  update({ configFile, targets, disk }: NameServiceInput): void {
    const { options, fileNames } = this.#open(disk).parseConfig(configFile)
    const declarations = fileNames.filter((path) => /\.d\.[cm]?ts$/.test(path))
    // A program in JavaScript has types too, whether or not the project checks it.
    const allowJs = options.allowJs || targets.some((path) => /\.[cm]?jsx?$/.test(path))
    const rootNames = [...new Set([...targets, ...declarations])]
    this.#version++
    this.#state = { disk, options: { ...options, allowJs }, rootNames }
    this.#service ??= this.#createService()
  }

  #createService(): TypeScript.LanguageService {
    const disk = () => this.#state?.disk
    const ts = this.#ts
    return ts.createLanguageService({
      getCurrentDirectory: () => this.#root,
      fileExists: (path) => disk()?.isFile(path) ?? false,
      readFile: (path) => disk()?.text(path),
      directoryExists: (path) => disk()?.isFolder(path) ?? false,
      getDirectories: (path) => disk()?.folders(path) ?? [],
      realpath: (path) => disk()?.realPath(path) ?? path,
      getDefaultLibFileName: (options) => ts.getDefaultLibFilePath(options),
      getCompilationSettings: () => this.#state?.options ?? {},
      getScriptFileNames: () => [...(this.#state?.rootNames ?? [])],
      // Otherwise the compiler asks for the version of each file whenever it is asked for a name.
      getProjectVersion: () => String(this.#version),
      // What changes with a text and with nothing else is the text.
      getScriptVersion: (path) => disk()?.text(path) ?? '',
      getScriptSnapshot: (path) => {
        const text = disk()?.text(path)
        return text === undefined ? undefined : ts.ScriptSnapshot.fromString(text)
      },
    })
  }

  namesIn(path: string): CodeName[] {
    const file = this.#service?.getProgram()?.getSourceFile(path)
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
    const info = this.#service?.getQuickInfoAtPosition(path, offset)
    if (!info) return undefined
    const tags = (info.tags ?? []).map(({ name, text = [] }) => {
      const parameter = name === 'param' ? textOf(text.filter(({ kind }) => kind === 'parameterName')) : ''
      if (parameter === '') return { name, text: textOf(text) }
      return { name, parameter, text: textOf(text.filter(({ kind }) => kind !== 'parameterName')) }
    })
    const signature = textOf(info.displayParts ?? [])
    const documentation = textOf(info.documentation ?? [])
    const program = this.#service?.getProgram()
    const file = program?.getSourceFile(path)
    const node = file && nodeAt(this.#ts, file, info.textSpan.start)
    if (!program || !node) return { signature, documentation, tags }
    const checker = program.getTypeChecker()
    const type = this.#typeOf(node, info, checker)
    return { signature, documentation, tags, declaredIn: this.#declaredIn(node, checker), ...(type && { type }) }
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
    this.#service?.dispose()
    this.#service = undefined
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
