import { existsSync } from 'node:fs'
import { relative, resolve, sep } from 'node:path'
import type TypeScript from 'typescript'
import { ConfigError } from '../config/config.ts'
import type { Location } from '../model/location.ts'
import { originAt, type Target } from '../model/origin-map.ts'
import type { Project } from '../project/project.ts'
import { createTypesProgram, type TypesProgram } from './types-program.ts'

/** A name that an entry point exports. */
export interface ExportedName {
  readonly name: string
  /** The entry point, as the configuration names it. */
  readonly entryPoint: string
  /** Where it is exported. */
  readonly location: Location
  /** The first place of a page, outside hidden blocks, whose program uses it. */
  readonly shownAt: Location | undefined
}

/**
 * The names that the entry points of the configuration export, values and types, by name and entry point. A name is
 * shown if a block that readers see uses it in a TypeScript target.
 *
 * @throws ConfigError if an entry point is no module of the project, or there is no TypeScript to read it with.
 */
export function findExportedNames(project: Project): ExportedName[] {
  const { entryPoints = [] } = project.config.coverage ?? {}
  if (entryPoints.length === 0) return []
  for (const entryPoint of entryPoints) {
    if (existsSync(resolve(project.root, entryPoint))) continue
    throw new ConfigError(`\`coverage.entryPoints\`: there is no file ${entryPoint}.`)
  }
  const targets = project.tangled.targets.filter(({ path }) => /\.[cm]?tsx?$/.test(path))
  const typesProgram = createTypesProgram(project, targets, entryPoints)
  const shown = findShownSymbols(project, targets, typesProgram)
  const names = entryPoints.flatMap((entryPoint) => exportsOf(project, entryPoint, typesProgram, shown))
  return names.sort((a, b) => compare(a.name, b.name) || compare(a.entryPoint, b.entryPoint))
}

type ShownSymbols = ReadonlyMap<TypeScript.Symbol, Location>

/** What the visible blocks of pages use, and where the first of them does. */
function findShownSymbols({ root }: Project, targets: readonly Target[], { ts, program }: TypesProgram): ShownSymbols {
  const checker = program.getTypeChecker()
  const shown = new Map<TypeScript.Symbol, Location>()
  for (const target of targets) {
    const file = program.getSourceFile(resolve(root, target.path))
    if (!file) continue
    const visit = (node: TypeScript.Node): void => {
      if (ts.isIdentifier(node)) {
        const symbol = checker.getSymbolAtLocation(node)
        const original = symbol && resolveAlias(ts, checker, symbol)
        const place = original && !shown.has(original) && visiblePlace(target, node.getStart(file), file)
        if (place) shown.set(original, place)
      }
      ts.forEachChild(node, visit)
    }
    visit(file)
  }
  return shown
}

function visiblePlace(target: Target, offset: number, file: TypeScript.SourceFile): Location | undefined {
  const { line, character } = file.getLineAndCharacterOfPosition(offset)
  const origin = originAt(target, { line, column: character })
  // An import that was merged from several blocks stands in all of them.
  const visible = origin && [origin, ...(origin.also ?? [])].find(({ block }) => !block.hidden)
  return visible && { file: visible.block.page, start: visible.position }
}

function exportsOf(
  { root }: Project,
  entryPoint: string,
  { ts, program }: TypesProgram,
  shown: ShownSymbols,
): ExportedName[] {
  const checker = program.getTypeChecker()
  const file = program.getSourceFile(resolve(root, entryPoint))
  const module = file && checker.getSymbolAtLocation(file)
  if (!module) throw new ConfigError(`\`coverage.entryPoints\`: ${entryPoint} exports nothing.`)
  return checker.getExportsOfModule(module).map((symbol) => {
    const place = placeOf(symbol, root) ?? { file: entryPoint, start: { line: 0, column: 0 } }
    return { name: symbol.name, entryPoint, location: place, shownAt: shown.get(resolveAlias(ts, checker, symbol)) }
  })
}

function placeOf({ declarations }: TypeScript.Symbol, root: string): Location | undefined {
  const declaration = declarations?.[0]
  if (!declaration) return undefined
  const file = declaration.getSourceFile()
  const { line, character } = file.getLineAndCharacterOfPosition(declaration.getStart(file))
  return { file: relative(root, resolve(file.fileName)).split(sep).join('/'), start: { line, column: character } }
}

function resolveAlias(ts: typeof TypeScript, checker: TypeScript.TypeChecker, symbol: TypeScript.Symbol) {
  return symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
