import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import ts from 'typescript'

/** A name that a package exports. */
export interface PublicName {
  readonly name: string
  /** Its name, unless another one has that: then where it comes from as well. */
  readonly key: string
  readonly symbol: ts.Symbol
  readonly declaration: ts.Declaration
  /** The entry points that export it, in the order of the packages. */
  readonly imports: readonly string[]
  /** Only its type is exported: no program makes one with `new`. */
  readonly isType: boolean
}

export interface Api {
  readonly root: string
  readonly program: ts.Program
  readonly checker: ts.TypeChecker
  readonly names: ReadonlyMap<ts.Symbol, PublicName>
}

/** What a program writes to import, and the file that it gets. */
export const entryPoints: readonly (readonly [specifier: string, file: string])[] = [
  ['@parley/sdk/unique', 'src/unique/index.ts'],
  ['@parley/sdk/dify', 'src/dify/index.ts'],
  ['@parley/sdk', 'src/index.ts'],
  ['@parley/sdk/mock', 'src/mock/index.ts'],
  ['@parley/sdk/node', 'src/node/index.ts'],
  ['@parley/tangle', 'tangle/index.ts'],
  ['@parley/tangle/core', 'tangle/core.ts'],
  ['@parley/tangle/vitest', 'tangle/run/vitest/index.ts'],
  ['@parley/tangle/weave', 'tangle/weave/index.ts'],
  ['@parley/tangle/weave/client', 'tangle/weave/client/index.ts'],
]

/**
 * Reads the packages with the compiler.
 *
 * @param programs files that use them, relative to the root.
 */
export function openApi(root: string, programs: readonly string[] = []): Api {
  const { compilerOptions } = JSON.parse(readFileSync(join(root, 'tsconfig.json'), 'utf8'))
  const { options } = ts.convertCompilerOptionsFromJson(compilerOptions, root)
  const files = [...entryPoints.map(([, file]) => file), ...programs].map((file) => join(root, file))
  const program = ts.createProgram(files, options)
  const checker = program.getTypeChecker()
  const names = new Map<ts.Symbol, PublicName>()
  for (const [specifier, file] of entryPoints) {
    const source = program.getSourceFile(join(root, file))
    const module = source && checker.getSymbolAtLocation(source)
    if (!module) throw new Error(`${file} is no module.`)
    for (const exported of checker.getExportsOfModule(module)) {
      const symbol = resolveAlias(exported, checker)
      const [declaration] = symbol.declarations ?? []
      if (!declaration) continue
      const known = names.get(symbol)
      const imports = [...(known?.imports ?? []), specifier]
      const { name } = exported
      const isTaken = [...names.values()].some((other) => other.name === name && other.symbol !== symbol)
      const key = known?.key ?? (isTaken ? `${name} of ${specifier}` : name)
      names.set(symbol, { name, key, symbol, declaration, imports, isType: isTypeExport(exported) })
    }
  }
  return { root, program, checker, names }
}

function isTypeExport({ declarations }: ts.Symbol): boolean {
  const [declaration] = declarations ?? []
  return declaration !== undefined && ts.isExportSpecifier(declaration) && ts.isTypeOnlyExportDeclaration(declaration)
}

/** What a name stands for that another module declares. */
export function resolveAlias(symbol: ts.Symbol, checker: ts.TypeChecker): ts.Symbol {
  return symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol
}
