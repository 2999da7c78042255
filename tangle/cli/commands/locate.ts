import { formatLocation, type Location, locate, type Position } from '../../model/location.ts'
import { type Origin, originAt, type Target, targetsAt } from '../../model/origin-map.ts'
import { visibleLine } from '../../model/visible-text.ts'
import { openProject, type Project, toPath } from '../../project/project.ts'
import { toJsonLocation } from '../../report/json-reporter.ts'
import { suggest } from '../../resolve/suggest.ts'
import { type CommandContext, type ExitCode, UsageError } from '../terminal.ts'

/** A place on the other side, and how it got there. */
interface Found {
  readonly location: Location
  /** The name of the block, of a place in a page. */
  readonly block?: string
  /** The references that brought it there, innermost first. */
  readonly via: readonly Location[]
}

/** Says which place of a page a place of a target comes from, and which places of targets come from one of a page. */
export async function locateCommand(places: readonly string[], context: CommandContext): Promise<ExitCode> {
  const [place, ...rest] = places
  if (place === undefined || rest.length > 0) throw new UsageError('Name one place, as FILE:LINE or FILE:LINE:COLUMN.')
  const { file, line, column } = parsePlace(place)
  const { root, configFile, terminal, reporter } = context
  const project = await openProject({ root, ...(configFile !== undefined && { configFile }) })
  const path = toPath(root, file)
  const target = project.tangled.targets.find((candidate) => candidate.path === path)
  const isPage = project.tangled.pages.some((page) => page.path === path)
  if (!target && !isPage) throw unknownFile(file, path, project)
  const found = [
    ...(target ? originsOf(target, { line, column }) : []),
    ...(isPage ? placesFrom(project, path, line, column) : []),
  ]
  if (reporter === 'json') terminal.document(formatJson(found))
  else terminal.document(found.map((item) => formatFound(item)).join(''))
  if (found.length > 0) return 0
  terminal.err(target ? `${path} has no line ${line + 1}.\n` : `${visibleLine(place)} is part of no target.\n`)
  return 1
}

function parsePlace(place: string): { file: string; line: number; column: number | undefined } {
  const match = /^(.+?):(\d+)(?::(\d+))?$/.exec(place)
  const [line, column] = [Number(match?.[2]), match?.[3] === undefined ? undefined : Number(match[3])]
  if (!match?.[1] || !(line > 0) || column === 0) {
    throw new UsageError(`\`${place}\` is no place. Write FILE:LINE or FILE:LINE:COLUMN; both count from 1.`)
  }
  return { file: match[1], line: line - 1, column: column === undefined ? undefined : column - 1 }
}

function unknownFile(file: string, path: string, { tangled }: Project): UsageError {
  const near = suggest(
    path,
    [...tangled.targets, ...tangled.pages].map((candidate) => candidate.path),
  )
  return new UsageError(`${file} is neither a page nor a target.${near ? ` Did you mean ${near}?` : ''}`)
}

/** Without a column, where the line starts to say something. */
function originsOf(target: Target, { line, column }: { line: number; column: number | undefined }): Found[] {
  const wanted = target.lines[line]
  if (!wanted) return []
  const origin = originAt(target, { line, column: column ?? Math.max(0, wanted.text.search(/\S/)) })
  return origin ? [origin, ...(origin.also ?? [])].map(toFound) : []
}

function toFound({ block, position, via }: Origin): Found {
  const chain: Location[] = []
  for (let step = via; step !== undefined; step = step.parent) chain.push(step.reference.location)
  return {
    location: locate(block.page, position),
    ...(block.name !== undefined && { block: block.name }),
    via: chain,
  }
}

/** The places of targets that come from a column of a page, or from any column of the line. */
function placesFrom({ tangled }: Project, page: string, line: number, column: number | undefined): Found[] {
  const columns = column === undefined ? startColumns(tangled.targets, page, line) : [column]
  const found = columns.flatMap((at) => targetsAt(tangled.targets, page, { line, column: at }))
  const locations = found.map(({ target, position }) => locate(target.path, position))
  const unique = new Map(locations.map((location) => [formatLocation(location), { location, via: [] }]))
  return [...unique.values()]
}

function startColumns(targets: readonly Target[], page: string, line: number): number[] {
  const origins = targets.flatMap((target) =>
    target.lines.flatMap(({ segments }) =>
      segments.flatMap(({ origin }) => [origin, ...(origin.also ?? [])].map((each) => each)),
    ),
  )
  const here = origins.filter(({ block, position }) => block.page === page && position.line === line)
  return [...new Set(here.map(({ position }: { position: Position }) => position.column))].sort((a, b) => a - b)
}

function formatFound({ location, block, via }: Found): string {
  const name = block === undefined ? '' : `  <<${visibleLine(block)}>>`
  return `${formatLocation(location)}${name}\n${via.map((step) => `  via ${formatLocation(step)}\n`).join('')}`
}

function formatJson(found: readonly Found[]): string {
  const places = found.map(({ location, block, via }) => ({
    ...toJsonLocation(location),
    ...(block !== undefined && { block }),
    via: via.map(toJsonLocation),
  }))
  return `${JSON.stringify({ version: 1, command: 'tangle locate', places }, undefined, 2)}\n`
}
