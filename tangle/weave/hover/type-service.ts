import { resolve } from 'node:path'
import type TypeScript from 'typescript'
import { TypesDisk } from '../../check/types-disk.ts'
import { readSettings } from '../../check/types-verdict.ts'
import type { Target } from '../../model/origin-map.ts'
import { describeDocumentation, describeName } from './describe-name.ts'
import type { HoverInfo } from './page-hovers.ts'

/** A name in a target. */
export interface TargetName {
  /** Both 0-based. */
  readonly line: number
  readonly column: number
  readonly text: string
  /** Characters of the target in front of it. */
  readonly offset: number
}

export interface TypeServiceProject {
  /** Absolute. */
  readonly root: string
  /** The tsconfig, absolute. */
  readonly configFile: string
  /** The targets that can be asked about. */
  readonly targets: readonly Target[]
  /** All targets: what the program finds on the disk is what pages say now. */
  readonly allTargets: readonly Target[]
}

/**
 * Answers what a name in a target is, from one program over all of them. It stays when the project changes: the
 * compiler then looks again at what is different only.
 */
export class TypeService {
  readonly #ts: typeof TypeScript
  readonly #service: TypeScript.LanguageService
  readonly #root: string
  #disk: TypesDisk
  #settings: ReturnType<typeof readSettings>
  #version = 0

  /** @throws ConfigError if the tsconfig cannot be used. */
  constructor(ts: typeof TypeScript, project: TypeServiceProject) {
    this.#ts = ts
    this.#root = project.root
    ;[this.#disk, this.#settings] = this.#read(project)
    const { questions } = this.#settings
    const disk = () => this.#disk
    this.#service = ts.createLanguageService({
      getCurrentDirectory: questions.getCurrentDirectory,
      fileExists: (path) => disk().isFile(path),
      readFile: (path) => disk().text(path),
      directoryExists: (path) => disk().isFolder(path),
      getDirectories: (path) => disk().folders(path),
      realpath: (path) => disk().realPath(path),
      getDefaultLibFileName: (options) => ts.getDefaultLibFilePath(options),
      getCompilationSettings: () => this.#settings.options,
      getScriptFileNames: () => this.#settings.rootNames,
      // Otherwise the compiler asks for the version of each file whenever it is asked for a name.
      getProjectVersion: () => String(this.#version),
      // What changes with a text and with nothing else is the text.
      getScriptVersion: (path) => disk().text(path) ?? '',
      getScriptSnapshot: (path) => {
        const text = disk().text(path)
        return text === undefined ? undefined : ts.ScriptSnapshot.fromString(text)
      },
    })
  }

  /**
   * Takes the project as it is now.
   *
   * @throws ConfigError if the tsconfig cannot be used.
   */
  update(project: TypeServiceProject): void {
    this.#version++
    ;[this.#disk, this.#settings] = this.#read(project)
  }

  /** The names in a target, in order. Words of the language and literals are none. */
  namesIn(target: Target): TargetName[] {
    const file = this.#service.getProgram()?.getSourceFile(resolve(this.#root, target.path))
    if (!file) return []
    const names: TargetName[] = []
    const visit = (node: TypeScript.Node): void => {
      if ((this.#ts.isIdentifier(node) || this.#ts.isPrivateIdentifier(node)) && node.getWidth(file) > 0) {
        const offset = node.getStart(file)
        const { line, character } = file.getLineAndCharacterOfPosition(offset)
        names.push({ line, column: character, text: node.getText(file), offset })
      }
      this.#ts.forEachChild(node, visit)
    }
    visit(file)
    return names
  }

  /** What a name is, as far as the compiler knows. */
  describe(target: Target, offset: number): HoverInfo | undefined {
    const path = resolve(this.#root, target.path)
    const info = this.#service.getQuickInfoAtPosition(path, offset)
    if (!info) return undefined
    const described = describeName(info)
    // What the compiler does not know, or knows no more about than the code says.
    if (/^(any|import [^\n]*)?$/.test(described.signature)) return undefined
    const tag = described.documentation === undefined ? this.#describeType(path, info) : undefined
    return tag ? { ...described, tags: [...(described.tags ?? []), tag] } : described
  }

  /** A variable about which nothing is said: what is said about its type, if that has a name. */
  #describeType(path: string, info: TypeScript.QuickInfo): readonly [label: string, text: string] | undefined {
    const { ScriptElementKind: kinds } = this.#ts
    const variables: TypeScript.ScriptElementKind[] = [
      kinds.constElement,
      kinds.letElement,
      kinds.variableElement,
      kinds.localVariableElement,
      kinds.parameterElement,
    ]
    const program = this.#service.getProgram()
    const file = program?.getSourceFile(path)
    const node = file && variables.includes(info.kind) ? nodeAt(this.#ts, file, info.textSpan.start) : undefined
    if (!program || !node) return undefined
    const checker = program.getTypeChecker()
    const type = checker.getTypeAtLocation(node)
    const symbol = type.aliasSymbol ?? type.getSymbol()
    const text = describeDocumentation(symbol?.getDocumentationComment(checker) ?? [])
    // What has no name of its own is called `__type`, `__object` and the like.
    return symbol && text !== '' && !symbol.name.startsWith('__') ? [symbol.name, text] : undefined
  }

  #read({ root, configFile, targets, allTargets }: TypeServiceProject) {
    const disk = new TypesDisk(new Map(allTargets.map(({ path, text }) => [resolve(root, path), text])))
    const paths = targets.map(({ path }) => path)
    const settings = readSettings(this.#ts, { root, configFile, targets: paths }, disk)
    // A program in JavaScript has types too, whether or not the project checks it.
    if (paths.some((path) => /\.[cm]?jsx?$/.test(path))) settings.options.allowJs = true
    return [disk, settings] as const
  }
}

function nodeAt(ts: typeof TypeScript, file: TypeScript.SourceFile, offset: number): TypeScript.Node | undefined {
  const find = (node: TypeScript.Node): TypeScript.Node | undefined =>
    node.getStart(file) <= offset && offset < node.getEnd()
      ? (ts.forEachChild(node, find) ?? (ts.isIdentifier(node) ? node : undefined))
      : undefined
  return find(file)
}
