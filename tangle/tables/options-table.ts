import type { Project } from '../project/project.ts'
import { type Member, readMembers } from '../sources/read-members.ts'
import { readSources } from '../sources/read-sources.ts'
import { formatTable } from './markdown-table.ts'
import { TableError } from './table-error.ts'

/**
 * The options of a type: those of its own and those of what it extends, with the defaults that its comments state.
 *
 * @param wanted A name, or `path/to/file.ts#Name` where several files declare it.
 * @throws TableError if there is no such type.
 */
export async function optionsTable(wanted: string, project: Project): Promise<string> {
  const members = await membersOfType(wanted, project)
  const hasDefaults = members.some(({ defaultText }) => defaultText !== undefined)
  const rows = members.map(({ name, about, defaultText, isOptional }) => {
    const standard = defaultText === undefined ? (isOptional ? '' : 'required') : toDefault(defaultText)
    return [`\`${name}\``, ...(hasDefaults ? [standard] : []), toPhrase(about)]
  })
  return formatTable(['option', ...(hasDefaults ? ['default'] : []), 'what it is'], rows)
}

/** A member, and the file that declares it. */
export interface DeclaredMember extends Member {
  readonly path: string
}

/**
 * The members of a type, those that it inherits included.
 *
 * @throws TableError if there is no such type.
 */
export function membersOfType(wanted: string, project: Project): Promise<DeclaredMember[]> {
  return membersOf(wanted, project, new Set())
}

async function membersOf(wanted: string, project: Project, seen: Set<string>): Promise<DeclaredMember[]> {
  const [path, name] = await findType(wanted, project)
  const key = `${path}#${name}`
  if (seen.has(key)) return []
  seen.add(key)
  const found = readMembers((await project.fileSystem.read(path)) ?? '', name)
  if (!found) throw new TableError(`${path} declares no type ${name} with members.`)
  const inherited: DeclaredMember[] = []
  for (const parent of found.parents) {
    // What a package declares is its own business.
    const isOurs = (await readSources(project)).words.types.has(parent)
    if (isOurs) inherited.push(...(await membersOf(parent, project, seen)))
  }
  const own = new Set(found.members.map((member) => member.name))
  const declared = found.members.map((member) => ({ ...member, path }))
  return [...declared, ...inherited.filter((member) => !own.has(member.name))]
}

async function findType(wanted: string, project: Project): Promise<readonly [path: string, name: string]> {
  const [path = '', name] = wanted.split('#')
  if (name !== undefined) return [path, name]
  const files = (await readSources(project)).words.types.get(wanted) ?? []
  const [file] = files
  if (file === undefined) throw new TableError(`No source of the project exports a type ${wanted}.`)
  if (files.length > 1)
    throw new TableError(`${files.join(' and ')} export ${wanted}: name one as \`${file}#${wanted}\`.`)
  return [file, wanted]
}

/** `600_000` and `600 000` are read best as `600,000`; what is one word of code is code. */
export function toDefault(text: string): string {
  const plain = text.replace(/\s*\([^)]*\bspecification\b[^)]*\)$/i, '').trim()
  const digits = plain.replace(/[ _,]/g, '')
  if (/^\d+$/.test(digits)) return Number(digits).toLocaleString('en-US')
  return /^(?:true|false|null|undefined|'[^']*'|"[^"]*"|\[\]|\{\})$/.test(plain) ? `\`${plain}\`` : plain
}

/** The last full stop is left out: cells are phrases where they are one sentence. */
function toPhrase(text: string): string {
  return /[.!?] /.test(text) ? text : text.replace(/\.$/, '')
}
