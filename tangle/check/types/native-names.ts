import type * as Ast from 'ts7/unstable/ast'
import type { Symbol as NativeSymbol, Project } from 'ts7/unstable/sync'
import {
  type CodeName,
  linkWords,
  type NameInfo,
  type NameService,
  type NameServiceInput,
  programRequest,
} from './name-service.ts'
import type { NativeApi } from './native-api.ts'
import type { NativeCompiler } from './native-compiler.ts'
import { nativeSignature, symbolOf } from './native-signature.ts'
import type { TypesDisk } from './types-disk.ts'

/** Names as TypeScript 7 knows them. It is asked by its checker, since its interface has no hovers. */
export class NativeNames implements NameService {
  readonly #native: () => NativeApi
  readonly #open: (disk: TypesDisk) => NativeCompiler
  readonly #nodes = new Map<string, Map<number, Ast.Node>>()
  #compiler: NativeCompiler | undefined
  readonly #projects = new Map<string, Project>()

  constructor(native: () => NativeApi, open: (disk: TypesDisk) => NativeCompiler) {
    this.#native = native
    this.#open = open
  }

  update({ programs, disk }: NameServiceInput): void {
    this.close()
    const compiler = this.#open(disk)
    this.#compiler = compiler
    const filesOf = (configFile: string | undefined) => (configFile === undefined ? [] : compiler.filesOf(configFile))
    const requests = programs.map((program) => programRequest(program, filesOf(program.configFile)))
    const projects = requests.length === 0 ? [] : compiler.openProjects(requests)
    programs.forEach(({ targets }, at) => {
      const project = projects[at]
      if (project) for (const target of targets) this.#projects.set(target, project)
    })
  }

  namesIn(path: string): CodeName[] {
    return [...this.#namesOf(path)].map(([start, node]) => ({ text: node.getText(), start }))
  }

  #namesOf(path: string): ReadonlyMap<number, Ast.Node> {
    const known = this.#nodes.get(path)
    if (known) return known
    const names = new Map<number, Ast.Node>()
    const { isIdentifier, isPrivateIdentifier } = this.#native().ast
    const visit = (node: Ast.Node): void => {
      const start = node.getStart()
      if ((isIdentifier(node) || isPrivateIdentifier(node)) && node.end > start) names.set(start, node)
      node.forEachChild(visit)
    }
    const file = this.#compiler?.ask(() => this.#projects.get(path)?.program.getSourceFile(path))
    if (file) visit(file)
    this.#nodes.set(path, names)
    return names
  }

  describe(path: string, offset: number): NameInfo | undefined {
    const [node, project] = [this.#namesOf(path).get(offset), this.#projects.get(path)]
    return node && project && this.#compiler?.ask(() => this.#describe(node, project))
  }

  #describe(node: Ast.Node, project: Project): NameInfo | undefined {
    const native = this.#native()
    const { checker } = project
    const symbol = symbolOf(native, checker, node)
    if (!symbol || checker.isUnknownSymbol(symbol)) return undefined
    const signature = nativeSignature(native, project, node, symbol)
    if (signature === undefined) return undefined
    const documentation = documentationOf(symbol, project)
    const tags = symbol.getJsDocTags(checker).map(({ name, text = '' }) => {
      const [, parameter = '', rest = ''] = (name === 'param' && /^(\S+)\s*([\s\S]*)$/.exec(text)) || []
      return parameter === '' ? { name, text: withoutLinks(text) } : { name, parameter, text: withoutLinks(rest) }
    })
    const type = this.#typeOf(node, symbol, project)
    const declaredIn = symbol.declarations[0]?.path
    return { signature, documentation, tags, declaredIn, ...(type && { type }) }
  }

  #typeOf(node: Ast.Node, symbol: NativeSymbol, project: Project): NameInfo['type'] {
    if ((symbol.flags & this.#native().sync.SymbolFlags.Variable) === 0) return undefined
    const type = project.checker.getTypeAtLocation(node)
    const named = type?.getAliasSymbol() ?? type?.getSymbol()
    return (
      named && {
        name: named.name,
        documentation: documentationOf(named, project),
        declaredIn: named.declarations[0]?.path,
      }
    )
  }

  close(): void {
    this.#compiler?.close()
    this.#compiler = undefined
    this.#projects.clear()
    this.#nodes.clear()
  }
}

function documentationOf(symbol: NativeSymbol, { checker }: Project): string {
  return withoutLinks(symbol.getDocumentationComment(checker))
}

/** The compiler writes `{@link address words}` as `words (address)`. */
function withoutLinks(text: string): string {
  const plain = text.replace(/\{@link(?:code|plain)?\s+([^}]*)\}/g, (_, words: string) => linkWords(words))
  return plain.replace(/(?<=\S) \(https?:\/\/[^\s)]+\)/g, '')
}
