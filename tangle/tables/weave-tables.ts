import type { TangleConfig } from '../config/config.ts'
import type { Diagnostic } from '../model/diagnostic.ts'
import { locate } from '../model/location.ts'
import type { Page } from '../model/page.ts'
import type { Project } from '../project/project.ts'
import { suggest } from '../resolve/suggest.ts'
import { dataTable } from './data-table.ts'
import { findWovenParts, type WovenPart } from './find-tables.ts'
import { commandsTable, flagsTable } from './help-tables.ts'
import { optionsTable } from './options-table.ts'
import { TableError } from './table-error.ts'

/** A part of a page, and what should be in it. */
export interface WovenText {
  readonly part: WovenPart
  /** The lines between the marks. */
  readonly before: readonly string[]
  readonly after: readonly string[]
}

export interface WovenTables {
  /** Those that are not what they should be. */
  readonly stale: readonly WovenText[]
  /** Marks that nothing can be made of. */
  readonly diagnostics: readonly Diagnostic[]
}

/**
 * What stands between the `weave` marks of pages, and what should.
 *
 * @param only Paths of pages. Default: all.
 */
export async function weaveTables(project: Project, only?: ReadonlySet<string>): Promise<WovenTables> {
  const stale: WovenText[] = []
  const diagnostics: Diagnostic[] = []
  for (const page of project.tangled.pages) {
    if (only && !only.has(page.path)) continue
    for (const part of findWovenParts(page)) {
      try {
        const text = await weave(part, page, project)
        if (text) stale.push(text)
      } catch (error) {
        if (!(error instanceof TableError)) throw error
        diagnostics.push(unusable(part, error.message))
      }
    }
  }
  return { stale, diagnostics }
}

async function weave(part: WovenPart, { lines }: Page, project: Project): Promise<WovenText | undefined> {
  if (part.closing === undefined) throw new TableError('Nothing closes it: write `<!-- /weave -->` behind the table.')
  const after = ['', ...(await makeTable(part, project)).trim().split('\n'), '']
  const before = lines.slice(part.opening + 1, part.closing)
  return before.join('\n') === after.join('\n') ? undefined : { part, before, after }
}

const ownKinds = ['options', 'flags', 'commands', 'data']

/** The names that may follow `weave:`: those of the toolchain, and those of a configuration. */
export function tableNames({ tables = {} }: TangleConfig): string[] {
  return [...ownKinds, ...Object.keys(tables)]
}

const examples: Readonly<Record<string, string>> = {
  options: 'Say of which type: `options CompleteOptions`.',
  data: 'Say of which file: `data bench/results.json#check`.',
}

async function makeTable({ kind, args }: WovenPart, project: Project): Promise<string> {
  const [first] = args
  const { tables = {} } = project.config
  const maker = Object.hasOwn(tables, kind) ? tables[kind] : undefined
  if (maker) return await maker()
  if (ownKinds.includes(kind) && first === undefined)
    throw new TableError(examples[kind] ?? `Say of which program: \`${kind} tangle\`.`)
  if (kind === 'data' && first !== undefined) return dataTable(first, project)
  if (kind === 'options' && first !== undefined) return optionsTable(first, project)
  if (kind === 'flags') return flagsTable(args, project)
  if (kind === 'commands') return commandsTable(args, project)
  const near = suggest(kind, tableNames(project.config))
  throw new TableError(
    `There is no table ${kind}: it is options, flags, commands, data, or one of \`tables\` in the configuration.${near === undefined ? '' : ` Did you mean ${near}?`}`,
  )
}

function unusable({ location }: WovenPart, message: string): Diagnostic {
  return { code: 'unusable-table', severity: 'error', message, location }
}

/** A page with new tables. */
export interface WovenPage {
  readonly path: string
  readonly before: string
  readonly after: string
}

/** The pages as they would be with these tables, in their own line ends. */
export function toWovenPages(stale: readonly WovenText[], pages: readonly Page[]): WovenPage[] {
  return pages.flatMap(({ path, text, lines }) => {
    const parts = stale.filter(({ part }) => part.page === path)
    if (parts.length === 0) return []
    const changed = [...lines]
    for (const { part, before, after } of parts.toReversed()) changed.splice(part.opening + 1, before.length, ...after)
    const lineEnd = /\r\n|\r/.exec(text)?.[0] ?? '\n'
    return [{ path, before: text, after: (text.startsWith('\uFEFF') ? '\uFEFF' : '') + changed.join(lineEnd) }]
  })
}

/** The first line of a page at which a table is not what its source says. */
export function staleLocation({ part, before, after }: WovenText) {
  const at = after.findIndex((line, index) => line !== before[index])
  const line = Math.min(at === -1 ? before.length : at, before.length)
  return locate(part.page, { line: part.opening + 1 + line, column: 0 }, (before[line] ?? '').length)
}
