import { existsSync } from 'node:fs'
import { relative, resolve, sep } from 'node:path'
import { diskOf, verdictInput } from '../check/types/check-types.ts'
import type { CodeRange, CompilerProgram } from '../check/types/compiler.ts'
import { compilerOf, installCompiler } from '../check/types/find-compiler.ts'
import { openProgram } from '../check/types/find-type-errors.ts'
import { positionIn } from '../check/types/text-position.ts'
import type { TypesDisk } from '../check/types/types-disk.ts'
import { ConfigError } from '../config/config.ts'
import type { Location } from '../model/location.ts'
import { originAt, type Target } from '../model/origin-map.ts'
import type { Project } from '../project/project.ts'

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
  const compiler = compilerOf(project)
  if (!compiler) throw new ConfigError(`\`coverage.entryPoints\` needs TypeScript: run \`${installCompiler}\`.`)
  const targets = project.tangled.targets.filter(({ path }) => /\.[cm]?tsx?$/.test(path))
  const disk = diskOf(project)
  const session = compiler.open(project.root, disk)
  try {
    // What names stand for is told apart within one program. The entry points come first: their tsconfig holds.
    const paths = [...entryPoints, ...targets.map(({ path }) => path)]
    const input = { ...verdictInput(project, [], compiler), targets: paths }
    const program = openProgram(session, input, disk)
    const shown = findShownSymbols(project, targets, program)
    const names = entryPoints.flatMap((entryPoint) => exportsOf(project, entryPoint, program, shown, disk))
    return names.sort((a, b) => compare(a.name, b.name) || compare(a.entryPoint, b.entryPoint))
  } finally {
    session.close()
  }
}

type ShownSymbols = ReadonlyMap<number, Location>

/** What the visible blocks of pages use, and where the first of them does. */
function findShownSymbols({ root }: Project, targets: readonly Target[], program: CompilerProgram): ShownSymbols {
  const shown = new Map<number, Location>()
  for (const target of targets) {
    for (const { start, id } of program.symbolsIn(resolve(root, target.path))) {
      const place = shown.has(id) ? undefined : visiblePlace(target, start)
      if (place) shown.set(id, place)
    }
  }
  return shown
}

function visiblePlace(target: Target, offset: number): Location | undefined {
  const origin = originAt(target, positionIn(target.text, offset))
  // An import that was merged from several blocks stands in all of them.
  const visible = origin && [origin, ...(origin.also ?? [])].find(({ block }) => !block.hidden)
  return visible && { file: visible.block.page, start: visible.position }
}

function exportsOf(
  { root }: Project,
  entryPoint: string,
  program: CompilerProgram,
  shown: ShownSymbols,
  disk: TypesDisk,
): ExportedName[] {
  const exported = program.exportsOf(resolve(root, entryPoint))
  if (!exported) throw new ConfigError(`\`coverage.entryPoints\`: ${entryPoint} exports nothing.`)
  return exported.map(({ name, id, declaration }) => {
    const place = declaration && placeOf(declaration, root, disk)
    const location = place ?? { file: entryPoint, start: { line: 0, column: 0 } }
    return { name, entryPoint, location, shownAt: shown.get(id) }
  })
}

function placeOf({ path, start }: CodeRange, root: string, disk: TypesDisk): Location {
  return { file: relative(root, path).split(sep).join('/'), start: positionIn(disk.text(path) ?? '', start) }
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
