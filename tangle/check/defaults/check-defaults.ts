import type { Diagnostic } from '../../model/diagnostic.ts'
import { locate } from '../../model/location.ts'
import type { Project } from '../../project/project.ts'
import { readSources, wantsFacts } from '../../sources/read-sources.ts'
import { readTakenDefaults, type TakenDefault, toLiteral } from '../../sources/taken-defaults.ts'
import { findWovenParts, type WovenPart } from '../../tables/find-tables.ts'
import { type DeclaredMember, membersOfType } from '../../tables/options-table.ts'
import { TableError } from '../../tables/table-error.ts'
import { findStatedDefaults } from './stated-defaults.ts'
import { findTabledDefaults } from './tabled-defaults.ts'

/**
 * Defaults that a table of options states, and that the source does not take; and those that a sentence or a table of
 * somebody's own states in another way than the tables do.
 */
export async function checkDefaults(project: Project): Promise<Diagnostic[]> {
  const found: Diagnostic[] = []
  const known = new Map<string, DeclaredMember[]>()
  for (const page of project.tangled.pages) {
    for (const part of findWovenParts(page)) {
      const [wanted] = part.args
      if (part.kind !== 'options' || wanted === undefined) continue
      for (const member of await membersOf(wanted, project)) {
        known.set(member.name, [...(known.get(member.name) ?? []), member])
        const stated = toLiteral(member.defaultText ?? '')
        const taken = stated === undefined ? [] : await readTakenDefaults(member, project)
        const [first] = taken
        if (stated === undefined || !first || taken.some(({ value }) => value === stated)) continue
        found.push(wrong(member, first, part, page.lines))
      }
    }
  }
  if (wantsFacts(project)) found.push(...(await inComments(project, found)))
  return [...found, ...(known.size === 0 ? [] : inSentences(project, known))]
}

/** What comments of sources state, and no table shows. */
async function inComments(project: Project, found: readonly Diagnostic[]): Promise<Diagnostic[]> {
  const { wrongDefaults } = (await readSources(project)).facts
  const said = new Set(found.map(({ message }) => message))
  return wrongDefaults.flatMap(({ path, line, column, name, stated, taken }): Diagnostic[] => {
    const message = messageOf(name, stated, taken)
    const location = locate(path, { line, column }, name.length)
    const hint = 'Correct the comment, or the source.'
    return said.has(message) ? [] : [{ code: 'wrong-default', severity: 'error', message, location, hint }]
  })
}

function messageOf(name: string, stated: string, { path, line, value }: TakenDefault): string {
  return `The default of ${name} is stated as ${stated}, but ${path}:${line + 1} takes ${value}.`
}

/** Options of one name may have several defaults: a sentence is about one of them. */
function inSentences({ tangled }: Project, known: ReadonlyMap<string, readonly DeclaredMember[]>): Diagnostic[] {
  const options = new Set(known.keys())
  return tangled.pages.flatMap((page) =>
    [...findStatedDefaults(page, options), ...findTabledDefaults(page, options)].flatMap((stated): Diagnostic[] => {
      const { option, text, values, location } = stated
      const declared = (known.get(option) ?? []).map(({ defaultText }) => defaultText)
      const literals = declared.map((one) => toLiteral(one ?? '')).filter((literal) => literal !== undefined)
      // A default in words, such as that of the client, is no number and no text; of one that is not told anything may hold.
      const isUntold = declared.includes(undefined) || literals.length === 0
      if (isUntold || values.some((value) => literals.includes(value))) return []
      return [
        {
          code: 'wrong-default',
          severity: 'error',
          message: `The default of ${option} is stated as ${text}, but the comment of the option says ${[...new Set(literals)].join(' or ')}.`,
          location,
          hint: 'Correct what the page says, or the comment in the source.',
        },
      ]
    }),
  )
}

/** A table that cannot be made has a finding of its own. */
async function membersOf(wanted: string, project: Project): Promise<readonly DeclaredMember[]> {
  try {
    return await membersOfType(wanted, project)
  } catch (error) {
    if (error instanceof TableError) return []
    throw error
  }
}

function wrong(
  { name, defaultText, path }: DeclaredMember,
  taken: TakenDefault,
  part: WovenPart,
  lines: readonly string[],
): Diagnostic {
  const row = lines.findIndex((line, at) => at > part.opening && line.startsWith(`| \`${name}\` |`))
  const location = row === -1 ? part.location : locate(part.page, { line: row, column: 0 }, (lines[row] ?? '').length)
  return {
    code: 'wrong-default',
    severity: 'error',
    message: messageOf(name, defaultText ?? '', taken),
    location,
    hint: `Correct the comment in ${path}, and run \`tangle\`; or correct the source.`,
  }
}
