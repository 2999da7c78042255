import type { Project } from '../project/project.ts'
import { parseHelpLines } from '../sources/command-help.ts'
import { readSources } from '../sources/read-sources.ts'
import { formatTable } from './markdown-table.ts'
import { TableError } from './table-error.ts'

/**
 * The flags of a command, as the help of its program says them. Without a command, those of the program alone; for `*`,
 * those that all commands take.
 *
 * @throws TableError if the configuration does not name the program, or there is no such command.
 */
export async function flagsTable([program = '', command]: readonly string[], project: Project): Promise<string> {
  const lines = await helpOf(program, project)
  const isAlone = !lines.some((line) => line.command === '' && line.flag !== undefined)
  const wanted = command === '*' || (command === undefined && isAlone) ? undefined : (command ?? '')
  const flags = lines.filter((line) => line.flag !== undefined && line.command === wanted)
  if (flags.length === 0)
    throw new TableError(
      `The help of ${program} has no flags ${command === undefined ? 'without a command' : `of ${command}`}.`,
    )
  return formatTable(
    ['option', 'does'],
    flags.map(({ usage, about }) => [usage.split(/,\s*/).reverse().map(toCode).join(', '), about]),
  )
}

/** The commands of a program, as its help says them. */
export async function commandsTable([program = '']: readonly string[], project: Project): Promise<string> {
  const lines = (await helpOf(program, project)).filter(({ flag }) => flag === undefined)
  return formatTable(
    ['command', 'does'],
    lines.map(({ usage, about }) => [`\`${usage}\``, about]),
  )
}

async function helpOf(program: string, project: Project) {
  const text = (await readSources(project)).help.get(program)
  if (text === undefined)
    throw new TableError(`The help of ${program} is not known: name it in \`words.commands\` of the configuration.`)
  return parseHelpLines(program, text)
}

function toCode(text: string): string {
  return `\`${text}\``
}
